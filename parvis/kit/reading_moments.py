"""Days and hours as people type them: « 14h », « 14 h 30 », « 27/11 », « mardi 25 », « demain ».

Also what browsers send from their own date and time fields. ValueError when nothing fits.
"""

import re
import unicodedata
from datetime import date, time, timedelta

_WEEKDAYS = [
    ("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday"), ("jeudi", "thursday"),
    ("vendredi", "friday"), ("samedi", "saturday"), ("dimanche", "sunday"),
]  # fmt: skip
_DAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_MONTH_NAMES = [
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"),
    ("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september"),
    ("octobre", "october"), ("novembre", "november"), ("decembre", "december"),
]  # fmt: skip
_NEAR = {
    "aujourd'hui": 0, "aujourdhui": 0, "today": 0, "demain": 1, "tomorrow": 1, "apres-demain": 2,
    "apres demain": 2,
}  # fmt: skip
_WORD_HOURS = {"midi": time(12), "noon": time(12), "minuit": time(0), "midnight": time(0)}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{2}|\d{4}))?")
_IN_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?(?:\s+([a-z]+)\.?(?:\s+(\d{4}))?)?")
_HOUR = re.compile(r"(\d{1,2})\s*(?:(?:h|:|\.|heures?)\s*(\d{2})?)?(?::\d{2})?\s*(am|pm)?")


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    return " ".join(text.lower().replace(",", " ").split())


def read_hour(text: str) -> time:
    """The hour in « 14h », « 14:00 », « 14 h 30 », « 9.30 », « midi », « 2 pm »."""
    plain = _plain(text).removeprefix("a ").removeprefix("at ")
    if plain in _WORD_HOURS:
        return _WORD_HOURS[plain]
    found = _HOUR.fullmatch(plain)
    if not found:
        raise ValueError(text)
    hour, half = int(found[1]), found[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found[2] or 0))


def read_day(text: str, today: date) -> date:
    """The day in « 27/11 », « 27/11/2026 », « mardi 25 », « 25 novembre », « mardi », « demain ».

    Without a year or a month, the next such day from today on.
    """
    plain = _plain(text).removeprefix("le ")
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if found := _ISO.fullmatch(plain):
        return date(int(found[1]), int(found[2]), int(found[3]))
    weekday, rest = _weekday(plain)
    if not rest and weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    day = _read_rest(rest, weekday, today)
    if day is None or (weekday is not None and day.weekday() != weekday):
        raise ValueError(text)
    return day


def names_weekday_alone(text: str) -> bool:
    """Whether these words are « mardi » and no more: any week will do."""
    weekday, rest = _weekday(_plain(text).removeprefix("le "))
    return weekday is not None and not rest


def _weekday(plain: str) -> tuple[int | None, str]:
    first, _space, rest = plain.partition(" ")
    name = first.rstrip(".")
    return (_DAYS[name], rest) if name in _DAYS else (None, plain)


def _read_rest(rest: str, weekday: int | None, today: date) -> date | None:
    if found := _FIGURES.fullmatch(rest):
        return _dated(int(found[1]), int(found[2]), found[3], today, weekday)
    if found := _IN_WORDS.fullmatch(rest):
        month = _month(found[2]) if found[2] else 0
        return _dated(int(found[1]), month, found[3], today, weekday) if month is not None else None
    return None


def _month(name: str) -> int | None:
    """1 to 12 from a whole or shortened name; None when no single month fits."""
    found = {
        number
        for number, names in enumerate(_MONTH_NAMES, start=1)
        if name in names or any(full.startswith(name) for full in names if len(name) >= 3)
    }
    return found.pop() if len(found) == 1 else None


def _dated(day: int, month: int, year: str | None, today: date, weekday: int | None) -> date | None:
    """The day of a date with or without month (0) and year."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if month:
        years = range(today.year, today.year + 9)
        return _first([(one, month) for one in years], day, today, weekday)
    months = [divmod(today.year * 12 + today.month - 1 + later, 12) for later in range(13)]
    return _first([(one, rest + 1) for one, rest in months], day, today, weekday)


def _first(months: list[tuple[int, int]], day: int, today: date, weekday: int | None) -> date | None:
    """The first such day from today on that exists and, if one was named, falls on that weekday."""
    for year, month in months:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today and weekday in (None, found.weekday()):
            return found
    return None
