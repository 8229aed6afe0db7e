"""Look at one dispatch again while it leaves: still wanted? a calm hour? enough said this week?

For text messages, one at a time. For mail the same is asked of a whole group: `sifting`.
"""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from parvis.courier import sparing, together
from parvis.courier.calm import next_calm_moment
from parvis.courier.ending import end, fail, give_back, try_later
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.courier.purposes import UnknownPurpose, purpose
from parvis.courier.stopping import is_stopped

State = Dispatch.State
logger = logging.getLogger(__name__)


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
        look_at_companion(row, now)
    return True


def look_at_companion(row: Dispatch, now: datetime) -> None:
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
