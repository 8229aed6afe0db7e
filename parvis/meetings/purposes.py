"""Why a meeting writes to people, and whether it still should when the words leave."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import models

from parvis.courier.calm import next_calm_moment
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Matter, Purpose, StillWanted, register_purpose
from parvis.meetings.inviting import is_still_true
from parvis.meetings.models import Booking, FeedbackGuest, Meeting, Registration, Reminder

CONFIRMATION = "meetings.confirmation"
WAITING = "meetings.waiting"
OFFER = "meetings.offer"
PROMOTED = "meetings.promoted"
LAPSED = "meetings.lapsed"
CHANGE = "meetings.change"
CANCELLATION = "meetings.cancellation"
RESTORED = "meetings.restored"
WITHDRAWN = "meetings.withdrawn"
REFUSED = "meetings.refused"
REMINDER = "meetings.reminder"
TELLING = "meetings.telling"
TO_DECIDE = "meetings.to_decide"
TO_PUBLISH = "meetings.to_publish"
KEPT = "meetings.kept"
HANDED_OVER = "meetings.handed_over"
ROOM_ASKED = "meetings.room_asked"
ROOM_LENT = "meetings.room_lent"
ROOM_DECLINED = "meetings.room_declined"
ROOM_CLOSED = "meetings.room_closed"

# What everybody concerned must know of a meeting.
NEWS = (CHANGE, CANCELLATION, RESTORED)
# Words that go with an invitation for calendar programs, or with its end.
INVITING = frozenset({CONFIRMATION, PROMOTED, CHANGE, RESTORED})
ENDING = frozenset({CANCELLATION, WITHDRAWN, LAPSED})

_State = Registration.State


def _registration(dispatch: Dispatch, now: datetime) -> Registration | None:
    """The registration the words are about, if its meeting is still ahead and not cancelled."""
    found = (
        Registration.objects.select_related("meeting__cancellation")
        .filter(pk=dispatch.subject_id or 0)
        .first()
    )
    if found is None or found.meeting.is_over(now) or found.meeting.is_cancelled:
        return None
    return found


def _meeting(dispatch: Dispatch) -> Meeting | None:
    rows = Meeting.objects.select_related("cancellation", "publication")
    return rows.filter(pk=dispatch.subject_id or 0).first()


def _is_seated(dispatch: Dispatch, now: datetime) -> bool:
    registration = _registration(dispatch, now)
    return registration is not None and registration.state == _State.SEATED


def _is_to_be_reminded(dispatch: Dispatch, now: datetime) -> bool:
    """Every meeting it speaks of is ahead, and the person still has their seat in each."""
    spoken = Reminder.objects.filter(dispatch=dispatch.pk).values("registration")
    rows = list(Registration.objects.filter(pk__in=spoken).select_related("meeting__cancellation"))
    if not rows:
        return _is_seated(dispatch, now)
    return all(row.state == _State.SEATED and _is_to_come(row.meeting, now) for row in rows)


def _is_to_come(meeting: Meeting, now: datetime) -> bool:
    return meeting.begins_at > now and not meeting.is_cancelled


def _begins_before_they_would_know(dispatch: Dispatch, now: datetime) -> bool:
    """Words kept back until the morning would come too late: somebody would stand before a closed door."""
    morning = next_calm_moment(now, ZoneInfo(letterhead().time_zone), goes_on_sundays=True)
    meeting = _meeting(dispatch) if morning > now else None
    return meeting is not None and now < meeting.begins_at <= morning + timedelta(hours=1)


def _begins_at(subject: models.Model | None) -> datetime | None:
    """A meeting must be known of before it begins, a registration before its meeting does."""
    if isinstance(subject, Registration):
        return subject.meeting.begins_at
    return subject.begins_at if isinstance(subject, Meeting) else None


def _expires_at(subject: models.Model | None) -> datetime | None:
    """A seat is offered until an hour."""
    return subject.expires_at if isinstance(subject, Registration) else None


def _is_waiting(dispatch: Dispatch, now: datetime) -> bool:
    registration = _registration(dispatch, now)
    return registration is not None and registration.state == _State.WAITING


def _is_offered(dispatch: Dispatch, now: datetime) -> bool:
    registration = _registration(dispatch, now)
    return registration is not None and registration.state == _State.OFFERED


def _has_lapsed(dispatch: Dispatch, now: datetime) -> bool:
    registration = _registration(dispatch, now)
    return registration is not None and registration.state == _State.LAPSED


def _does_not_come(dispatch: Dispatch, now: datetime) -> bool:
    """They withdrew, and have not come back since."""
    registration = _registration(dispatch, now)
    if registration is None or registration.state != _State.WITHDRAWN:
        return False
    return not registration.meeting.registrations.live().filter(member_id=registration.member_id).exists()


def _is_not_seated(dispatch: Dispatch, now: datetime) -> bool:
    """No seat was found meanwhile for who was told no."""
    return not _is_seated(dispatch, now)


def _still_comes(dispatch: Dispatch, now: datetime) -> bool:
    """The meeting is ahead, not cancelled, and the person has not withdrawn."""
    meeting = _meeting(dispatch)
    if meeting is None or _is_past(meeting, dispatch, now) or meeting.is_cancelled:
        return False
    return meeting.registrations.live().filter(member_id=dispatch.person or 0).exists()


def _is_off(dispatch: Dispatch, now: datetime) -> bool:
    """Still cancelled, not over, and the person had not withdrawn before hearing of it."""
    meeting = _meeting(dispatch)
    if meeting is None or _is_past(meeting, dispatch, now) or not meeting.is_cancelled:
        return False
    return meeting.registrations.live().filter(member_id=dispatch.person or 0).exists()


def _is_past(meeting: Meeting, dispatch: Dispatch, now: datetime) -> bool:
    """Nobody is called once it has begun; written words still help somebody on their way."""
    is_call = dispatch.channel == Channel.TELEPHONE
    return meeting.begins_at <= now if is_call else meeting.is_over(now)


def _is_ahead(dispatch: Dispatch, now: datetime) -> bool:
    meeting = _meeting(dispatch)
    return meeting is not None and not meeting.is_over(now) and not meeting.is_cancelled


def _somebody_waits(dispatch: Dispatch, now: datetime) -> bool:
    meeting = _meeting(dispatch)
    return meeting is not None and _is_ahead(dispatch, now) and meeting.registrations.waiting().exists()


def _is_unpublished(dispatch: Dispatch, now: datetime) -> bool:
    meeting = _meeting(dispatch)
    return meeting is not None and _is_ahead(dispatch, now) and not meeting.is_published


def _was_there(dispatch: Dispatch, now: datetime) -> bool:
    """Asked within days, of someone who was there and has not answered, about something that happened."""
    meeting = _meeting(dispatch)
    if meeting is None or meeting.is_cancelled or (now - meeting.ends_at).days >= 5:
        return False
    done = FeedbackGuest.objects.exclude(state=FeedbackGuest.State.ASKED)
    if done.filter(feedback__meeting=meeting, member=dispatch.person or 0).exists():
        return False
    return meeting.arrivals.filter(member_id=dispatch.person or 0).exists()


def _has_booking(dispatch: Dispatch, now: datetime, state: str) -> bool:
    meeting = _meeting(dispatch)
    if meeting is None or not _is_ahead(dispatch, now):
        return False
    rows = Booking.objects.filter(state=state, ends_at__gt=now)
    if state == Booking.State.PENDING and meeting.series_id:
        return rows.filter(meeting__series=meeting.series_id).exists()
    return rows.filter(meeting=meeting).exists()


def _room_is(state: str) -> Callable[[Dispatch, datetime], bool]:
    """Still asked for, lent or declined: nobody is told what is no longer so."""
    return partial(_has_booking, state=state)


def _news(name: str, still_wanted: StillWanted) -> Purpose:
    """What everybody concerned must know: on a Sunday too, at night when the morning is too late."""
    return Purpose(
        name,
        goes_on_sundays=True,
        still_wanted=still_wanted,
        keeps_calendar=is_still_true,
        cannot_wait=_begins_before_they_would_know,
        needed_by=_begins_at,
        is_called_too=True,
        matter=Matter.JOINED,
    )


def _duty(name: str, still_wanted: StillWanted, *, goes_on_sundays: bool = False) -> Purpose:
    """What organising, or holding a key, asks of somebody."""
    return Purpose(name, goes_on_sundays=goes_on_sundays, still_wanted=still_wanted, matter=Matter.DUTY)


def register_all() -> None:
    """Make every purpose of this area known to the courier."""
    for purpose in [
        Purpose(CONFIRMATION, is_answer=True, still_wanted=_is_seated, keeps_calendar=is_still_true),
        Purpose(WAITING, is_answer=True, still_wanted=_is_waiting),
        Purpose(OFFER, still_wanted=_is_offered, needed_by=_expires_at, matter=Matter.JOINED),
        Purpose(
            PROMOTED,
            goes_on_sundays=True,
            still_wanted=_is_seated,
            keeps_calendar=is_still_true,
            needed_by=_begins_at,
            is_called_too=True,
            matter=Matter.JOINED,
        ),
        Purpose(LAPSED, still_wanted=_has_lapsed, keeps_calendar=is_still_true, matter=Matter.JOINED),
        Purpose(WITHDRAWN, is_answer=True, still_wanted=_does_not_come, keeps_calendar=is_still_true),
        Purpose(REFUSED, is_answer=True, still_wanted=_is_not_seated),
        _news(CHANGE, _still_comes),
        _news(CANCELLATION, _is_off),
        _news(RESTORED, _still_comes),
        Purpose(
            REMINDER,
            sunday_moves_to_saturday=True,
            still_wanted=_is_to_be_reminded,
            needed_by=_begins_at,
            matter=Matter.REMINDER,
        ),
        Purpose(TELLING, still_wanted=_was_there),
        _duty(TO_DECIDE, _somebody_waits, goes_on_sundays=True),
        _duty(TO_PUBLISH, _is_unpublished),
        _duty(HANDED_OVER, _is_ahead),
        _duty(KEPT, _is_ahead),
        _duty(ROOM_ASKED, _room_is(Booking.State.PENDING)),
        _duty(ROOM_LENT, _room_is(Booking.State.CONFIRMED)),
        _duty(ROOM_DECLINED, _room_is(Booking.State.DECLINED), goes_on_sundays=True),
        _duty(ROOM_CLOSED, _is_ahead),
    ]:
        register_purpose(purpose)
