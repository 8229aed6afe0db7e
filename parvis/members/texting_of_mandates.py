"""By text message: « oui » to the question whether one may act for somebody, « stop mandat » at any time."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.courier.texting.answering import Answer, words_of
from parvis.courier.texting.arriving import Text
from parvis.members.asking_for_mandates import answer_request, open_requests, says_no, says_yes
from parvis.members.mandates import end_all
from parvis.members.models import Mandate
from parvis.members.texting import people_at

_STOP = {"stop mandat", "stop mandats", "arret mandat", "arreter mandat"}


def answer_text(text: Text, at: datetime) -> Answer | None:
    """A shared number: only when one question waits; whom it is about is said back, and a word ends it."""
    said = words_of(text.words)
    if said in _STOP:
        return _stop(text, at)
    if not says_no(text.words) and not says_yes(text.words):
        return None
    asked = [request for one in people_at(text.sender, at) for request in open_requests(one, at)]
    if len(asked) != 1 or not answer_request(asked[0], text.words, Mandate.How.SMS, at):
        return None
    member = asked[0].member
    if says_no(text.words):
        return Answer(_("It is noted, %(name)s: no.") % {"name": member.first_name}, person=member.pk)
    words = _("It is noted, %(name)s: we may act for you. To end it: STOP MANDAT.")
    return Answer(words % {"name": member.first_name}, person=member.pk)


def _stop(text: Text, at: datetime) -> Answer | None:
    """Everybody at this number: too much is ended rather than too little."""
    ended = [member for member in people_at(text.sender, at) if end_all(member=member, by=member, at=at)]
    if not ended:
        return None
    names = _(" and ").join(member.first_name for member in ended)
    return Answer(
        _("It is noted: nobody acts any more for %(names)s.") % {"names": names}, person=ended[0].pk
    )
