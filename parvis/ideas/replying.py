"""Answers that come back as text: numbered lines of a mail, one number of a text message."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.courier.replying import Reply, register_reply
from parvis.courier.texting.answering import Answer, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.ideas.answering import answer, decline
from parvis.ideas.models import SurveyGuest
from parvis.ideas.purposes import SURVEY
from parvis.ideas.refusals import AnsweredAlready
from parvis.kit.questions.asked import Asked, Said
from parvis.kit.questions.reading import read_numbered, read_one

_STAYS = timedelta(days=63)  # longer than a survey
_NO_ANSWER = frozenset({"0", "pas de reponse", "sans reponse"})


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """Done when all of it was understood; a survey of one question takes its words without a number."""
    guest = _guests().filter(pk=reply.subject, member=reply.person).first()
    if guest is None:
        return False
    with translation.override(guest.member.language):
        asked = guest.survey.all_asked
        said, rest = _read(reply.text, asked)
    if not said or rest:
        return False
    try:
        answer(guest=guest, said=said, at=at)
    except AnsweredAlready:
        return True  # they were told that it cannot be changed; nobody else reads it
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« 1 » after our question; None when another was asked since, or these words answer none."""
    sent = last_question(text.sender, SURVEY, at - _STAYS)
    guest = _guests().filter(pk=sent[0].subject_id or 0).first() if len(sent) == 1 else None
    if guest is None or not guest.survey.is_open(at):
        return None
    words, asked = words_of(text.words), guest.survey.all_asked
    with translation.override(guest.member.language):
        if words in _NO_ANSWER:
            decline(guest=guest)
            return Answer(_("It is noted: nothing more is asked about this."), person=guest.member_id)
        said = read_one(words, asked[0]) if len(asked) == 1 and asked[0].options else None
        if said is None:
            return None
        answer(guest=guest, said={1: said}, at=at)
        return Answer(_("Thank you, your answer is noted."), person=guest.member_id)


def register_all() -> None:
    """Tell the courier who acts on these answers."""
    asks_by_number(SURVEY)
    register_text("ideas.survey", answer_by_text, order=7)
    register_reply(SURVEY, answer_by_mail)


def _read(text: str, asked: list[Asked]) -> tuple[dict[int, Said], str]:
    said, rest = read_numbered(text, asked)
    if said or len(asked) != 1:
        return said, rest
    alone = read_one(rest, asked[0])
    return ({1: alone}, "") if alone else ({}, rest)


def _guests() -> QuerySet[SurveyGuest]:
    return SurveyGuest.objects.select_related("survey", "member").prefetch_related("survey__questions")
