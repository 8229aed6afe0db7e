"""Take words back; take them down with a reason; ask a named person to read them again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.conversations.models import Message, Report, Thread
from parvis.conversations.reading import may_read, moderators_of
from parvis.conversations.refusals import NotInThread, to_threads, to_write
from parvis.conversations.subjects import subject_of
from parvis.conversations.telling import tell_reported, tell_taken_down
from parvis.kit.limiting import limit
from parvis.kit.locking import hold
from parvis.kit.refusals import NotForYou, Refusal
from parvis.members.journaling import journal
from parvis.members.models import Member

LONGEST = 300
MOST_REPORTS_A_DAY = 10


class ReasonNeeded(Refusal):
    """Words are taken down with a reason."""


def may_take_down(message: Message, member: Member, now: datetime) -> bool:
    """Who animates a finite thread; who was asked to read the words again."""
    if message.thread.kind == Thread.Kind.AMONG_US:
        led = subject_of(message.thread).organisers(message.thread.subject_id or 0, now)
        if any(one.pk == member.pk for one in led):
            return True
    return message.reports.filter(moderator=member, ended_at=None).exists()


@transaction.atomic
def take_back(*, message: Message, by: Member, at: datetime) -> None:
    """The author's own words: nothing is left of them. Twice: nothing happens. NotForYou."""
    if message.author_id != by.pk:
        raise NotForYou(_("Only their author takes words back."), to_threads())
    hold(Message.objects.filter(pk=message.pk))
    standing = Message.objects.filter(pk=message.pk, withdrawn_at=None)
    standing.update(text="", withdrawn_at=at, withdrawn_by=by)
    Report.objects.filter(message=message, ended_at=None).update(ended_at=at)


@transaction.atomic
def take_down(*, message: Message, by: Member, why: str, at: datetime) -> None:
    """The others read the reason instead; the author is told, and still reads the words.

    NotForYou, ReasonNeeded.
    """
    reason = " ".join(why.split())[:LONGEST]
    if not reason:
        raise ReasonNeeded(_("Say why: the author reads it."), to_threads())
    if not may_take_down(message, by, at):
        raise NotForYou(_("Those who animate take words down."), to_threads())
    hold(Message.objects.filter(pk=message.pk))
    row = Message.objects.select_related("thread", "author").get(pk=message.pk)
    Report.objects.filter(message=row, ended_at=None).update(ended_at=at, ended_by=by)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = at, by, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    if row.author is not None and row.author_id != by.pk:
        words = gettext_lazy("Took down words of yours in a conversation.")
        journal(member=row.author, by=by, words=words, reason=reason, subject="conversations.words", at=at)
        tell_taken_down(row, at)


@transaction.atomic
def report(*, message: Message, by: Member, words: str, at: datetime) -> Report:
    """One field; the named moderator is told. Twice: the first stands.

    NotInThread, ReasonNeeded, TooOften.
    """
    said = " ".join(words.split())[:LONGEST]
    if not said:
        raise ReasonNeeded(_("Say in a few words what is wrong."), to_threads())
    if not may_read(message.thread, by, at):
        raise NotInThread(_("This conversation is not yours any more."), to_write())
    moderator = moderator_for(message, by, at)
    known = Report.objects.filter(message=message, by=by).first()
    if known is not None:
        return known
    limit(f"conversations.report {by.pk}", times=MOST_REPORTS_A_DAY, per=timedelta(days=1))
    made = Report.objects.create(message=message, by=by, words=said, moderator=moderator, at=at)
    tell_reported(made, at)
    return made


def moderator_for(message: Message, by: Member, now: datetime) -> Member | None:
    """Named before one reports: neither who wrote the words nor who reports them."""
    known = moderators_of(message.thread, now)
    return next((one for one in known if one.pk not in (message.author_id, by.pk)), None)


@transaction.atomic
def leave_standing(*, of: Report, by: Member, at: datetime) -> None:
    """The words stay. NotForYou."""
    if of.moderator_id != by.pk:
        raise NotForYou(_("Somebody else was asked."), to_threads())
    Report.objects.filter(pk=of.pk, ended_at=None).update(ended_at=at, ended_by=by)
