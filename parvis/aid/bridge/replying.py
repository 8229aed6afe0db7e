"""« Oui » and « non » that come back by mail or by text message."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.aid.bridge.answering import can_help, cannot
from parvis.aid.bridge.purposes import ASKED
from parvis.aid.bridge.waking import LONGEST
from parvis.aid.models import Volunteer
from parvis.courier.replying import Reply, register_reply
from parvis.courier.texting.answering import Answer, is_one_of, register_text
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.kit.refusals import Refusal
from parvis.members.models import Member

_YES = frozenset({"oui", "ok", "oui je peux", "je peux", "d accord", "yes", "1"})
_NO = frozenset({"non", "je ne peux pas", "pas cette fois", "no", "2", "0"})


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """Done when it says yes or no and nothing more; a person reads the rest."""
    row = _rows(at).filter(pk=reply.subject, member=reply.person).first()
    said = None if row is None else _said(reply.text, row.member)
    if row is None or said is None:
        return False
    try:
        (can_help if said else cannot)(volunteer=row, at=at)
    except Refusal:
        return True  # it sleeps again: nobody has to read this
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« oui » after our question; None when another was asked since, or these words answer none."""
    sent = last_question(text.sender, ASKED, at - LONGEST)
    row = _rows(at).filter(pk=sent[0].subject_id or 0).first() if len(sent) == 1 else None
    said = None if row is None or not row.wake.is_awake(at) else _said(text.words, row.member)
    if row is None or said is None:
        return None
    with translation.override(row.member.language):
        (can_help if said else cannot)(volunteer=row, at=at)
        thanks = _("Thank you. You will be told whom to call.")
        return Answer(thanks if said else _("It is noted, thank you for saying so."), person=row.member_id)


def register_all() -> None:
    """Tell the courier who acts on these answers."""
    asks_by_number(ASKED)
    register_text("aid.bridge", answer_by_text, order=8)
    register_reply(ASKED, answer_by_mail)


def _said(text: str, member: Member) -> bool | None:
    lines = [line for line in text.splitlines() if line.strip()]
    words = " ".join(lines).replace(member.name, "").replace(member.first_name, "")
    return True if is_one_of(words, _YES) else False if is_one_of(words, _NO) else None


def _rows(at: datetime) -> QuerySet[Volunteer]:
    here = Member.objects.let_in(at)
    return Volunteer.objects.select_related("wake__by", "member").filter(member__in=here)
