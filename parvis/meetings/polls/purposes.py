"""Why a date poll writes to people, and whether it still should when the words leave."""

from datetime import datetime

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.meetings.models import DatePoll, Registration, Respondent

POLL_ASKED = "meetings.poll_asked"
POLL_ANSWER = "meetings.poll_answer"
POLL_RESULT = "meetings.poll_result"
POLL_CHOSEN = "meetings.poll_chosen"
POLL_SEAT = "meetings.poll_seat"
POLL_OFF = "meetings.poll_off"


def _respondent(dispatch: Dispatch) -> Respondent | None:
    rows = Respondent.objects.select_related("poll__meeting__cancellation", "member__suspension")
    return rows.filter(pk=dispatch.subject_id or 0).first()


def _may_answer(dispatch: Dispatch, now: datetime) -> bool:
    respondent = _respondent(dispatch)
    if respondent is None or respondent.answered_at is not None:
        return False
    return respondent.poll.is_open(now) and not respondent.is_shut_out(now)


def _is_seat_asked(dispatch: Dispatch, now: datetime) -> bool:
    """The meeting is ahead, and the person neither came in nor said no since."""
    respondent = _respondent(dispatch)
    if respondent is None or respondent.registration_id or respondent.has_declined:
        return False
    meeting = respondent.poll.meeting
    return meeting is not None and not meeting.is_cancelled and not meeting.is_over(now)


def _is_poll_off(dispatch: Dispatch, now: datetime) -> bool:
    respondent = _respondent(dispatch)
    return respondent is not None and respondent.poll.state == DatePoll.State.CANCELLED


def _is_poll_closed(dispatch: Dispatch, now: datetime) -> bool:
    poll = DatePoll.objects.filter(pk=dispatch.subject_id or 0).first()
    return poll is not None and poll.state == DatePoll.State.CLOSED


def _is_live(dispatch: Dispatch, now: datetime) -> bool:
    rows = Registration.objects.live().filter(pk=dispatch.subject_id or 0)
    return rows.filter(meeting__ends_at__gt=now, meeting__cancellation__isnull=True).exists()


def _is_there(dispatch: Dispatch, now: datetime) -> bool:
    return _respondent(dispatch) is not None


def register_all() -> None:
    """Make these purposes known to the courier."""
    for purpose in [
        Purpose(POLL_ASKED, still_wanted=_may_answer, matter=Matter.ESSENTIAL),
        Purpose(POLL_ANSWER, is_answer=True, still_wanted=_is_there),
        Purpose(POLL_RESULT, still_wanted=_is_poll_closed, matter=Matter.DUTY),
        Purpose(POLL_CHOSEN, goes_on_sundays=True, still_wanted=_is_live, matter=Matter.JOINED),
        Purpose(POLL_SEAT, still_wanted=_is_seat_asked, matter=Matter.JOINED),
        Purpose(POLL_OFF, still_wanted=_is_poll_off, matter=Matter.JOINED),
    ]:
        register_purpose(purpose)
