"""How deep the outbox is, and how long its oldest words have waited: numbers by channel, nobody's name."""

from django.db.models import Count, Min
from django.utils import timezone

from parvis.courier.models import Dispatch
from parvis.kit.measuring import Values

_WAITING = Dispatch.State.WAITING


def depth() -> Values:
    """Words that wait, by channel."""
    rows = Dispatch.objects.filter(state=_WAITING).values_list("channel").annotate(count=Count("pk"))
    return {(("channel", channel),): count for channel, count in rows}


def oldest_seconds() -> Values:
    """How long the oldest words that are due have waited, by channel."""
    now = timezone.now()
    due = Dispatch.objects.filter(state=_WAITING).due(now).order_by()
    rows = due.values_list("channel").annotate(since=Min("not_before_at"))
    return {(("channel", channel),): (now - since).total_seconds() for channel, since in rows}
