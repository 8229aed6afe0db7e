"""Afterwards: did it happen, who was there. What was lived goes into the chronicle; it may be corrected."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from parvis.chronicle import encounters, figures
from parvis.chronicle.recording import record
from parvis.meetings import refusals
from parvis.meetings.feedback.answering import count_met
from parvis.meetings.models import Closing, Feedback, Meeting
from parvis.members.models import Member


@transaction.atomic
def close(*, meeting: Meeting, by: Member, at: datetime, happened: bool, unnamed_people: int = 0) -> Closing:
    """Say whether the meeting happened and how many were there without a name; saying it again corrects it.

    Happened: those who arrived are an encounter of the chronicle. Not: nothing is counted.
    Raises NotThere when it has not begun.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    if at < meeting.begins_at:
        raise refusals.NotThere(_("This meeting has not begun yet."), refusals.to_meeting(meeting))
    values = {"by": by, "at": at, "happened": happened, "unnamed_people": unnamed_people if happened else 0}
    closing, _made = Closing.objects.update_or_create(meeting=meeting, defaults=values)
    record("meetings.closed", subject=meeting, at=at, person=by.pk, happened=happened)
    meeting.closing = closing
    keep_true(meeting)
    return closing


def keep_true(meeting: Meeting) -> None:
    """Write the encounter of a closed meeting again after its arrivals changed. Its row is locked."""
    closing = Closing.objects.filter(meeting=meeting).first()
    if closing is None:
        return
    if not closing.happened:
        encounters.forget(gathering=meeting)
        return
    persons, unnamed = _who_was_there(meeting)
    encounters.meet(
        gathering=meeting,
        began_at=meeting.begins_at,
        minutes=meeting.minutes,
        persons=persons,
        unnamed=unnamed + closing.unnamed_people,
    )
    if feedback := Feedback.objects.filter(meeting=meeting).first():
        count_met(feedback)


def figures_of(meeting: Meeting) -> figures.Figures | None:
    """Hours lived together and first meetings of one meeting; None under five people or before it closes."""
    return figures.of_gathering("meetings.meeting", meeting.pk)


def _who_was_there(meeting: Meeting) -> tuple[list[int], int]:
    """The named ones, and how many more: strangers and companions."""
    named = meeting.arrivals.filter(member__isnull=False)
    persons = list(named.values_list("member_id", flat=True))
    people = meeting.arrivals.aggregate(people=Sum("people"))["people"] or 0
    return persons, people - len(persons)
