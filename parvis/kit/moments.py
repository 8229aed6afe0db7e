"""Days and hours as people say them: « mardi 25 novembre », « de 14 h à 16 h 30 ».

Everything takes aware datetimes and speaks in the current time zone and language.
Formats are built by hand: Django's date filters cost half of a page of sixty lines.
"""

from datetime import date as calendar_date
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language

NBSP = "\u00a0"
_DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def date(on: calendar_date) -> str:
    """« mardi 25 novembre » / “Tuesday 25 November”, of a day without an hour."""
    language = _language()
    number = "1er" if language == "fr" and on.day == 1 else str(on.day)
    return f"{_DAYS[language][on.weekday()]} {number}{NBSP}{_MONTHS[language][on.month - 1]}"


def date_and_year(on: calendar_date) -> str:
    """« mardi 25 novembre 2026 », of a day without an hour."""
    return f"{date(on)} {on.year}"


def month(on: calendar_date) -> str:
    """« novembre 2026 » / “November 2026”, of any day of that month."""
    return f"{_MONTHS[_language()][on.month - 1]} {on.year}"


def day(moment: datetime) -> str:
    """« mardi 25 novembre » / “Tuesday 25 November”."""
    return date(timezone.localtime(moment))


def day_and_year(moment: datetime) -> str:
    """« mardi 25 novembre 2026 »."""
    return f"{day(moment)} {timezone.localtime(moment).year}"


def hour(moment: datetime) -> str:
    """« 14 h », « 14 h 30 » / “14:00”, “14:30”."""
    local = timezone.localtime(moment)
    if _language() == "en":
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour}{NBSP}h" + (f"{NBSP}{local.minute:02}" if local.minute else "")


def span(begins_at: datetime, ends_at: datetime) -> str:
    """« de 14 h à 16 h » / “from 14:00 to 16:00”."""
    if _language() == "en":
        return f"from {hour(begins_at)} to {hour(ends_at)}"
    return f"de {hour(begins_at)} à {hour(ends_at)}"


def at(moment: datetime) -> str:
    """« mardi 25 novembre à 14 h » / “Tuesday 25 November at 14:00”."""
    joint = " at " if _language() == "en" else " à "
    return f"{day(moment)}{joint}{hour(moment)}"
