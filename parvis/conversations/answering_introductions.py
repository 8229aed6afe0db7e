"""« Oui » or « non » to an introduction, by mail or by text message, as the link in the words would do.

A no is silent: nobody reads it, whatever stands beside it. A yes with more words waits for somebody.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.conversations.introducing import IntroductionOver, answer
from parvis.conversations.models import Introduced
from parvis.conversations.purposes import ASKED
from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import Reply, register_reply
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asked_since, asks_by_number
from parvis.courier.texting.purposes import CONVERSATION
from parvis.members.models import Member
from parvis.members.texting import people_at

LATELY = timedelta(days=14)  # as long as one may answer
YES = frozenset({
    "oui", "ok", "d accord", "volontiers", "avec plaisir", "oui volontiers", "oui avec plaisir",
    "oui d accord", "yes", "yes please",
})  # fmt: skip
NO = frozenset({"non", "no"})
_LEFT = (Dispatch.State.SENT, Dispatch.State.LEAVING, Dispatch.State.DOUBT)


def says(text: str, person: Member) -> bool | None:
    """Yes, no, or None: a person finds out. A no counts whatever follows it; their own name says nothing."""
    words = words_of(text).split()
    own = words_of(person.name).split()
    if words[:1] and words[0] in NO and not set(words) & {"oui", "yes"}:
        return False
    return True if is_one_of(" ".join(word for word in words if word not in own), YES) else None


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """Anybody who holds the words may follow their link: no more is done here, and no address is given."""
    row = _asked(at).filter(pk=reply.subject, member=reply.person).first()
    said = says(reply.text, row.member) if row else None
    if row is None or said is None:
        return False
    return _note(row, at, says_yes=said)


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """Only when this question is the last thing that went to that number, and was one person's."""
    rows = _last_asked(text.sender, at)
    if len(rows) != 1 or (said := says(text.words, rows[0].member)) is None:
        return None
    if not _note(rows[0], at, says_yes=said):
        return None
    name = {"name": rows[0].member.first_name}
    with translation.override(rows[0].member.language):
        words = _("It is noted, %(name)s: yes.") % name if said else _("It is noted, %(name)s: no.") % name
    return Answer(words, person=rows[0].member_id)


def register_all() -> None:
    """Tell the courier who acts on these answers."""
    register_reply(ASKED, answer_by_mail)
    asks_by_number(ASKED)
    register_text("conversations.introduction", answer_by_text, order=9)


def _note(row: Introduced, at: datetime, *, says_yes: bool) -> bool:
    """False when a person must see to it: they are introduced already, or a yes comes too late."""
    if row.introduction.thread_id is not None:
        return says_yes
    try:
        answer(introduced=row, says_yes=says_yes, at=at)
    except IntroductionOver:
        return not says_yes  # a no that comes late is none of anybody's business
    return True


def _last_asked(number: str, at: datetime) -> list[Introduced]:
    """What may be answered by this number now; empty when something else was written to it since."""
    sent = Dispatch.objects.filter(channel=Channel.SMS, address=number, state__in=_LEFT)
    lately = sent.filter(ended_at__gt=at - LATELY).exclude(purpose__in=CONVERSATION)
    last = lately.order_by("-ended_at", "-pk").first()
    if last is None or last.ended_at is None or asked_since(number, last.ended_at):
        return []
    if lately.filter(ended_at=last.ended_at).exclude(purpose=ASKED).exists():
        return []  # several things in one message
    asked = lately.filter(purpose=ASKED).values_list("subject_id", flat=True)
    people = [one.pk for one in people_at(number, at)]
    waiting = _asked(at).filter(pk__in=[pk or 0 for pk in asked], member__in=people)
    return list(waiting.filter(introduction__thread=None, introduction__ends_at__gt=at, says_yes=None)[:2])


def _asked(at: datetime) -> QuerySet[Introduced]:
    rows = Introduced.objects.select_related("introduction", "member")
    return rows.filter(member__in=Member.objects.let_in(at))
