"""Answers that come back as text: numbered lines of a mail, one number of a text message."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import Reply
from parvis.courier.texting.answering import Answer, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.kit.questions.asked import Asked, Said
from parvis.kit.questions.reading import read_numbered, read_one
from parvis.meetings import purposes
from parvis.meetings.feedback.answering import AnsweredAlready, answer, decline
from parvis.meetings.feedback.asking import OPEN_FOR
from parvis.meetings.feedback.catalogue import asked_by
from parvis.meetings.feedback.telling import by_number
from parvis.meetings.models import FeedbackGuest

_STAYS = OPEN_FOR + timedelta(days=1)
_NO_ANSWER = frozenset({"0", "pas de reponse", "sans reponse"})


def take_numbered(reply: Reply, at: datetime) -> str:
    """Write down what numbered lines answer; what is left of the text, for the story or a reader.

    Answered before: the second answer changes nothing. Raises FeedbackOver.
    """
    guest = _guest(reply.subject, reply.person)
    if guest is None:
        return reply.text
    with translation.override(guest.member.language):
        said, rest = read_numbered(reply.text, asked_by(guest.feedback))
    if said:
        _answer_once(guest, said, at)
    return rest


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« 1 » after our question; None when another was asked since, or these words answer none."""
    asked = last_question(text.sender, purposes.TELLING, at - _STAYS)
    if not asked or not words_of(text.words):
        return None
    guests = [guest for row in asked if (guest := _asked_in(row)) and guest.feedback.is_open(at)]
    if len(guests) != 1:
        return None  # two people at one number: a person finds out
    guest = guests[0]
    with translation.override(guest.member.language):
        return _understood(guest, text, at)


def register_all() -> None:
    """Tell the courier who acts on text messages; a mail is heard in `meetings.telling_by_mail`."""
    asks_by_number(purposes.TELLING)
    register_text("meetings.feedback", answer_by_text, order=6)


def _understood(guest: FeedbackGuest, text: Text, at: datetime) -> Answer | None:
    words = words_of(text.words)
    if words in _NO_ANSWER:
        decline(guest=guest)
        return Answer(_("It is noted: nothing more is asked about this meeting."), person=guest.member_id)
    question: Asked | None = by_number(asked_by(guest.feedback))
    said: Said | None = read_one(words, question) if question else None
    if question is None or said is None:
        return None
    answer(guest=guest, said={question.number: said}, at=at)
    return Answer(_("Thank you, it is noted without your name."), person=guest.member_id)


def _answer_once(guest: FeedbackGuest, said: dict[int, Said], at: datetime) -> None:
    try:
        answer(guest=guest, said=said, at=at)
    except AnsweredAlready:
        return


def _asked_in(row: Dispatch) -> FeedbackGuest | None:
    return _guest(row.subject_id or 0, row.person or 0) if row.channel == Channel.SMS else None


def _guest(meeting: int, member: int) -> FeedbackGuest | None:
    rows = FeedbackGuest.objects.select_related("feedback__meeting", "member")
    return rows.filter(feedback__meeting=meeting, member=member).first()
