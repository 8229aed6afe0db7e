"""Public and school holidays, beside the calendars the State publishes (skipped where those are not)."""

import csv
from collections.abc import Iterator
from datetime import date

import pytest

from parvis.meetings.noticing.calendars import public_holiday, school_holiday, school_known_until
from tests.meetings.noticing.real import EVENTS

FOLDER = EVENTS / "calendriers-france"
needs_calendars = pytest.mark.skipif(not FOLDER.is_dir(), reason="PARVIS_SHARED_DATA says where they are")
# Whit Monday was a day of work then; the package says so, the State's list kept it.
WORKED = {date(2006, 6, 5), date(2007, 5, 28)}
FILE_SPEAKS_UNTIL = date(2026, 8, 30)  # of school holidays; later rows are there, and empty


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@needs_calendars
@pytest.mark.parametrize(
    ("name", "code"), [("metropole", "FR"), ("alsace-moselle", "57"), ("alsace-moselle", "6AE")]
)
def test_public_holidays_are_those_of_the_state(name: str, code: str) -> None:
    theirs = {date.fromisoformat(row["date"]) for row in rows(f"jours_feries_{name}.csv")}
    years = range(min(theirs).year, max(theirs).year + 1)
    every_day = (
        date.fromordinal(n)
        for n in range(date(years[0], 1, 1).toordinal(), date(years[-1] + 1, 1, 1).toordinal())
    )
    assert {on for on in every_day if public_holiday(on, code)} == theirs - WORKED


@needs_calendars
def test_school_holidays_are_those_of_the_ministry() -> None:
    for row in rows("vacances_scolaires_1990-2026.csv"):
        on = date.fromisoformat(row["date"])
        if on <= FILE_SPEAKS_UNTIL:
            for zone in "ABC":
                is_holiday = bool(school_holiday(on, zone))
                assert is_holiday == (row[f"vacances_zone_{zone.lower()}"] == "True"), (on, zone)


def test_places_differ() -> None:
    good_friday = date(2026, 4, 3)
    assert (public_holiday(good_friday), public_holiday(good_friday, "57")) == ("", "Vendredi saint")
    assert public_holiday(date(2026, 12, 20), "974") == "Abolition de l'esclavage"
    assert public_holiday(date(2026, 12, 25), "none") == ""
    assert public_holiday(date(1, 1, 1)) == public_holiday(date(9999, 7, 15)) == ""


def test_past_its_end_the_school_calendar_says_nothing() -> None:
    assert school_known_until() >= date(2028, 8, 31)
    assert school_holiday(date(9999, 8, 1), "A") == ""
    assert school_holiday(date(2026, 12, 24), "") == ""
