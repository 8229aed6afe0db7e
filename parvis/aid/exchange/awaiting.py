"""What an exchange asks of one of the two: a yes, an hour that suits, whether it is done."""

from datetime import datetime
from functools import partial

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from parvis.aid.exchange.agreeing import agree
from parvis.aid.exchange.doing import done
from parvis.aid.exchange.settling import accept
from parvis.aid.exchange.showing import Seen, going_on
from parvis.aid.exchange.stopping import stop
from parvis.community.switches import is_on
from parvis.conversations.models import Message
from parvis.kit.moments import at as in_words
from parvis.members.awaiting import Awaited, Choice
from parvis.members.models import Member

MOST, MOST_LETTERS = 6, 300


def asked_of(person: Member, now: datetime) -> list[Awaited]:
    """Those that wait for a word of theirs, the last moved first."""
    going = [seen for seen, _path in going_on(person, now)] if is_on("aid") else []
    waiting = [seen for seen in going if seen.waits_for_me or seen.is_after or seen.can_agree][:MOST]
    said = _last_words(waiting)
    return [_awaited(seen, said.get(seen.exchange.thread_id or 0, "")) for seen in waiting]


def _awaited(seen: Seen, words: str) -> Awaited:
    about = {"name": seen.other.first_name, "words": seen.words}
    facts = [words] if words and seen.can_agree else []
    if seen.hour is not None:
        facts.append(f"{capfirst(in_words(seen.hour.begins_at))}, {seen.where}")
    return Awaited(
        f"exchange-{seen.exchange.pk}", _("%(name)s: %(words)s") % about, facts, [_yes(seen), _no(seen)]
    )


def _yes(seen: Seen) -> Choice:
    exchange, person = seen.exchange, seen.person
    key = f"{exchange.pk}-{seen.seen}"
    if seen.is_after:
        return Choice(f"done-{key}", _("It is done"), lambda at: done(exchange=exchange, by=person, at=at))
    if seen.waits_for_me:
        suits = partial(accept, exchange=exchange, by=person, seen=seen.seen)
        return Choice(f"hour-{key}", _("Yes, that hour suits"), lambda at: suits(at=at))
    return Choice(f"yes-{key}", _("Yes, gladly"), lambda at: agree(exchange=exchange, by=person, at=at))


def _no(seen: Seen) -> Choice:
    exchange, person = seen.exchange, seen.person
    return Choice(
        f"no-{exchange.pk}", _("No, or let it be"), lambda at: stop(exchange=exchange, by=person, at=at)
    )


def _last_words(waiting: list[Seen]) -> dict[int, str]:
    """Conversation (id) → the last words of the other one."""
    others = {seen.exchange.thread_id: seen.other.pk for seen in waiting if seen.can_agree}
    rows = Message.objects.standing().filter(thread__in=others).in_order()
    said = rows.values_list("thread", "author", "text") if others else []
    return {
        thread: Truncator(text).chars(MOST_LETTERS)
        for thread, author, text in said
        if author == others[thread]
    }
