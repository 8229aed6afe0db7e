"""Say something in a thread, by whatever way it comes; those whose thread it is are told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.conversations.models import Message, Thread
from parvis.conversations.reading import may_read
from parvis.conversations.refusals import (
    NobodyAnswers,
    NothingSaid,
    NotInThread,
    SaidEnough,
    SaidTooFast,
    ThreadOver,
    to_threads,
    to_write,
)
from parvis.conversations.subjects import organisers_of
from parvis.conversations.telling import tell_said
from parvis.courier.models import Channel
from parvis.kit.locking import hold
from parvis.kit.refusals import WayOut
from parvis.members.models import Member

LONGEST = 4000
LONGEST_AMONG_US = 600
MOST_EACH = 5  # of one person in a finite thread
MOST_EACH_OF_TWO = 30  # of one of two people whom something joins: they have an hour to find
MOST_IN_A_THREAD = 300
MOST_AN_HOUR, MOST_A_DAY = 20, 60  # of one person, in all threads
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What was said. crossed: who else answered meanwhile, unseen on the page it was written on."""

    message: Message
    crossed: Member | None = None


@transaction.atomic
def say(
    *,
    thread: Thread,
    by: Member,
    text: str,
    at: datetime,
    channel: str = Channel.SCREEN,
    noted_by: Member | None = None,
    once_key: str | None = None,
    seen: int | None = None,
) -> Said:
    """Words of one person; the same once_key says them once. To write reopens a relation that was over.

    noted_by: who wrote down what was heard. seen: the last message that was on the screen.
    NotInThread, ThreadOver, SaidEnough, SaidTooFast, NothingSaid, NobodyAnswers.
    """
    words = _clean(text)
    hold(Thread.objects.filter(pk=thread.pk))
    thread = Thread.objects.get(pk=thread.pk)
    known = Message.objects.filter(once_key=once_key, thread=thread, author=by).first() if once_key else None
    if known is not None:
        return Said(known)
    if not may_read(thread, by, at):
        raise NotInThread(_("This conversation is not yours any more."), to_write())
    thread = _open(thread, at)
    _check(thread, by, words, at)
    message = Message.objects.create(
        thread=thread, author=by, noted_by=noted_by, channel=channel, text=words, said_at=at,
        once_key=once_key,
    )  # fmt: skip
    _remember(thread, by, at)
    tell_said(message, at)
    return Said(message, _crossed(thread, by, seen))


def _clean(text: str) -> str:
    """The words without what no pen writes. NothingSaid."""
    kept = "".join(sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign == "\n").strip()
    if not kept:
        raise NothingSaid(_("Write a few words."), to_threads())
    return kept


def _open(thread: Thread, at: datetime) -> Thread:
    """A relation goes on when somebody writes; a finite thread is over. ThreadOver."""
    if not thread.is_closed(at):
        return thread
    if not thread.goes_on(at):
        raise ThreadOver(_("This conversation is over. The rest is said face to face."), to_write())
    if not thread.is_with_us:
        return _reopened(thread)
    rows = Thread.objects.live().filter(kind=Thread.Kind.WITH_US, member=thread.member_id)
    again = rows.about(thread.subject_kind, thread.subject_id).first()
    if again is not None:
        return again
    return _reopened(thread)


def _reopened(thread: Thread) -> Thread:
    thread.closed_at = thread.closed_by = None
    thread.save(update_fields=["closed_at", "closed_by"])
    return thread


def _check(thread: Thread, by: Member, words: str, at: datetime) -> None:
    own = Message.objects.filter(author=by)
    lately = list(own.filter(said_at__gt=at - DAY).values_list("said_at", flat=True)[: MOST_A_DAY + 1])
    if len(lately) >= MOST_A_DAY or len([one for one in lately if one > at - HOUR]) >= MOST_AN_HOUR:
        raise SaidTooFast(_("That is a lot of words for one day. Let us talk in person."), to_threads())
    if thread.messages.count() >= MOST_IN_A_THREAD:
        raise SaidEnough(_("A lot was said here. The rest is said face to face."), to_threads())
    if thread.is_with_us:
        _check_relation(thread, words, at)
    elif len(words) > LONGEST_AMONG_US or own.filter(thread=thread).count() >= _most_each(thread):
        is_long = len(words) > LONGEST_AMONG_US
        reason = (
            _("Keep it short: a few lines.")
            if is_long
            else _("You have said a lot. Leave some room for the others.")
        )
        raise SaidEnough(reason, WayOut(_("Back to the conversation"), path_of(thread)))


def _most_each(thread: Thread) -> int:
    is_joined = thread.kind == Thread.Kind.BETWEEN_TWO and thread.subject_kind
    return MOST_EACH_OF_TWO if is_joined else MOST_EACH


def _check_relation(thread: Thread, words: str, at: datetime) -> None:
    if len(words) > LONGEST:
        raise SaidEnough(_("That is a long letter. Shorten it, or come and talk."), to_threads())
    if not organisers_of(thread, at):
        raise NobodyAnswers(_("Nobody organises this any more."), to_write())


def path_of(thread: Thread) -> str:
    return reverse("conversations:thread", args=[thread.pk])


def _remember(thread: Thread, by: Member, at: datetime) -> None:
    """Whether somebody waits for an answer; an answer ends the wait, and the promise with it."""
    thread.last_said_at = max(thread.last_said_at, at)
    if thread.is_with_us and by.pk == thread.member_id:
        thread.awaits_since_at = thread.awaits_since_at or at
    elif thread.is_with_us:
        thread.awaits_since_at = thread.answerer = thread.answer_by_at = None
    thread.save(update_fields=["last_said_at", "awaits_since_at", "answerer", "answer_by_at"])


def _crossed(thread: Thread, by: Member, seen: int | None) -> Member | None:
    """Another one who organises answered after what was on the screen: both are kept, the second is told."""
    if seen is None or not thread.is_with_us or by.pk == thread.member_id:
        return None
    later = thread.messages.standing().filter(pk__gt=seen).exclude(author=by).exclude(author=thread.member_id)
    found = later.select_related("author").order_by("pk").first()
    return found.author if found else None
