"""Things of several kinds stand as they come."""

from datetime import UTC, datetime

from parvis.kit.ordering import as_they_come


def test_the_earliest_first_whatever_its_kind_and_what_has_no_hour_yet_before():
    days = [datetime(2026, 12, day, 9, tzinfo=UTC) for day in (5, 1, 6)]
    found = as_they_come(
        exchange=([days[0]], lambda one: one),
        coffee=(["to choose"], lambda one: None),
        meeting=(days[1:], lambda one: one),
    )
    assert found == [
        ("coffee", "to choose"), ("meeting", days[1]), ("exchange", days[0]), ("meeting", days[2]),
    ]  # fmt: skip
