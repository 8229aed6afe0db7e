"""Each season's figures are written once, a fortnight after it: what is read never moves again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from parvis.aid.flows.counting import Given, figures_of
from parvis.aid.flows.seasons import Season, between
from parvis.aid.models import FlowTable, Gift

LATER = timedelta(days=14)  # what is said afterwards (« c’est fait ») has time to arrive
MOST = 8  # seasons shown


def publish_due(at: datetime) -> int:
    """For the worker: write the figures of the seasons that have passed; how many. Again: nothing more."""
    first = Gift.objects.order_by("given_at").values_list("given_at", flat=True).first()
    if first is None:
        return 0
    passed = between(timezone.localdate(first), timezone.localdate(at - LATER))[-MOST:]
    known = set(FlowTable.objects.values_list("since_on", flat=True))
    missing = [season for season in passed if season.since_on not in known]
    for season in missing:
        with transaction.atomic():
            facts = {
                "until_on": season.until_on, "figures": figures_of(given_in(season)), "published_at": at,
            }  # fmt: skip
            FlowTable.objects.get_or_create(since_on=season.since_on, defaults=facts)
    return len(missing)


def given_in(season: Season) -> list[Given]:
    """The gifts of a season, one query."""
    rows = Gift.objects.filter(given_at__gte=season.begins_at, given_at__lt=season.ends_at).order_by("pk")
    values = rows.values_list("giver", "receiver", "category", "place__name", "minutes")
    return [Given(giver, got, kind, place or "", time) for giver, got, kind, place, time in values]


def published() -> list[FlowTable]:
    """The last seasons, the latest first."""
    return list(FlowTable.objects.all()[:MOST])
