"""Days and hours as people say them: « mardi 25 novembre », « de 14 h à 16 h 30 ».

Everything takes aware datetimes and speaks in the current time zone and language.
Formats are built by hand: Django's date filters cost half of a page of sixty lines.
"""

from datetime import date as calendar_date
from datetime import datetime, time, timedelta, tzinfo

from django.utils import timezone
from django.utils.translation import get_language

NBSP = "\u00a0"
_MIDNIGHT = time()
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
    return date_and_year(timezone.localtime(moment))


def hour(moment: datetime) -> str:
    """« 14 h », « 14 h 30 » / “14:00”, “14:30”."""
    return _hour(timezone.localtime(moment), _language())


def is_all_day(begins_at: datetime, ends_at: datetime) -> bool:
    """From midnight to midnight of the clock on the wall: whole days, whatever the seasons do to it."""
    return whole_days(begins_at, ends_at) is not None


def whole_days(
    begins_at: datetime, ends_at: datetime, zone: tzinfo | None = None
) -> tuple[calendar_date, calendar_date] | None:
    """The first and the last day of whole days; None when an hour matters. zone: else the current one."""
    return _days_of(timezone.localtime(begins_at, zone), timezone.localtime(ends_at, zone))


def span(begins_at: datetime, ends_at: datetime) -> str:
    """« de 14 h à 16 h » / “from 14:00 to 16:00”; « toute la journée », « jusqu’au dimanche 29 novembre »."""
    first, after = timezone.localtime(begins_at), timezone.localtime(ends_at)
    if days := _days_of(first, after):
        return _until(days[1]) if days[0] < days[1] else _all_day()
    language = _language()
    hours = _hour(first, language), _hour(after, language)
    return f"from {hours[0]} to {hours[1]}" if language == "en" else f"de {hours[0]} à {hours[1]}"


def _days_of(first: datetime, after: datetime) -> tuple[calendar_date, calendar_date] | None:
    if first.time() != _MIDNIGHT or after.time() != _MIDNIGHT or first.date() >= after.date():
        return None
    return first.date(), after.date() - timedelta(days=1)


def _hour(local: datetime, language: str) -> str:
    if language == "en":
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour}{NBSP}h" + (f"{NBSP}{local.minute:02}" if local.minute else "")


def _all_day() -> str:
    return "all day" if _language() == "en" else "toute la journée"


def _until(last: calendar_date) -> str:
    return f"until {date(last)}" if _language() == "en" else f"jusqu’au {date(last)}"


def start(begins_at: datetime, ends_at: datetime) -> str:
    """« mardi 25 novembre à 14 h »; « mardi 25 novembre » when whole days begin."""
    return day(begins_at) if is_all_day(begins_at, ends_at) else at(begins_at)


def start_hour(begins_at: datetime, ends_at: datetime) -> str:
    """« 14 h »; « toute la journée »."""
    return _all_day() if is_all_day(begins_at, ends_at) else hour(begins_at)


def at(moment: datetime) -> str:
    """« mardi 25 novembre à 14 h » / “Tuesday 25 November at 14:00”."""
    joint = " at " if _language() == "en" else " à "
    return f"{day(moment)}{joint}{hour(moment)}"
