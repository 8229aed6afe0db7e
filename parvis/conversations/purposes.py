"""Why threads write to people, and whether they still should when the words leave: rights are asked again."""

from datetime import datetime

from django.db import models

from parvis.conversations.models import Handover, Introduced, Report, Thread
from parvis.conversations.reading import answers_in, may_read
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.members.models import Member

REPLY = "conversations.thread"  # what answers by mail are about: the thread and the person
WORD = "conversations.word"
TO_ANSWER = "conversations.to_answer"
HANDOVER = "conversations.handover"
DIGEST = "conversations.digest"
LATE = "conversations.late"
ASKED = "conversations.introduction"
INTRODUCED = "conversations.introduced"
REPORTED = "conversations.reported"
TAKEN_DOWN = "conversations.taken_down"


def _both(dispatch: Dispatch, now: datetime) -> tuple[Thread, Member] | None:
    """The thread and its reader, while they may read it."""
    thread = Thread.objects.filter(pk=dispatch.subject_id or 0).first()
    person = Member.objects.let_in(now).filter(pk=dispatch.person or 0).first()
    if thread is None or person is None or not may_read(thread, person, now):
        return None
    return thread, person


def _is_theirs(dispatch: Dispatch, now: datetime) -> bool:
    return _both(dispatch, now) is not None


def _still_answers(dispatch: Dispatch, now: datetime) -> bool:
    """They organise it still, and the person still waits."""
    found = _both(dispatch, now)
    return found is not None and found[0].awaits_since_at is not None and answers_in(*found, now)


def _is_to_come(dispatch: Dispatch, now: datetime) -> bool:
    """The last date that was agreed is still to come; words of two people whom something joins leave it."""
    found = _both(dispatch, now)
    if found is None or (found[0].closed_at is None and found[0].kind != Thread.Kind.BETWEEN_TWO):
        return False
    return found[0].handovers.filter(begins_at__gt=now).exists()


def _is_open(dispatch: Dispatch, now: datetime) -> bool:
    found = _both(dispatch, now)
    return found is not None and not found[0].is_closed(now)


def _is_asked(dispatch: Dispatch, now: datetime) -> bool:
    """Neither answered nor over."""
    rows = Introduced.objects.filter(pk=dispatch.subject_id or 0, says_yes=None)
    return rows.filter(introduction__ends_at__gt=now, introduction__thread=None).exists()


def _waits_for_a_reader(dispatch: Dispatch, now: datetime) -> bool:
    return Report.objects.filter(pk=dispatch.subject_id or 0, ended_at=None).exists()


def _needed_by(subject: models.Model | None) -> datetime | None:
    if not isinstance(subject, Thread):
        return None
    last = Handover.objects.filter(thread=subject).order_by("-pk").first()
    return last.begins_at if last else None


def register_all() -> None:
    """Make these purposes known to the courier."""
    joined, duty = Matter.JOINED, Matter.DUTY
    for purpose in [
        Purpose(WORD, still_wanted=_is_theirs, matter=joined),
        Purpose(TO_ANSWER, still_wanted=_still_answers, matter=duty),
        Purpose(
            HANDOVER, goes_on_sundays=True, still_wanted=_is_to_come, needed_by=_needed_by,
            is_called_too=True, matter=joined,
        ),
        Purpose(DIGEST, still_wanted=_is_open, matter=Matter.ESSENTIAL),
        Purpose(LATE, still_wanted=_still_late, matter=duty),
        Purpose(ASKED, still_wanted=_is_asked, matter=Matter.ESSENTIAL),
        Purpose(INTRODUCED, still_wanted=_is_open, matter=joined),
        Purpose(REPORTED, still_wanted=_waits_for_a_reader, matter=duty),
        Purpose(TAKEN_DOWN, still_wanted=_is_theirs, matter=joined),
    ]:  # fmt: skip
        register_purpose(purpose)


def _still_late(dispatch: Dispatch, now: datetime) -> bool:
    """Nobody answered meanwhile; an administrator is told without reading the thread."""
    return Thread.objects.live().filter(pk=dispatch.subject_id or 0, awaits_since_at__isnull=False).exists()
