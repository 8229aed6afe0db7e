"""The community's count: how many coffees were lived lately; under five people, nothing is said."""

from datetime import datetime, timedelta

from parvis.chronicle.figures import gatherings_since
from parvis.kit.freshness import cached
from parvis.tables.models import Coffee

LATELY = timedelta(days=30)


def lived_lately(now: datetime) -> int:
    """Coffees of the last thirty days in which people said they met; 0 when fewer than five people did."""
    return cached(("tables.coffees_lived", now.date()), lambda: _count(now))


def _count(now: datetime) -> int:
    return gatherings_since(Coffee._meta.label_lower, now - LATELY)
