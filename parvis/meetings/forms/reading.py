"""Reads days and hours as people write them: « 27/11 », « mardi 25 », « 18h », « 14:30 ». Pure Python.

Both readers answer `None` when they do not understand; the form then says what to write.
"""

import re
import unicodedata
from datetime import date, time, timedelta

_HOUR = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:h|:|heures?|\.)?\s*(?P<minute>\d{2})?\s*(?:mn|min)?\s*(?P<half>am|pm)?"
)
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_DAYS = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
_SOON = {"aujourd'hui": 0, "aujourdhui": 0, "today": 0, "demain": 1, "tomorrow": 1, "apres-demain": 2}


def _plain(text: str) -> str:
    """Lower case, without accents, curly apostrophes or doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.split())


def read_hour(text: str) -> time | None:
    """« 18h », « 18 h 30 », « 1830 », « midi », “6 pm” → an hour of the day."""
    plain = _plain(text)
    if plain in {"midi", "noon"}:
        return time(12)
    if not (found := _HOUR.fullmatch(plain)):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(month: int, day: int, today: date) -> date | None:
    """That day of the year, this year or the next one if it is already long past."""
    this_year = _day_or_none(today.year, month, day)
    if this_year and (today - this_year).days > 180:
        return _day_or_none(today.year + 1, month, day)
    return this_year


def _of_numbers(plain: str, today: date) -> date | None:
    if found := _ISO.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return _day_or_none(year, month, day)
    if not (found := _NUMBERS.fullmatch(plain)):
        return None
    day, month = int(found[1]), int(found[2])
    if not found[3]:
        return _coming(month, day, today)
    return _day_or_none(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)


def _index(words: tuple[tuple[str, str], ...], word: str) -> int | None:
    """Which day or month a word means; three letters are enough (« nov. »)."""
    word = word.rstrip(".")
    matches = [place for place, names in enumerate(words) if any(name.startswith(word) for name in names)]
    return matches[0] if len(word) >= 3 and len(set(matches)) == 1 else None


def _of_weekday(weekday: int, number: int | None, today: date) -> date | None:
    """« mardi » → the next Tuesday; « mardi 25 » → the next Tuesday that is a 25th."""
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    if number is None:
        return first
    return next((day for weeks in range(60) if (day := first + timedelta(weeks=weeks)).day == number), None)


def _of_words(words: list[str], today: date) -> date | None:
    weekday = _index(_DAYS, words[0])
    if weekday is not None:
        words = words[1:]
    numbers = [int(word.removesuffix("er")) for word in words if word.removesuffix("er").isdigit()]
    month = next((found for word in words if (found := _index(_MONTHS, word)) is not None), None)
    if month is not None and numbers:
        year = next((number for number in numbers if number > 1900), None)
        return _day_or_none(year, month + 1, numbers[0]) if year else _coming(month + 1, numbers[0], today)
    if weekday is None or (words and not numbers):
        return None
    return _of_weekday(weekday, numbers[0] if numbers else None, today)


def read_day(text: str, today: date) -> date | None:
    """« 27/11 », « 27/11/2026 », « mardi 25 », « 27 novembre », « demain » → a day, seen from today."""
    plain = _plain(text).removeprefix("le ")
    if not plain:
        return None
    if plain in _SOON:
        return today + timedelta(days=_SOON[plain])
    return _of_numbers(plain, today) or _of_words(plain.replace(",", " ").split(), today)
