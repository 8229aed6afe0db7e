"""What we gave one another, season by season: written once, and no look differs from another."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from parvis.aid.flows.publishing import LATER, publish_due
from parvis.aid.models import FlowTable, Gift
from tests.village import Village, make_member

SUMMER = datetime(2026, 8, 10, 9, tzinfo=UTC)


def lived(village: Village, count: int = 12, at: datetime = SUMMER) -> list[Gift]:
    """Everybody helps the next one, once."""
    people = [make_member(f"Prénom{number} Nom{number}", village.now) for number in range(count)]
    return [
        Gift.objects.create(
            giver=one, receiver=people[number - 1], direction="offer", minutes=60, given_at=at,
            category="jardin" if number < 8 else "trajets", place=village.kiosk,
        )
        for number, one in enumerate(people)
    ]  # fmt: skip


def page_of(village: Village, client_of) -> str:
    return client_of(village.jeanne).get(reverse("aid:flows")).content.decode()


def test_a_season_is_written_once_and_read_without_names(village: Village, client_of):
    gifts = lived(village)
    lived(village, 7, at=village.now)  # this season is not over: nobody reads it
    assert [publish_due(village.now), publish_due(village.now)] == [1, 0]
    figures = FlowTable.objects.get().figures
    assert figures["gifts"] == figures["hours"] == 12
    assert figures["kinds"] == [["", 12]]  # four drives alone would be few: together with the rest
    assert figures["places"] == [["Kiosque", 12]]
    assert figures["helped"] is None  # everybody was: to say so would tell of each
    text = page_of(village, client_of)
    assert "12" in text
    assert "Nom3" not in text
    Gift.objects.filter(pk__in=[one.pk for one in gifts[:5]]).delete()  # erased, or corrected, since
    lived(village, 3)
    publish_due(village.now + timedelta(days=1))
    assert FlowTable.objects.get().figures == figures


def test_a_season_waits_a_fortnight_and_few_people_are_told_of_to_nobody(village: Village, client_of):
    lived(village, 4)
    end = datetime(2026, 10, 1, tzinfo=UTC)
    assert publish_due(end + LATER - timedelta(days=1)) == 0
    assert publish_due(end + LATER + timedelta(days=1)) == 1
    assert FlowTable.objects.get().figures == {}
    assert "Moins de cinq personnes" in page_of(village, client_of)


@pytest.mark.parametrize("rows", [0, 30])
def test_the_page_asks_little(village: Village, client_of, rows, django_assert_max_num_queries):
    for number in range(rows):
        since = datetime(2000 + number, 1, 1, tzinfo=UTC).date()
        FlowTable.objects.create(
            since_on=since, until_on=since + timedelta(days=90), figures={}, published_at=village.now
        )
    client = client_of(village.jeanne)
    client.get(reverse("aid:flows"))
    with django_assert_max_num_queries(8):
        client.get(reverse("aid:flows"))
