"""A ring of everybody, drawn on Monday mornings; the village stands on a Tuesday."""

from datetime import timedelta

import pytest

from parvis.tables.coffee.joining import join
from parvis.tables.models import CoffeeRing, Rhythm


@pytest.fixture
def monday(now):
    """The next Monday, half past nine in Paris."""
    return (now + timedelta(days=6)).replace(hour=8, minute=30)


@pytest.fixture
def ring(village, now):
    return CoffeeRing.objects.create(is_on=True, rhythm=Rhythm.WEEK, opened_at=now)


@pytest.fixture
def four(village, ring, now):
    """Jeanne, Paul, Léa and Karim take part."""
    people = [village.jeanne, village.paul, village.lea, village.karim]
    for person in people:
        join(ring=ring, member=person, at=now)
    return people
