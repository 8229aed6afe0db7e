"""People write days and hours as they speak; the form understands."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.meetings.forms.reading import read_day, read_hour

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("18h", time(18)),
        ("18 h", time(18)),
        ("18 h 30", time(18, 30)),
        ("18:30", time(18, 30)),
        ("1830", time(18, 30)),
        ("9h05", time(9, 5)),
        ("9", time(9)),
        ("18.30", time(18, 30)),
        ("midi", time(12)),
        ("20 heures", time(20)),
        ("6 pm", time(18)),
        ("12 am", time(0)),
        (" 14\u00a0h ", time(14)),
        ("0h", time(0)),
    ],
)
def test_an_hour_is_read_as_it_is_written(text, hour):
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["", "tôt", "25h", "18h75", "h", "18-30", "demain", "1 2 3"])
def test_what_is_no_hour_is_not_guessed(text):
    assert read_hour(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27/11", date(2026, 11, 27)),
        ("27/11/2026", date(2026, 11, 27)),
        ("27.11.26", date(2026, 11, 27)),
        ("27-11-2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("27 novembre", date(2026, 11, 27)),
        ("vendredi 27 novembre 2026", date(2026, 11, 27)),
        ("le 1er décembre", date(2026, 12, 1)),
        ("Mardi", TUESDAY),
        ("mercredi", date(2026, 11, 25)),
        ("mardi 1", date(2026, 12, 1)),
        ("ven. 27", date(2026, 11, 27)),
        ("demain", date(2026, 11, 25)),
        ("aujourd’hui", TUESDAY),
        ("5/1", date(2027, 1, 5)),
        ("3 janv.", date(2027, 1, 3)),
        ("Friday 27", date(2026, 11, 27)),
        ("27 November", date(2026, 11, 27)),
        ("23/11", date(2026, 11, 23)),
    ],
)
def test_a_day_is_read_as_it_is_written(text, day):
    assert read_day(text, TUESDAY) == day


@pytest.mark.parametrize(
    "text", ["", "32/11", "29/2/2027", "bientôt", "27", "mardi prochain", "13/13", "99999/1"]
)
def test_what_is_no_day_is_not_guessed(text):
    assert read_day(text, TUESDAY) is None


@given(st.dates(TUESDAY, TUESDAY + timedelta(days=3000)))
def test_every_coming_day_survives_being_written_down(day):
    assert read_day(f"{day:%d/%m/%Y}", TUESDAY) == day
    assert read_day(day.isoformat(), TUESDAY) == day


@given(st.times().map(lambda hour: hour.replace(second=0, microsecond=0)))
def test_every_hour_survives_being_written_down(hour):
    assert read_hour(f"{hour.hour}h{hour.minute:02}") == hour == read_hour(f"{hour:%H:%M}")


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(text):
    read_hour(text)
    read_day(text, TUESDAY)
