"""Carry the mail that waits in the outbox, once each; the worker calls `deliver_due` every few seconds.

A group is claimed for ten minutes, looked at again (`sifting`), handed over (`carrying`), and its ends are
written together. Meanwhile each message is noted beside the database (`leaving_notes`). Whoever
is killed between sending and marking leaves *in doubt* what was on a line at that moment, nothing else. It is
sent again when the claim ends, with the same Message-ID: nothing is lost, and mailboxes can tell.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from parvis.courier import pacing, together
from parvis.courier.calling import ON_PAPER
from parvis.courier.carrying import Lines, Outcome
from parvis.courier.ending import LONGEST_WAIT, fail, give_back, try_later
from parvis.courier.leaving_notes import Notes, mark_sent, read_those_left
from parvis.courier.mail import Parcel, Refused, TryLater
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import answers
from parvis.courier.setbacks import note_setback
from parvis.courier.sifting import sift
from parvis.kit import clock, waking

State = Dispatch.State
BATCH, MOST = 20, 500  # a group grows while the server is quick: what is asked again is asked just before
QUICK, SLOW = 1.0, 4.0  # seconds a group
CLAIM = timedelta(minutes=10)
PATIENCE = 240.0  # seconds; with the worst single message it stays well under the claim
logger = logging.getLogger(__name__)


def deliver_due(now: datetime) -> int:
    """Send the mail whose hour has come; how many left. Several workers may call it at once."""
    read_those_left(now)
    if not Dispatch.objects.waiting(Channel.MAIL).unclaimed(now).due(now).exists():
        return 0
    sent, size, until = 0, BATCH, monotonic() + PATIENCE
    with Lines(now, until, waking.is_stopping) as lines, Notes() as notes:
        while claimed := claim(now, most=size):
            began = monotonic()
            outcome = _carry(sift(claimed, now), lines, notes, now)
            sent += len(outcome.sent)
            if outcome.is_barred or monotonic() > until or waking.is_stopping():
                break
            took = monotonic() - began
            size = min(size * 2, MOST) if took < QUICK else max(size // 2, 1) if took > SLOW else size
    return sent


def _carry(ready: list[Dispatch], lines: Lines, notes: Notes, now: datetime) -> Outcome:
    """Hand a group over, and write what became of each."""
    notes.meant(ready)
    parcels, odd = _packed(ready, lines, now)
    outcome = lines.carry(parcels, notes)
    pacing.write_down(now)
    mark_sent([row.pk for row in outcome.sent], now)
    for row, trouble in [*odd, *outcome.troubles]:
        _write_trouble(row, trouble, now)
    give_back(outcome.left)
    notes.written()
    return outcome


def _packed(
    ready: list[Dispatch], lines: Lines, now: datetime
) -> tuple[list[Parcel], list[tuple[Dispatch, Exception]]]:
    """The messages put together; and those which cannot be."""
    parcels, odd = [], []
    for row in ready:
        try:
            parcels.append(lines.ways[0].pack(row, now))
        except Exception as error:
            odd.append((row, error))
    return parcels, odd


def _write_trouble(row: Dispatch, trouble: Exception, now: datetime) -> None:
    """Refused for good, to be tried later; or what nobody foresaw, which must not hold up those behind it."""
    if isinstance(trouble, Refused):
        fail(row, str(trouble), now)
        if trouble.is_dead:
            note_setback(row.address, is_dead=True, at=now)
    elif isinstance(trouble, TryLater):
        try_later(row, str(trouble), now)
    else:
        logger.error("dispatch %s could not be sent", row.pk, exc_info=trouble)
        try_later(row, type(trouble).__name__, now)


def is_moving() -> bool:
    """Has no mail been due for a quarter of an hour without anybody carrying it?"""
    now = timezone.now()
    stuck = Dispatch.objects.waiting(Channel.MAIL).unclaimed(now).due(now - timedelta(minutes=15))
    return not stuck.exists()


@transaction.atomic
def claim(now: datetime, channel: str = Channel.MAIL, most: int = BATCH) -> list[Dispatch]:
    """Take some waiting mail (or text messages) that nobody else is carrying; those that lead."""
    together.one_hand_at_a_time()
    free = Dispatch.objects.waiting(channel).unclaimed(now).due(now)
    if not clock.is_steady():  # what is old only by a leap of the clock must not be dropped, nor leave early
        free = free.filter(purpose__in=answers(), written_at__gte=now - clock.LEAP)
    taken = list(free.select_for_update(skip_locked=True)[:most])
    Dispatch.objects.filter(pk__in=[row.pk for row in taken]).update(
        claimed_until_at=now + CLAIM, attempts=F("attempts") + 1
    )
    leading = together.tie_households(taken, now)
    for row in leading:
        row.attempts, row.claimed_until_at = row.attempts + 1, now + CLAIM  # as the database has it
    return leading


def bring_back(now: datetime) -> int:
    """Mend what a clock wrote while it stood in the future: those rows would wait for years; how many."""
    later = now + clock.SLACK
    waiting = Dispatch.objects.filter(state=State.WAITING)
    by_nobody = waiting.filter(claimed_by=None, claimed_until_at__gt=later + CLAIM)
    by_somebody = waiting.filter(claimed_by__isnull=False, claimed_until_at__gt=later + ON_PAPER)
    held = by_nobody.update(claimed_until_at=None) + by_somebody.update(claimed_until_at=None)
    together.free_orphans(now)
    written = waiting.filter(written_at__gt=later).update(written_at=now, not_before_at=now)
    leaving = Dispatch.objects.filter(state=State.LEAVING, claimed_until_at__gt=later + CLAIM)
    held += leaving.update(claimed_until_at=now)  # in doubt at the next turn
    tried = waiting.filter(
        channel__in=[Channel.MAIL, Channel.SMS], attempts__gt=0, not_before_at__gt=later + LONGEST_WAIT
    )
    return held + written + tried.update(not_before_at=now)
