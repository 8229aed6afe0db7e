"""An answer that came as text, by mail or by message, to the address of one person's answer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from parvis.courier.replying import Reply, register_reply
from parvis.courier.texting.answering import register_text
from parvis.kit.refusals import Refusal
from parvis.meetings.models import DateAnswer, Respondent
from parvis.meetings.polls import purposes
from parvis.meetings.polls.answering import change_answer
from parvis.meetings.polls.bringing import leave_seat, take_seat
from parvis.meetings.polls.links import respondent_of
from parvis.meetings.polls.reading_poll_answers import Reading, read_answers
from parvis.meetings.polls.texting import answer_dates, answer_seat


@dataclass(frozen=True)
class Heard:
    """How many dates were answered; what a person should look at, in the words of the reply or a refusal."""

    dates: int
    left_out: tuple[str, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        return not self.dates or bool(self.left_out)


def answer_by_text(token: str, text: str, at: datetime, channel: str = "mail") -> Heard | None:
    """Write down what a reply says of the dates. None when the token opens nothing.

    Nothing clear, or too late: nothing is written, and `needs_a_person` says that somebody reads it.
    """
    respondent = respondent_of(token)
    if respondent is None or respondent.is_shut_out(at):
        return None
    return _hear(respondent, text, at, channel)


def register_all() -> None:
    """Tell the courier who acts on answers by mail and by text message: numbers before, yes and no after."""
    register_text("meetings.poll_dates", answer_dates, order=5)
    register_text("meetings.poll_seat", answer_seat, order=20)
    register_reply(purposes.POLL_ASKED, _dates_replied)
    register_reply(purposes.POLL_SEAT, _seat_replied)


def _dates_replied(reply: Reply, at: datetime) -> bool:
    """« 1 oui, 2 non »: done, or read by a person when any of it is doubtful."""
    respondent = _who(reply, at)
    heard = _hear(respondent, reply.text, at, "mail") if respondent else None
    return heard is not None and not heard.needs_a_person


def _seat_replied(reply: Reply, at: datetime) -> bool:
    """« oui » or « non » to the date that was chosen."""
    respondent = _who(reply, at)
    meeting = respondent.poll.meeting if respondent else None
    if respondent is None or meeting is None:
        return False
    said = read_answers(reply.text, [timezone.localtime(meeting.begins_at)]).said.get(0)
    if said == DateAnswer.Says.YES:
        take_seat(respondent=respondent, at=at)
    elif said == DateAnswer.Says.NO:
        leave_seat(respondent=respondent, at=at)
    return said in (DateAnswer.Says.YES, DateAnswer.Says.NO)


def _who(reply: Reply, at: datetime) -> Respondent | None:
    rows = Respondent.objects.select_related("member__suspension", "poll__meeting")
    found = rows.filter(pk=reply.subject).first()
    return None if found is None or found.is_shut_out(at) else found


def _hear(respondent: Respondent, text: str, at: datetime, channel: str) -> Heard:
    dates = list(respondent.poll.dates.all())
    reading: Reading = read_answers(text, [timezone.localtime(date.begins_at) for date in dates])
    left_out = tuple(reading.left_out)
    if not reading.said:
        return Heard(0, left_out)
    says = {dates[index].pk: said for index, said in reading.said.items()}
    try:
        change_answer(respondent=respondent, says=says, at=at, channel=channel)
    except Refusal as refusal:
        return Heard(0, (*left_out, refusal.reason))
    return Heard(len(says), left_out)
