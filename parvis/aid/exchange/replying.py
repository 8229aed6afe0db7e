"""« Oui », « 1 », « c’est fait » by mail or by text message; any other words go into the conversation."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.aid.exchange.doing import done
from parvis.aid.exchange.purposes import AGREED, ASKED, PROPOSED, REPLY, SETTLED
from parvis.aid.exchange.settling import accept
from parvis.aid.exchange.wording import words_for
from parvis.aid.models import Exchange, ExchangeEnd
from parvis.conversations.saying import say
from parvis.courier.models import Channel
from parvis.courier.replying import Reply, register_reply
from parvis.courier.signing_off import without_signature
from parvis.courier.texting.answering import Answer, is_one_of, register_text, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.asking import asks_by_number, last_question
from parvis.members.models import Member
from parvis.members.texting import people_at, written_to

YES = frozenset({"1", "oui", "ok", "d accord", "oui d accord", "oui ca me va", "ca me va", "parfait", "yes"})
NO = frozenset({"2", "non", "pas encore", "non pas encore", "no"})
DONE = frozenset({"c est fait", "oui c est fait", "fait", "it is done"})
SPOKEN_OF = (AGREED, PROPOSED, SETTLED, ASKED)
LATELY = timedelta(days=10)
A_NUMBER_STAYS, MOST_NUMBERED = timedelta(days=3), 6


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """A yes does what the link does; words are said in the conversation when their sender is sure."""
    exchange = Exchange.objects.for_page().filter(pk=reply.subject).first()
    person = Member.objects.let_in(at).filter(pk=reply.person).first()
    if exchange is None or person is None or not exchange.is_of(person) or not reply.text.strip():
        return False
    text = without_signature(reply.text, (person.name, person.first_name))
    if _act(exchange, person, " ".join(text.split()), at, by_mail=True):
        return True
    if not reply.is_vouched or exchange.thread is None:
        return False
    say(thread=exchange.thread, by=person, text=text, at=at, channel=Channel.MAIL)
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


def done_by_text(text: Text, at: datetime) -> Answer | None:
    """« C’est fait », without our having asked: the one exchange both agreed on; several: which one?

    Numbers stay the same for three days, whatever is done meanwhile.
    """
    words, _space, number = words_of(text.words).rpartition(" ")
    number = number if number.isascii() and number.isdecimal() and len(number) < 3 else ""
    people = people_at(text.sender, at) if is_one_of(words if number else text.words, DONE) else []
    listed = _agreed_lately(people, at) if people else []
    live = [pair for pair in listed if not pair[0].has_ended]
    if number:
        chosen = listed[int(number) - 1 : int(number)] if int(number) else []
    else:
        chosen = live if len(live) == 1 else []
    if not live and not chosen:
        return None
    with translation.override(people[0].language):
        if not chosen:
            return Answer(_which(listed), is_for_a_person=False, person=people[0].pk)
        exchange, person = chosen[0]
        done(exchange=exchange, by=person, at=at)
        told = {"name": exchange.other(person).first_name, "words": words_for(exchange, person)[:60]}
        return Answer(_("It is noted: %(words)s, with %(name)s. Thank you.") % told, person=person.pk)


def _agreed_lately(people: list[Member], at: datetime) -> list[tuple[Exchange, Member]]:
    """Those both said yes to, going on or done since three days, in an order that stays."""
    here = {one.pk: one for one in people}
    mine = Q(answered_by__in=here) | Q(notice__author__in=here)
    lately = Q(end=None) | Q(end__why=ExchangeEnd.Why.DONE, end__at__gt=at - A_NUMBER_STAYS)
    rows = Exchange.objects.for_page().filter(mine & lately).order_by("pk").distinct()
    agreed = [row for row in rows[:40] if row.is_agreed]
    return [(row, here.get(row.answered_by_id) or row.notice.author) for row in agreed][:MOST_NUMBERED]


def _which(listed: list[tuple[Exchange, Member]]) -> str:
    """« Lequel ? FAIT 1 : une échelle, avec Paul. FAIT 2 : … »"""
    lines = [
        f"FAIT {number} : {words_for(one, person)[:40]}, {one.other(person).first_name}"
        for number, (one, person) in enumerate(listed, start=1)
        if not one.has_ended
    ]
    return "\n".join([_("Which one is done? Answer:"), *lines])


def said_by_text(text: Text, at: datetime) -> Answer | None:
    """Other words from a number we wrote to lately about one exchange of one person: said there."""
    found = spoken_of(text.sender, at)
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


def spoken_of(number: str, at: datetime) -> tuple[Exchange, Member] | None:
    """The one exchange we wrote of to this number lately, and to whom; None when none, or several."""
    found = written_to(number, SPOKEN_OF, LATELY, at)
    return _theirs(found[0], found[1].pk, at) if found else None


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
    register_text("aid.done", done_by_text, order=9)
    register_text("aid.said", said_by_text, order=81)
