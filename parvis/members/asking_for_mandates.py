"""Ask by a written message whether one may act for somebody; « oui » in answer gives it, « stop » ends it."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.courier.models import Dispatch
from parvis.courier.replying import Reply, can_be_answered, register_reply, reply_address
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.mandates import end_all, end_mandate, give_mandate, refuse_oneself, sentence_for
from parvis.members.models import Mandate, MandateRequest, Member
from parvis.members.names import search_name
from parvis.members.reaching import Words, reach, route_to
from parvis.members.telling_of_mandates import ENDED, GIVEN, MANDATES_PAGE

ASKED = "members.mandate_asked"
OPEN_FOR = timedelta(days=7)
_YES = {"oui", "ok", "d accord", "oui d accord", "yes", "j accepte", "oui j accepte", "oui merci"}
_NO = {"non", "non merci", "no", "je refuse", "pas d accord"}
_STOP = {"stop", "stop mandat", "stop mandats", "arret", "arreter", "arret mandat", "arreter mandat"}


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


def says_no(text: str) -> bool:
    """Whether these few words say no, and nothing else."""
    return search_name(_first_line(text)) in _NO


def says_stop(text: str) -> bool:
    """Whether these few words take back whatever was given."""
    return search_name(_first_line(text)) in _STOP


def answer_request(request: MandateRequest, text: str, how: str, at: datetime) -> bool:
    """« oui » or « non » to this question, whatever the channel; False when a person must read it."""
    if says_yes(text):
        accept_request(request=request, how=how, at=at)
    elif says_no(text) or says_stop(text):
        decline_request(request=request, at=at)
        if says_stop(text):
            end_all(member=request.member, by=request.member, at=at)
    else:
        return False
    return True


def listen() -> None:
    """In `apps.ready()`: answers by mail to the question, and to the news of a mandate."""
    register_reply(ASKED, _question_answered, hears_stop=True)
    register_reply(GIVEN, _news_answered, hears_stop=True)
    register_reply(ENDED, _news_answered, hears_stop=True)


def is_still_asked(asked: Dispatch, at: datetime) -> bool:
    """Whether the question that leaves is still open."""
    return MandateRequest.objects.filter(pk=asked.subject_id or 0, answered_at=None).exists()


def _question_answered(reply: Reply, at: datetime) -> bool:
    here = MandateRequest.objects.filter(member__in=Member.objects.let_in(at)).select_related("member")
    request = here.filter(pk=reply.subject, member=reply.person).first()
    return request is not None and answer_request(request, reply.text, Mandate.How.MAIL, at)


def _news_answered(reply: Reply, at: datetime) -> bool:
    """« non » ends the mandate it tells of, « stop mandat » every one; « oui » gives none."""
    member = Member.objects.let_in(at).filter(pk=reply.person).first()
    if member is None or not (says_no(reply.text) or says_stop(reply.text)):
        return False
    if says_stop(reply.text):
        return bool(end_all(member=member, by=member, at=at))
    mandate = Mandate.objects.live(at).filter(pk=reply.subject, member=member).first()
    if mandate is not None:
        end_mandate(mandate=mandate, by=member, at=at)
    return mandate is not None


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
