"""Opening hours: read as people type them, compared as instants, whatever the clock does that night."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.community import hours, hours_in_words
from parvis.community.models import Closure, Place
from parvis.community.reading_hours import read_day, read_week

PARIS = ZoneInfo("Europe/Paris")
SHARED = Path(os.environ.get("PARVIS_SHARED_DATA", "../shared/data"))
MORNING, AFTERNOON = (540, 720), (840, 1080)

minutes = st.integers(0, 1439).map(lambda minute: minute // 5 * 5)
spans = st.tuples(minutes, st.integers(1, 288)).map(lambda one: (one[0], one[0] + one[1] * 5))


def _is_tidy(day):
    try:
        return hours.tidy(day) == tuple(day)
    except ValueError:
        return False


days = st.lists(spans, max_size=3).map(sorted).filter(_is_tidy).map(tuple)
weeks = st.tuples(*[days] * 7)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9 h – 12 h, 14 h – 18 h", (MORNING, AFTERNOON)),
        ("9h-12h et 14h-18h", (MORNING, AFTERNOON)),
        ("de 9 h à 12 h puis de 14h à 18h.", (MORNING, AFTERNOON)),
        ("9:00—12:00 / 14:00—18:00", (MORNING, AFTERNOON)),
        ("14h-18h, 9h-12h", (MORNING, AFTERNOON)),
        ("9h-12h, 12h-14h", ((540, 840),)),
        ("9 h 30 – midi", ((570, 720),)),
        ("20 h – 2 h", ((1200, 1560),)),
        ("18 h – minuit", ((1080, 1440),)),
        ("24h/24", ((0, 1440),)),
        ("Fermé", ()),
        ("", ()),
    ],
)
def test_a_day_is_read_as_a_secretary_types_it(typed, read):
    assert read_day(typed) == read


@pytest.mark.parametrize(
    "typed", ["le matin", "9h", "9h-12h-14h", "25h-26h", "9h-9h61", ",-,", "9h-12h" * 40]
)
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(ValueError):
        read_day(typed)


def test_a_later_rule_replaces_an_earlier_one_and_holidays_are_left_aside():
    week = read_week("Tu-Sa 09:00-12:00,14:00-18:00; We,Fr 14:00-18:00; PH off")
    assert week == (
        (),
        (MORNING, AFTERNOON),
        (AFTERNOON,),
        (MORNING, AFTERNOON),
        (AFTERNOON,),
        (MORNING, AFTERNOON),
        (),
    )
    assert read_week("24/7") == (((0, 1440),),) * 7
    assert read_week("Fr-Mo 22:00-02:00")[0] == ((1320, 1560),)


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "Jan-Mar Mo 09:00-12:00",
        "week 1-10 Mo 09:00-12:00",
        "sunrise-sunset",
        'Mo 09:00+ "sur rdv"',
        "Mo" * 300,
    ],
)
def test_what_we_do_not_read_is_said_rather_than_guessed(pasted):
    with pytest.raises(ValueError):
        read_week(pasted)


@given(weeks)
def test_written_and_read_again_is_the_same_week(week):
    if week == hours.NEVER:
        assert hours.write(week) == ""
    else:
        assert read_week(hours.write(week)) == week


@given(days)
def test_what_is_shown_can_be_typed_again(day):
    assert read_day(hours_in_words.day(day)) == day


@given(weeks, st.integers(0, 1_000_000), st.integers(1, 3000))
def test_open_all_along_is_open_at_each_moment(week, begins, length):
    begins_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=begins)
    ends_at = begins_at + timedelta(minutes=length)
    whole = hours.is_covered(week, begins_at, ends_at, PARIS)
    middle = begins_at + (ends_at - begins_at) / 2
    halves = [
        hours.is_covered(week, begins_at, middle, PARIS),
        hours.is_covered(week, middle, ends_at, PARIS),
    ]
    assert whole == all(halves)


def test_until_two_in_the_morning_is_of_the_evening_before():
    week = read_week("Fr,Sa 20:00-02:00")
    friday = datetime(2026, 11, 27, 23, 0, tzinfo=PARIS)
    assert hours.is_covered(week, friday, friday + timedelta(hours=3), PARIS)
    assert not hours.is_covered(week, friday, friday + timedelta(hours=4), PARIS)
    sunday_night = datetime(2026, 11, 30, 1, 0, tzinfo=PARIS)
    assert not hours.is_covered(week, sunday_night, sunday_night + timedelta(minutes=30), PARIS)


def test_the_night_the_clock_changes_the_place_opens_and_closes_by_the_wall():
    week = read_week("Sa 20:00-04:00")
    for evening, lasts in [
        (datetime(2026, 3, 28, 20, tzinfo=PARIS), 7),
        (datetime(2026, 10, 24, 20, tzinfo=PARIS), 9),
    ]:
        begins_at = evening.astimezone(UTC)
        assert hours.is_covered(week, begins_at, begins_at + timedelta(hours=lasts), PARIS)
        assert not hours.is_covered(week, begins_at, begins_at + timedelta(hours=lasts, minutes=1), PARIS)


def test_every_real_place_that_writes_its_hours_is_read():
    """Aix-en-Provence writes as OpenStreetMap; each is read and written back as the same week."""
    path = SHARED / "3-directories-places" / "lieux-mediation-numerique" / "aix-en-provence.json"
    if not path.exists():
        pytest.skip(f"no real data in {SHARED}")
    said = [place["horaires"] for place in json.loads(path.read_text()) if place.get("horaires")]
    assert len(said) >= 16
    for one in said:
        assert read_week(hours.write(read_week(one))) == read_week(one)


@pytest.mark.parametrize(
    ("first", "last", "asked", "is_closed"),
    [
        (date(2020, 8, 3), date(2020, 8, 23), date(2026, 8, 23), True),
        (date(2020, 8, 3), date(2020, 8, 23), date(2026, 8, 24), False),
        (date(2020, 8, 3), date(2020, 8, 23), date(2019, 8, 10), False),
        (date(2025, 12, 24), date(2026, 1, 2), date(2027, 1, 2), True),
        (date(2025, 12, 24), date(2026, 1, 2), date(2025, 1, 2), False),
        (date(2024, 2, 29), date(2024, 2, 29), date(2026, 3, 1), True),
        (date(2024, 2, 29), date(2024, 2, 29), date(2028, 2, 29), True),
    ],
)
def test_a_closure_comes_back_every_year(first, last, asked, is_closed):
    august = Closure(begins_on=first, ends_on=last, is_yearly=True)
    assert august.touches(asked, asked) is is_closed


@pytest.mark.parametrize("kept", ["<b>toujours</b>", "Mo 99:00-12:00", "²"])
def test_a_place_whose_kept_hours_nobody_can_read_has_none_and_stays_open(kept):
    place = Place(name="Kiosque", opening_hours=kept)
    assert place.week is None
    begins_at = datetime(2026, 11, 24, 18, tzinfo=UTC)
    assert place.is_within_hours(begins_at, begins_at + timedelta(hours=2), ZoneInfo("Europe/Paris"))
