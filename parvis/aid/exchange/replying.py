"""« Oui », « 1 », « c’est fait » by mail or by text message; any other words go into the conversation."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.aid.exchange.doing import done
from parvis.aid.exchange.purposes import AGREED, ASKED, PROPOSED, REPLY, SETTLED
from parvis.aid.exchange.settling import accept
from parvis.aid.models import Exchange
from parvis.conversations.saying import say
from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import Reply, register_reply
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.members.models import Member
from parvis.members.texting import people_at

YES = frozenset({"1", "oui", "ok", "d accord", "oui d accord", "oui ca me va", "ca me va", "parfait", "yes"})
NO = frozenset({"2", "non", "pas encore", "non pas encore", "no"})
DONE = frozenset({"c est fait", "oui c est fait", "fait", "it is done"})
SPOKEN_OF = (AGREED, PROPOSED, SETTLED, ASKED)
LATELY = timedelta(days=10)


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """A yes does what the link does; words are said in the conversation when their sender is sure."""
    exchange = Exchange.objects.for_page().filter(pk=reply.subject).first()
    person = Member.objects.let_in(at).filter(pk=reply.person).first()
    if exchange is None or person is None or not exchange.is_of(person) or not reply.text.strip():
        return False
    names = {words_of(person.name), words_of(person.first_name)}
    lines = [line for line in reply.text.splitlines() if words_of(line) and words_of(line) not in names]
    if _act(exchange, person, " ".join(lines), at, by_mail=True):
        return True
    if not reply.is_vouched or exchange.thread is None:
        return False
    say(thread=exchange.thread, by=person, text=reply.text, at=at, channel=Channel.MAIL)
    return True


def _act(exchange: Exchange, person: Member, words: str, at: datetime, *, by_mail: bool = False) -> bool:
    """What a yes means now: the hour suits, or it is done. False: the words say something else."""
    if exchange.has_ended:
        return False
    meets, settlement = exchange.meets, exchange.settled
    if is_one_of(words, DONE) or (is_one_of(words, YES) and meets is not None and meets.begins_at <= at):
        done(exchange=exchange, by=person, at=at)
        return True
    is_asked = settlement is not None and meets is None and settlement.proposed_by_id != person.pk
    if is_one_of(words, YES) and is_asked:
        accept(exchange=exchange, by=person, at=at, by_mail=by_mail)
        return True
    return False


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """« 1 », « oui », « non » after our question; None when another was asked since, or for other words."""
    asked = (last_question(text.sender, purpose, at - LATELY) for purpose in (PROPOSED, ASKED))
    sent = [row for rows in asked for row in rows]
    found = _theirs(sent[0].subject_id, sent[0].person, at) if len(sent) == 1 else None
    if found is None:
        return None
    exchange, person = found
    with translation.override(person.language):
        if _act(exchange, person, text.words, at):
            return Answer(_("It is noted. Thank you."), person=person.pk)
        if is_one_of(text.words, NO):
            return Answer(_no(sent[0].purpose), person=person.pk)
    return None


def _theirs(subject: int | None, person: int | None, at: datetime) -> tuple[Exchange, Member] | None:
    """The exchange while it goes on, and one of its two while they are here."""
    exchange = Exchange.objects.for_page().filter(pk=subject or 0, end=None).first()
    member = Member.objects.let_in(at).filter(pk=person or 0).first()
    return (exchange, member) if exchange and member and exchange.is_of(member) else None


def said_by_text(text: Text, at: datetime) -> Answer | None:
    """Other words from a number we wrote to lately about one exchange of one person: said there."""
    people = people_at(text.sender, at)
    rows = Dispatch.objects.filter(
        channel=Channel.SMS, address=text.sender, purpose__in=SPOKEN_OF, written_at__gt=at - LATELY,
        state=Dispatch.State.SENT, person__in=[one.pk for one in people],
    )  # fmt: skip
    asked = set(rows.values_list("subject_id", "person")[:50]) if people else set()
    subject, number = asked.pop() if len(asked) == 1 else (0, 0)
    found = _theirs(subject, number, at)
    if found is None or found[0].thread is None:
        return None
    exchange, person = found
    say(
        thread=found[0].thread, by=person, text=text.words, at=at, channel=Channel.SMS,
        once_key=text.key[:120],
    )  # fmt: skip
    with translation.override(person.language):
        words = _("It is passed on to %(name)s.") % {"name": exchange.other(person).first_name}
    return Answer(words, person=person.pk)


def _no(purpose: str) -> str:
    """A no changes nothing by itself: it asks what would suit."""
    if purpose == PROPOSED:
        return _("Tell us which day suits you better: the other reads it.")
    return _("All right. Say “it is done” when it is.")


def register_all() -> None:
    """Tell the courier who acts on these answers."""
    asks_by_number(PROPOSED, ASKED)
    register_reply(REPLY, answer_by_mail)
    register_text("aid.exchange", answer_by_text, order=8)
    register_text("aid.said", said_by_text, order=81)
