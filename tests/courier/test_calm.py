"""Nothing at night, nothing on Sunday: checked for every hour, in places that change their clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.courier.calm import calm_moment, is_calm, next_calm_moment

PARIS = ZoneInfo("Europe/Paris")
zones = st.sampled_from(
    [PARIS, *(ZoneInfo(z) for z in ("America/Cayenne", "Pacific/Auckland", "Australia/Lord_Howe"))]
)
moments = st.integers(0, 3 * 366 * 24 * 12).map(
    lambda steps: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * steps)
)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("meant_for", "leaves_at"),
    [
        (paris(2026, 11, 24, 14), paris(2026, 11, 24, 14)),  # a Tuesday afternoon
        (paris(2026, 11, 24, 19, 59), paris(2026, 11, 24, 19, 59)),
        (paris(2026, 11, 24, 20), paris(2026, 11, 25, 8)),
        (paris(2026, 11, 25, 7, 59), paris(2026, 11, 25, 8)),
        (paris(2026, 11, 22, 10), paris(2026, 11, 23, 8)),  # a Sunday waits for Monday
        (paris(2026, 11, 21, 21), paris(2026, 11, 23, 8)),  # so does a Saturday evening
        (paris(2026, 10, 25, 2, 30), paris(2026, 10, 26, 8)),  # the night that lasts an hour more
    ],
)
def test_words_nobody_waits_for_leave_at_a_calm_hour(meant_for: datetime, leaves_at: datetime) -> None:
    assert calm_moment(meant_for, PARIS, is_answer=False) == leaves_at


@pytest.mark.parametrize(
    ("meant_for", "leaves_at"),
    [
        (paris(2026, 11, 22, 10), paris(2026, 11, 21, 10)),
        (paris(2026, 11, 22, 3), paris(2026, 11, 21, 8)),
        (paris(2026, 11, 22, 22), paris(2026, 11, 21, 19, 30)),
        (paris(2026, 11, 21, 20, 30), paris(2026, 11, 21, 19, 30)),
        (paris(2026, 11, 23, 3), paris(2026, 11, 23, 8)),
        (paris(2026, 3, 29, 10), paris(2026, 3, 28, 10)),  # the clock changes in between
    ],
)
def test_a_sunday_reminder_comes_on_saturday(meant_for: datetime, leaves_at: datetime) -> None:
    assert calm_moment(meant_for, PARIS, is_answer=False, sunday_moves_to_saturday=True) == leaves_at


def test_a_cancellation_goes_on_sunday_but_not_at_night() -> None:
    sunday, night = paris(2026, 11, 22, 10), paris(2026, 11, 21, 23)
    assert calm_moment(sunday, PARIS, is_answer=False, goes_on_sundays=True) == sunday
    assert calm_moment(night, PARIS, is_answer=False, goes_on_sundays=True) == paris(2026, 11, 22, 8)


@given(moments, zones)
def test_an_answer_leaves_at_once(at: datetime, tz: ZoneInfo) -> None:
    assert calm_moment(at, tz, is_answer=True) == at


@given(moments, zones, st.booleans(), st.booleans())
def test_whatever_the_hour_the_result_is_calm(
    at: datetime, tz: ZoneInfo, on_sundays: bool, earlier: bool
) -> None:
    result = calm_moment(
        at, tz, is_answer=False, goes_on_sundays=on_sundays, sunday_moves_to_saturday=earlier
    )
    assert is_calm(result, tz, goes_on_sundays=on_sundays)
    assert timedelta(days=-2) < result - at < timedelta(hours=37)
    if not earlier:
        assert result >= at
    # what is settled stays settled
    again = calm_moment(
        result, tz, is_answer=False, goes_on_sundays=on_sundays, sunday_moves_to_saturday=earlier
    )
    assert again == result


@given(moments, zones, st.booleans())
def test_the_next_calm_moment_is_the_first_one(at: datetime, tz: ZoneInfo, on_sundays: bool) -> None:
    result = next_calm_moment(at, tz, goes_on_sundays=on_sundays)
    assert result >= at
    probe = at
    while (probe := probe + timedelta(minutes=30)) < result:
        assert not is_calm(probe, tz, goes_on_sundays=on_sundays)
