"""Ask by a written message whether one may act for somebody; « oui » in answer gives it, « stop » ends it."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.courier.replying import Reply, can_be_answered, register_reply, reply_address
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.mandates import end_all, give_mandate, refuse_oneself, sentence_for
from parvis.members.models import Mandate, MandateRequest, Member
from parvis.members.names import search_name
from parvis.members.reaching import Words, reach, route_to
from parvis.members.telling_of_mandates import ENDED, GIVEN, MANDATES_PAGE

ASKED = "members.mandate_asked"
OPEN_FOR = timedelta(days=7)
_YES = {"oui", "ok", "d accord", "oui d accord", "yes", "j accepte", "oui j accepte", "oui merci"}
_NO = {"non", "non merci", "no", "stop", "stop mandat", "arret", "arreter", "stop tout", "je refuse"}


class NotWrittenTo(Refusal):
    """No machine reaches this person: their yes is heard, or signed."""


class NoLongerAsked(Refusal):
    """The question was answered already, or is too old."""


@transaction.atomic
def ask_by_message(
    *, member: Member, holder: Member, scopes: list[str], lasts: str, at: datetime, for_the_desk: bool = True
) -> MandateRequest:
    """A message with the exact sentence; their answer decides. NotForOneself, NotWrittenTo."""
    refuse_oneself(member, holder)
    route = route_to(member)
    if not route.is_written:
        raise NotWrittenTo(
            _("No message reaches this person. Read them the sentence."),
            WayOut(_("Read the sentence"), f"/permanence/personnes/{member.pk}/mandat/"),
        )
    with translation.override(member.language):
        sentence = sentence_for(holder, scopes, lasts, for_the_desk)
        known = {"holder": holder, "scopes": scopes, "lasts": lasts, "for_the_desk": for_the_desk}
        MandateRequest.objects.filter(member=member, answered_at=None, **known).update(answered_at=at)
        asked = MandateRequest.objects.create(member=member, sentence=sentence, asked_at=at, **known)
        words = _question(asked)
    reply_to = reply_address(ASKED, subject=asked.pk, person=member.pk)
    reach(member, ASKED, words, subject=asked, at=at, route=route, reply_to=reply_to)
    return asked


@transaction.atomic
def accept_request(*, request: MandateRequest, how: str, at: datetime) -> Mandate:
    """The person says yes themselves. NoLongerAsked; what `give_mandate` raises."""
    asked = _held(request, at)
    mandate = give_mandate(
        member=asked.member,
        holder=asked.holder,
        scopes=asked.scopes,
        lasts=asked.lasts,
        sentence=asked.sentence,
        how=how,
        heard_by=None,
        at=at,
        for_the_desk=asked.for_the_desk,
    )
    asked.answered_at = at
    asked.save(update_fields=["answered_at"])
    return mandate


@transaction.atomic
def decline_request(*, request: MandateRequest, at: datetime) -> None:
    """No is an answer too: nothing else happens."""
    MandateRequest.objects.filter(pk=request.pk, answered_at=None).update(answered_at=at)


def open_requests(member: Member, at: datetime) -> list[MandateRequest]:
    """The questions this person may still answer."""
    waiting = member.mandate_requests.filter(answered_at=None, asked_at__gt=at - OPEN_FOR)
    return list(waiting.select_related("holder").order_by("-asked_at", "pk"))


def says_yes(text: str) -> bool:
    """Whether these few words say yes, and nothing else."""
    return search_name(_first_line(text)) in _YES


def says_stop(text: str) -> bool:
    """Whether these few words take a mandate back, or refuse it."""
    return search_name(_first_line(text)) in _NO


def answer_request(member: Member, text: str, how: str, at: datetime) -> bool:
    """On any channel: « oui » to the last question, « non » or « stop mandat »; False: not understood."""
    waiting = open_requests(member, at)
    if says_yes(text) and waiting:
        accept_request(request=waiting[0], how=how, at=at)
        return True
    if not says_stop(text):
        return False
    for request in waiting:
        decline_request(request=request, at=at)
    return bool(end_all(member=member, by=member, at=at) or waiting)


def listen() -> None:
    """In `apps.ready()`: answers by mail to the question, and to the news that a mandate was given."""
    for purpose in (ASKED, GIVEN, ENDED):
        register_reply(purpose, _replied)


def _replied(reply: Reply, at: datetime) -> bool:
    member = Member.objects.let_in(at).filter(pk=reply.person).first()
    return member is not None and answer_request(member, reply.text, Mandate.How.MAIL, at)


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return re.sub(r"[«»\"“”]", "", lines[0])[:80] if lines else ""


def _held(request: MandateRequest, at: datetime) -> MandateRequest:
    rows = MandateRequest.objects.select_for_update(of=("self",)).select_related("member", "holder")
    asked = rows.filter(pk=request.pk, answered_at=None, asked_at__gt=at - OPEN_FOR).first()
    if asked is None:
        raise NoLongerAsked(
            _("This question was answered already, or is too old."),
            WayOut(_("See who acts for me"), MANDATES_PAGE),
        )
    return asked


def _question(asked: MandateRequest) -> Words:
    how = (
        _("You agree? Answer “oui”. You do not? Answer “non”, or nothing at all.")
        if can_be_answered()
        else _("You agree? One tap in “My space”. You do not? Do nothing.")
    )
    return Words(
        title=_("May %(name)s act for you?") % {"name": asked.holder.name},
        body=f"« {asked.sentence} »\n\n{how}",
        link=MANDATES_PAGE,
        link_words=_("Answer"),
    )
