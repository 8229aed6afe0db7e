"""Answers by mail and by text message go where they belong.

Anybody may write any name after « From: »: words speak in somebody's name only when our own mail server
vouches for them. The others wait for a person, who puts them into the thread with one tap.
"""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.conversations.models import Thread
from parvis.conversations.purposes import HANDOVER, INTRODUCED, WORD
from parvis.conversations.saying import say
from parvis.conversations.subjects import organisers_of
from parvis.courier.models import Channel
from parvis.courier.replying import Reply
from parvis.courier.texting.answering import Answer
from parvis.courier.texting.arriving import Text
from parvis.members.models import Member
from parvis.members.texting import written_to

LATELY = timedelta(days=7)
SPOKEN_OF = (WORD, HANDOVER, INTRODUCED)


def answer_by_mail(reply: Reply, at: datetime) -> bool:
    """Said in the thread; False when a person must read it first."""
    if not reply.is_vouched or not reply.text.strip():
        return False
    thread = Thread.objects.filter(pk=reply.subject).first()
    person = Member.objects.let_in(at).filter(pk=reply.person).first()
    if thread is None or person is None:
        return False
    say(thread=thread, by=person, text=reply.text, at=at, channel=Channel.MAIL)
    return True


def answer_by_text(text: Text, at: datetime) -> Answer | None:
    """Words from a number we wrote to lately, about one thread of one person; None when it is not so clear.

    A number says who it may be: the words said back go to that number.
    """
    spoken = spoken_of(text.sender, at)
    if spoken is None:
        return None
    thread, member = spoken
    said = say(thread=thread, by=member, text=text.words, at=at, channel=Channel.SMS, once_key=text.key[:120])
    with translation.override(member.language):
        words = _("It is noted, %(name)s. You find it in your conversations.") % {"name": member.first_name}
    return Answer(words, person=said.message.author_id)


def spoken_of(number: str, at: datetime) -> tuple[Thread, Member] | None:
    """The one thread we wrote of to this number lately, and to whom; None when there is none, or several."""
    found = written_to(number, SPOKEN_OF, LATELY, at)
    thread = Thread.objects.filter(pk=found[0]).first() if found else None
    return (thread, found[1]) if found and thread else None


def reader_of(thread_pk: int, person: int) -> int | None:
    """Who reads what no machine understands: who promised an answer, else the first who organises."""
    thread = Thread.objects.filter(pk=thread_pk).first()
    if thread is None or thread.kind == Thread.Kind.BETWEEN_TWO:
        return None
    known = [one.pk for one in organisers_of(thread, timezone.now()) if one.pk != person]
    return thread.answerer_id if thread.answerer_id in known else next(iter(known), None)
