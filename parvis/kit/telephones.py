"""Telephone numbers as people read them and as telephones dial them."""

import re


def spoken(number: str) -> str:
    """« +33199001234 » becomes « 01 99 00 12 34 »; other numbers are left as they are."""
    digits = re.sub(r"[\s.\-]", "", number)
    if re.fullmatch(r"\+33[1-9]\d{8}", digits):
        digits = "0" + digits[3:]
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return "\u00a0".join(digits[place : place + 2] for place in range(0, 10, 2))
    return number.strip()


def dialled(number: str) -> str:
    """What goes after `tel:`: digits, with + in front when it was there."""
    return re.sub(r"[^\d+]", "", number)
