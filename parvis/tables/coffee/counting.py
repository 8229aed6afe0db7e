"""The community's count: how many coffees were lived lately; under five people, nothing is said."""

from datetime import datetime, timedelta

from django.db.models import Count

from parvis.chronicle.figures import FEW
from parvis.chronicle.models import Presence
from parvis.kit.freshness import cached
from parvis.tables.models import Coffee

LATELY = timedelta(days=30)


def lived_lately(now: datetime) -> int:
    """Coffees of the last thirty days in which people said they met; 0 when fewer than five people did."""
    return cached(("tables.coffees_lived", now.date()), lambda: _count(now))


def _count(now: datetime) -> int:
    rows = Presence.objects.filter(
        encounter__gathering_kind=Coffee._meta.label_lower, encounter__began_at__gte=now - LATELY
    )
    found = rows.aggregate(people=Count("person", distinct=True), coffees=Count("encounter", distinct=True))
    return int(found["coffees"]) if found["people"] >= FEW else 0
