"""A place in the line, as people say it: « 1re », « 3e » / “1st”, “3rd”."""

from django.utils.translation import get_language


def ordinal(number: int) -> str:
    """« 1ʳᵉ », « 2ᵉ » (a person's place) in French; “1st”, “2nd”, “11th” in English."""
    if (get_language() or "fr").startswith("fr"):
        return "1\u02b3\u1d49" if number == 1 else f"{number}\u1d49"
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
