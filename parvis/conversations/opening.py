"""Open a thread: with those who organise, or a finite one among those who take part."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.conversations.models import Thread
from parvis.conversations.models.thread import DESK
from parvis.conversations.refusals import NobodyAnswers
from parvis.conversations.subjects import key_of, organisers_of, subject_of
from parvis.kit.refusals import NotForYou, WayOut
from parvis.members.models import Member

LONGEST = timedelta(days=31)  # a finite thread


def thread_about(about: models.Model, at: datetime) -> Thread | None:
    """The finite thread about this meeting, this circle…, while it is open."""
    kind, pk = key_of(about)
    found = Thread.objects.live().filter(kind=Thread.Kind.AMONG_US).about(kind, pk).first()
    return found if found is not None and not found.is_closed(at) else None


def open_with_organisers(*, member: Member, about: models.Model | None = None, at: datetime) -> Thread:
    """The thread of this person with those who organise it; the same one while it lives.

    about: None for whoever answers the telephone, and where nobody else would answer. NobodyAnswers.
    """
    return open_about(member=member, key=key_of(about), at=at)


@transaction.atomic
def open_about(*, member: Member, key: tuple[str, int | None], at: datetime) -> Thread:
    """The same, of what a page or a form names: ("meetings.meeting", 12), or ("", None). NobodyAnswers."""
    kind, pk = key
    thread = _live(member, kind, pk)
    if thread is not None:
        return thread
    fresh = Thread(
        kind=Thread.Kind.WITH_US, subject_kind=kind, subject_id=pk, member=member,
        opened_at=at, opened_by=member, last_said_at=at,
    )  # fmt: skip
    if not organisers_of(fresh, at):
        if kind == DESK:
            raise NobodyAnswers(_("Nobody answers here yet."), _who_is_who())
        return open_about(member=member, key=(DESK, None), at=at)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:  # another tap opened it at this moment
        return Thread.objects.live().about(kind, pk).get(member=member)
    record("conversations.opened", subject=fresh, at=at, person=member.pk)
    return fresh


def _live(member: Member, kind: str, pk: int | None) -> Thread | None:
    rows = Thread.objects.live().filter(member=member, kind=Thread.Kind.WITH_US)
    return rows.about(kind, pk).first()


@transaction.atomic
def open_among(
    *, about: models.Model, by: Member, closes_at: datetime, at: datetime, topic: str = ""
) -> Thread:
    """The finite thread of those who take part in it; the one that is open already. NotForYou.

    closes_at: declared from the start, a month away at most.
    """
    kind, pk = key_of(about)
    fresh = Thread(
        kind=Thread.Kind.AMONG_US, subject_kind=kind, subject_id=pk, topic=" ".join(topic.split())[:160],
        opened_at=at, opened_by=by, last_said_at=at, digested_at=at,
    )  # fmt: skip
    if by.pk not in {one.pk for one in subject_of(fresh).organisers(fresh.subject_id or 0, at)}:
        raise NotForYou(_("Those who organise open it."), _who_is_who())
    fresh.closes_at = min(closes_at, at + LONGEST)
    _end_what_is_over(fresh, at)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        return Thread.objects.live().filter(kind=Thread.Kind.AMONG_US).about(kind, pk).get()
    record("conversations.opened", subject=fresh, at=at, person=by.pk)
    return fresh


def _end_what_is_over(fresh: Thread, at: datetime) -> None:
    """The last one about it, when its hour has passed and nobody wrote it down yet."""
    over = Thread.objects.live().filter(kind=Thread.Kind.AMONG_US, closes_at__lte=at)
    over.about(fresh.subject_kind, fresh.subject_id).update(closed_at=at)


def _who_is_who() -> WayOut:
    return WayOut(_("Who is who"), reverse("members:directory"))
