"""Let every follower read on from its cursor; the worker calls `advance` every few seconds."""

import logging
from datetime import datetime

from django.db import transaction

from parvis.chronicle.following import Follower, followers
from parvis.chronicle.models import Cursor, Deed
from parvis.chronicle.settling import newest_deed, newest_settled

BATCH = 100
logger = logging.getLogger(__name__)


def advance(now: datetime) -> int:
    """Show each follower the deeds it has not seen; how many reactions ran.

    A cursor moves in the transaction of the reactions it covers: after a crash the follower goes on
    exactly where it was. A reaction that fails is undone, stays next in line for its follower, is tried
    again at the next call and holds up nobody else.
    """
    newest = newest_deed()
    positions = dict(Cursor.objects.values_list("name", "position"))
    late = [follower for follower in followers() if positions.get(follower.name, 0) < newest]
    settled = newest_settled() if late else None
    return sum(_catch_up(follower, settled, now) for follower in late) if settled else 0


def rewind(name: str, position: int = 0) -> None:
    """Make a follower read again everything after this deed's id."""
    Cursor.objects.update_or_create(name=name, defaults={"position": position})


def _catch_up(follower: Follower, newest: int, now: datetime) -> int:
    Cursor.objects.get_or_create(name=follower.name)
    total, going_on = 0, True
    while going_on:
        done, going_on = _read_some(follower, newest, now)
        total += done
    return total


@transaction.atomic
def _read_some(follower: Follower, newest: int, now: datetime) -> tuple[int, bool]:
    """Run one batch of reactions: how many ran, and whether more deeds are waiting."""
    cursor = Cursor.objects.select_for_update().get(name=follower.name)
    unread = Deed.objects.filter(pk__gt=cursor.position, pk__lte=newest, verb__in=follower.verbs)
    deeds = list(unread.order_by("pk")[:BATCH])
    done = 0
    for deed in deeds:
        if not _react(follower, deed, now):
            break
        cursor.position, done = deed.pk, done + 1
    is_full = len(deeds) == BATCH
    if done == len(deeds) and not is_full:
        cursor.position = max(newest, cursor.position)
    cursor.moved_at = now
    cursor.save(update_fields=["position", "moved_at"])
    return done, is_full and done == BATCH


def _react(follower: Follower, deed: Deed, now: datetime) -> bool:
    """Run one reaction; False when it failed and was undone."""
    try:
        with transaction.atomic():
            follower.react(deed, now)
    except Exception:
        logger.exception("%s stopped at deed %s (%s)", follower.name, deed.pk, deed.verb)
        return False
    return True
