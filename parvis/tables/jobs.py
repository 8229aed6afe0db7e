"""What the worker calls."""

from datetime import datetime, timedelta

from django.utils import timezone

from parvis.meetings.models import Arrival
from parvis.mixing.warming import is_warm, warm_up
from parvis.tables.composing import carry_out, is_quick
from parvis.tables.models import Composition

LATELY = timedelta(hours=2)
LATE = timedelta(seconds=20)  # a page that was composing at once did not come back


def some_are_asked() -> bool:
    """Are there tables to compose?"""
    return Composition.objects.filter(state=Composition.State.WAITING).exists()


def compose_asked(at: datetime) -> int:
    """At every wake-up: compose what is too large to be composed while somebody waits, the oldest first."""
    rows = Composition.objects.filter(state=Composition.State.WAITING).select_related("meeting")
    done = 0
    for composition in rows.order_by("asked_at", "pk"):
        if not is_quick(composition) or composition.asked_at <= at - LATE:
            warm_up()
            done += carry_out(composition, at)
    return done


def is_cold() -> bool:
    """People come into a room somewhere, and the engine is still to be compiled."""
    return not is_warm() and Arrival.objects.filter(at__gte=timezone.now() - LATELY).exists()


def warm(at: datetime) -> None:
    """Before the first tables of this process are asked for, where the engine is compiled."""
    warm_up()
