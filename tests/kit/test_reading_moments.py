"""People type days and hours as they say them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kit.reading_moments import read_day, read_hour

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14h", time(14)), ("14 h", time(14)), ("14:00", time(14)), ("14 h 30", time(14, 30)),
        ("14h30", time(14, 30)), ("9.30", time(9, 30)), ("à 18 h", time(18)), ("18 heures", time(18)),
        ("midi", time(12)), ("14", time(14)), ("2 pm", time(14)), ("12 am", time(0)), ("14:00:00", time(14)),
        ("14\u00a0h\u00a030", time(14, 30)), ("14H00", time(14)),
    ],
)  # fmt: skip
def test_hours_as_people_type_them(typed, meant):
    assert read_hour(typed) == meant


@pytest.mark.parametrize("typed", ["", "25h", "14h75", "bientôt", "14 pm", "-3"])
def test_what_is_no_hour_is_said(typed):
    with pytest.raises(ValueError):
        read_hour(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27/11", date(2026, 11, 27)), ("27/11/2026", date(2026, 11, 27)), ("27.11.26", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)), ("mardi 24", date(2026, 11, 24)), ("mardi", date(2026, 11, 24)),
        ("Dimanche", TODAY), ("mardi 24 novembre", date(2026, 11, 24)), ("1er décembre", date(2026, 12, 1)),
        ("le 3 janv.", date(2027, 1, 3)), ("demain", date(2026, 11, 23)), ("aujourd’hui", TODAY),
        ("21/11", date(2027, 11, 21)), ("mardi 25", date(2027, 5, 25)), ("29/02", date(2028, 2, 29)),
        ("5", date(2026, 12, 5)), ("25 AOÛT 2027", date(2027, 8, 25)), ("3 juil", date(2027, 7, 3)),
    ],
)  # fmt: skip
def test_days_as_people_type_them(typed, meant):
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "32/11", "mardi 24/11/2027", "25 brumaire", "3 ju", "30 février", "2026-13-01", "hier soir"]
)
def test_what_is_no_day_is_said(typed):
    with pytest.raises(ValueError):
        read_day(typed, TODAY)


@given(st.dates(TODAY, date(2031, 12, 31)))
def test_a_day_written_out_is_read_back(day):
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(f"{day:%d/%m/%Y}", TODAY) == day
    assert read_day(f"{day:%d/%m/%y}", TODAY) == day


@given(st.times())
def test_an_hour_written_out_is_read_back(hour):
    whole = hour.replace(second=0, microsecond=0)
    for form in ("{:%H:%M}", "{:%Hh%M}", "{:%H h %M}"):
        assert read_hour(form.format(whole)) == whole


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reading(text):
    for read in (read_hour, lambda typed: read_day(typed, TODAY)):
        try:
            read(text)
        except ValueError:
            continue
