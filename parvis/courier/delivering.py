"""Carry what waits in the outbox, once each; the worker calls `deliver_due` every few seconds.

A dispatch is claimed for ten minutes, looked at again (still wanted? a calm hour?), sent, and marked.
Whoever is killed between sending and marking leaves the dispatch *in doubt*: when the claim ends it is
sent again with the same Message-ID, so that nothing is lost and mailboxes can tell the second copy.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from parvis.courier import sparing, together
from parvis.courier.calling import ON_PAPER
from parvis.courier.calm import next_calm_moment
from parvis.courier.letterhead import letterhead
from parvis.courier.mail import Post, Refused, TryLater, Unreachable, post
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import UnknownPurpose, answers, purpose
from parvis.courier.stopping import is_stopped
from parvis.courier.undelivered import find_another_way
from parvis.kit import clock, waking

State = Dispatch.State
BATCH = 20
CLAIM = timedelta(minutes=10)
PATIENCE = 240.0  # seconds; with the worst single message it stays well under the claim
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440)]  # then it has failed
LONGEST_WAIT = WAITS[-1] + timedelta(days=3)  # and a week-end
logger = logging.getLogger(__name__)


def deliver_due(now: datetime) -> int:
    """Send the mail whose hour has come; how many left. Several workers may call it at once."""
    if not Dispatch.objects.waiting(Channel.MAIL).unclaimed(now).due(now).exists():
        return 0
    started, sent = monotonic(), 0
    with post() as way:
        while claimed := claim(now):
            for index, dispatch in enumerate(claimed):
                try:
                    sent += carry(dispatch, way, now)
                except Unreachable:
                    give_back(claimed[index + 1 :])
                    return sent
                if monotonic() - started > PATIENCE or waking.is_stopping():
                    give_back(claimed[index + 1 :])
                    return sent
    return sent


def is_moving() -> bool:
    """Has no mail been due for a quarter of an hour without anybody carrying it?"""
    now = timezone.now()
    stuck = Dispatch.objects.waiting(Channel.MAIL).unclaimed(now).due(now - timedelta(minutes=15))
    return not stuck.exists()


@transaction.atomic
def claim(now: datetime, channel: str = Channel.MAIL) -> list[Dispatch]:
    """Take some waiting mail (or text messages) that nobody else is carrying; those that lead."""
    together.one_hand_at_a_time()
    free = Dispatch.objects.waiting(channel).unclaimed(now).due(now)
    if not clock.is_steady():  # what is old only by a leap of the clock must not be dropped, nor leave early
        free = free.filter(purpose__in=answers(), written_at__gte=now - clock.LEAP)
    taken = list(free.select_for_update(skip_locked=True)[:BATCH])
    Dispatch.objects.filter(pk__in=[row.pk for row in taken]).update(
        claimed_until_at=now + CLAIM, attempts=F("attempts") + 1
    )
    return together.tie_households(taken, now)


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


def give_back(claimed: list[Dispatch]) -> None:
    """Let go of mail that was not tried."""
    Dispatch.objects.filter(pk__in=[row.pk for row in claimed], state=State.WAITING).update(
        claimed_until_at=None, attempts=F("attempts") - 1
    )


def carry(dispatch: Dispatch, way: Post, now: datetime) -> bool:
    """Send one claimed dispatch and mark it. Unreachable when the rest can wait too."""
    dispatch.refresh_from_db()
    if not is_ready(dispatch, now):
        return False
    try:
        way.send(dispatch, now)
    except Refused as refusal:
        fail(dispatch, str(refusal), now)
    except TryLater as reason:
        try_later(dispatch, str(reason), now)
        if isinstance(reason, Unreachable):
            raise
    except Exception as error:
        # One message nobody foresaw must not hold up all those behind it.
        logger.exception("dispatch %s could not be sent", dispatch.pk)
        try_later(dispatch, type(error).__name__, now)
    else:
        end(dispatch, State.SENT, "", now)
        return True
    return False


def _holds_all(rows: list[Dispatch]) -> bool:
    """A mail has room."""
    return True


def is_ready(dispatch: Dispatch, now: datetime, fits: sparing.Fits = _holds_all) -> bool:
    """Whether a claimed dispatch leaves now, with those that go with it; else its end is written."""
    if dispatch.state != State.WAITING or dispatch.goes_with_id is not None:
        return False
    if not may_leave(dispatch, now):
        together.set_free([dispatch.pk], now)
        return False
    for row in [*together.companions_of(dispatch), *sparing.take_along(dispatch, fits)]:
        _look_at_companion(row, now)
    return True


def _look_at_companion(row: Dispatch, now: datetime) -> None:
    """What nobody wants any more does not go along."""
    try:
        is_wanted = not is_stopped(row, now) and purpose(row.purpose).still_wanted(row, now)
        if row.calendar and is_wanted and not purpose(row.purpose).keeps_calendar(row, now):
            Dispatch.objects.filter(pk=row.pk).update(calendar="")
    except Exception:
        logger.exception("could not ask whether dispatch %s is still wanted", row.pk)
        Dispatch.objects.filter(pk=row.pk).update(goes_with=None)
        return
    until = sparing.free_again_at(row, now) if row.put_off_at is None else None
    if is_wanted and until is not None:  # enough was said to this one
        Dispatch.objects.filter(pk=row.pk).update(goes_with=None, not_before_at=until, put_off_at=now)
    if not is_wanted:
        Dispatch.objects.filter(pk=row.pk, state=State.WAITING).update(
            state=State.DROPPED, ended_at=now, goes_with=None
        )


def may_leave(dispatch: Dispatch, now: datetime) -> bool:
    """Look again at sending: drop what nobody wants any more, keep the unasked for a calm hour."""
    try:
        known = purpose(dispatch.purpose)
        is_wanted = not is_stopped(dispatch, now) and known.still_wanted(dispatch, now)
        if dispatch.calendar and is_wanted and not known.keeps_calendar(dispatch, now):
            dispatch.calendar = ""  # of this attempt: the row keeps what was written
    except UnknownPurpose:
        fail(dispatch, "unknown purpose", now)
        return False
    except Exception:
        logger.exception("could not ask whether dispatch %s is still wanted", dispatch.pk)
        try_later(dispatch, "could not ask whether it is still wanted", now)
        return False
    if not is_wanted:
        end(dispatch, State.DROPPED, "", now)
        return False
    if (until := sparing.free_again_at(dispatch, now)) is not None:
        sparing.put_off(dispatch, until, now)
        return False
    tz = ZoneInfo(letterhead().time_zone)
    may_go = known.is_answer or known.cannot_wait(dispatch, now)
    calm = now if may_go else next_calm_moment(now, tz, goes_on_sundays=known.goes_on_sundays)
    if calm > now:
        Dispatch.objects.filter(pk=dispatch.pk).update(not_before_at=calm)
        give_back([dispatch])
    return calm <= now


def end(dispatch: Dispatch, state: str, remark: str, now: datetime) -> None:
    """Mark a dispatch as sent, failed or dropped; once sent, those that went with it too."""
    values = {"state": state, "remark": remark[:300], "ended_at": now, "claimed_until_at": None}
    with transaction.atomic():
        Dispatch.objects.filter(pk=dispatch.pk).update(**values)
        if state == State.SENT:
            together.end_companions(dispatch, **values)
        else:
            together.set_free([dispatch.pk], now)


def try_later(dispatch: Dispatch, reason: str, now: datetime) -> None:
    """Put it back with a longer wait each time; after two days and more it has failed."""
    if dispatch.attempts > len(WAITS):
        fail(dispatch, reason, now)
        return
    Dispatch.objects.filter(pk=dispatch.pk).update(
        not_before_at=now + WAITS[dispatch.attempts - 1], claimed_until_at=None, remark=reason[:300]
    )


@transaction.atomic
def fail(dispatch: Dispatch, reason: str, now: datetime) -> None:
    """Give up on this address and let another way be found (a call)."""
    end(dispatch, State.FAILED, reason, now)
    dispatch.refresh_from_db()
    find_another_way(dispatch, now)
