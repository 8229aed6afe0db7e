"""Which archives stay: checked on every calendar one can think of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parvis.console.safekeeping.rotating import Keeping, expired

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
hours = some.lists(some.integers(0, 900 * 24), max_size=80).map(
    lambda ages: [NOW - timedelta(hours=age) for age in ages]
)
keepings = some.builds(
    Keeping, daily=some.integers(1, 20), weekly=some.integers(0, 10), monthly=some.integers(0, 24)
)


def test_a_year_of_nights_leaves_seven_days_four_weeks_twelve_months() -> None:
    nights = [NOW - timedelta(days=age) for age in range(500)]
    kept = sorted(set(nights) - expired(nights, NOW, Keeping()), reverse=True)
    assert kept[:7] == nights[:7]
    weeks = [night.date().isoformat() for night in kept[7:]]
    assert weeks[:2] == ["2026-11-15", "2026-11-08"]  # Sundays, the last of their weeks
    assert {night.strftime("%Y-%m") for night in kept} == {f"2026-{m:02}" for m in range(1, 12)} | {"2025-12"}
    assert len(kept) <= 7 + 4 + 12


@given(made=hours, keeping=keepings)
def test_the_latest_stays_and_nothing_kept_is_older_than_promised(made, keeping) -> None:
    gone = expired(made, NOW, keeping)
    kept = set(made) - gone
    assert gone <= set(made)
    if made:
        assert max(made) in kept
        assert all(NOW - hour < timedelta(days=keeping.most_days + 1) for hour in kept - {max(made)})
    assert len(kept) <= keeping.daily + keeping.weekly + keeping.monthly + 1


@given(made=hours, keeping=keepings)
def test_letting_go_twice_is_letting_go_once(made, keeping) -> None:
    kept = set(made) - expired(made, NOW, keeping)
    assert expired(kept, NOW, keeping) == set()


@given(made=hours, keeping=keepings)
def test_each_of_the_last_days_that_had_one_still_has_one(made, keeping) -> None:
    kept = {hour.date() for hour in set(made) - expired(made, NOW, keeping)}
    wanted = {hour.date() for hour in made if (NOW.date() - hour.date()).days < keeping.daily}
    assert wanted <= kept


@pytest.mark.parametrize("text", ["", "7", "7 4", "sept quatre douze", "0 4 12", "7 -1 12", "7 4 900"])
def test_what_is_not_three_counts_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Keeping.read(text)
