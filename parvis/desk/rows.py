"""Numbers of rows that come back from a form."""


def number_of_row(text: str) -> int:
    """The number; 0, which no row bears, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
