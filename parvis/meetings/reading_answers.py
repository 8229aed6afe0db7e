"""The organiser reads what people answered: one tap, and each of them can read that it was read."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models import Meeting
from parvis.members.journaling import journal_each
from parvis.members.models import JournalEntry, Member

ANSWERS = "meetings.answers"  # the subject of such a line, with the number of its meeting
_READ = _("Read your answers for: %(title)s.")
_TOOK = _("Took away the list of: %(title)s, with your name and your answers.")


@transaction.atomic
def open_answers(*, meeting: Meeting, by: Member, at: datetime) -> int:
    """Show the answers given so far to whoever organises; how many people were told so."""
    return _tell(meeting, by, at, _READ, only_answers=True)


@transaction.atomic
def take_list(*, meeting: Meeting, by: Member, at: datetime) -> int:
    """The list leaves as a file; how many people were told so."""
    return _tell(meeting, by, at, _TOOK, only_answers=False)


def opened_by(meeting: Meeting, by: Member) -> set[int]:
    """The people (ids) whose answers this organiser has opened: their own, of course, among them."""
    entries = JournalEntry.objects.filter(author=by, subject=_subject(meeting))
    return {by.pk, *entries.values_list("member_id", flat=True)}


def _tell(meeting: Meeting, by: Member, at: datetime, words: str | Promise, *, only_answers: bool) -> int:
    rows = meeting.registrations.live()
    if only_answers:
        rows = rows.filter(answers__isnull=False).exclude(member__in=opened_by(meeting, by))
    members = list(Member.objects.filter(pk__in=rows.values("member")).exclude(pk=by.pk))
    values, subject = {"title": meeting.title}, _subject(meeting)
    journal_each(members=members, by=by, words=words, values=values, subject=subject, at=at)
    return len(members)


def _subject(meeting: Meeting) -> str:
    return f"{ANSWERS}:{meeting.pk}"
