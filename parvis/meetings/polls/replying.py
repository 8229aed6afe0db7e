"""An answer that came as text, by mail or by message, to the address of one person's answer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from parvis.kit.refusals import Refusal
from parvis.meetings.polls.answering import change_answer
from parvis.meetings.polls.links import respondent_of
from parvis.meetings.polls.reading_poll_answers import Reading, read_answers


@dataclass(frozen=True)
class Heard:
    """How many dates were answered; what a person should look at, in the words of the reply or of a refusal."""

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
