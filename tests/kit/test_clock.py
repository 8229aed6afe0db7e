"""A clock that leaps: scheduled jobs rest, and what it wrote in the future does not wait for years."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from parvis.kit import clock, freshness, limiting
from parvis.kit.front.memory import Entry, Memory
from parvis.kit.front.prepared import prepare

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture
def counted(monkeypatch) -> list[float]:
    """The clock that only counts; tests move it."""
    seconds = [1000.0]
    monkeypatch.setattr(clock, "counting", lambda: seconds[0])
    return seconds


def test_a_clock_that_goes_on_is_trusted(counted):
    watch = clock.Steadiness()
    for hours in range(48):
        counted[0] = 1000 + hours * 3600
        assert watch.look(NOON + timedelta(hours=hours))


def test_a_machine_that_slept_is_trusted(counted):
    """Its sleep is counted too."""
    watch = clock.Steadiness()
    watch.look(NOON)
    counted[0] += 3 * 86400
    assert watch.look(NOON + timedelta(days=3))


@pytest.mark.parametrize(
    ("leap", "rest"),
    [
        (timedelta(minutes=50), timedelta(0)),
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(days=365 * 14), timedelta(days=1)),
    ],
)
def test_a_leap_rests_as_long_as_it_is_a_day_at_most(counted, leap, rest):
    watch = clock.Steadiness()
    watch.look(NOON)
    assert watch.look(NOON + leap) == (rest == timedelta(0))
    counted[0] += rest.total_seconds()
    assert watch.look(NOON + leap + rest)


def test_a_clock_set_right_again_is_trusted_at_once(counted):
    watch = clock.Steadiness()
    watch.look(NOON)
    assert not watch.look(NOON + timedelta(days=400))
    counted[0] += 60
    assert watch.look(NOON + timedelta(seconds=60))


def test_a_start_after_a_season_rests_an_hour_and_one_after_a_night_does_not(counted):
    watch = clock.Steadiness()
    watch.begin_after(NOON - timedelta(hours=9), NOON)
    assert watch.is_steady()
    watch.begin_after(NOON - timedelta(days=400), NOON)
    assert not watch.look(NOON)
    counted[0] += 3600
    assert watch.look(NOON + timedelta(hours=1))
    watch = clock.Steadiness()
    watch.begin_after(None, NOON)
    assert watch.is_steady()


def test_tries_counted_in_the_future_lock_nobody_out():
    with time_machine.travel(NOON + timedelta(days=5000), tick=False) as hour:
        while limiting.allow("odile", times=5, per=timedelta(hours=1)):
            pass
        hour.move_to(NOON)
        assert limiting.allow("odile", times=5, per=timedelta(hours=1))


def test_a_page_remembered_in_the_future_is_made_anew():
    memory, later = Memory(), (NOON + timedelta(days=5000)).timestamp()
    memory.keep("/", Entry(freshness.version(), later + 60, prepare([], b"page", vary=b"Cookie")))
    assert memory.find("/", later) is not None
    assert memory.find("/", NOON.timestamp()) is None
