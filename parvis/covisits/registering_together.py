"""Register several people at once, through the acts of meetings: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.community.models import Community
from parvis.covisits.models import Choice, ChoiceAnswer
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal
from parvis.meetings import refusals as meeting_refusals
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_see
from parvis.meetings.registering import register_in, register_newcomer
from parvis.meetings.registering_children import register_child
from parvis.meetings.seating import most_together
from parvis.members.contacts import Contact
from parvis.members.minors import Parent
from parvis.members.models import ContactPoint, Member

Answers = Sequence[ChoiceAnswer]


@dataclass(frozen=True)
class Outcome:
    """What came of it. All registered: nothing is said. is_lacking: seats miss for all of them. troubled:
    whose registration could not be made. why alone: the meeting takes nobody any more."""

    why: str = ""
    is_lacking: bool = False
    troubled: ChoiceAnswer | None = None


class _Lacking(Exception):
    """Somebody would wait although not all of them agreed to."""


class _Troubled(Exception):
    def __init__(self, answer: ChoiceAnswer, why: str) -> None:
        super().__init__(why)
        self.answer, self.why = answer, why


def register_all(choice: Choice, coming: Answers, at: datetime) -> Outcome:
    """Call it inside a transaction, the visit's row held. What could not be done for one is done for none."""
    if choice.meeting_id is None:
        return Outcome(_("This meeting no longer exists."))
    try:
        with transaction.atomic():
            # New people join one at a time; asked for now, so that locks are always taken in one order.
            hold(Community.objects.all())
            meeting = Meeting.objects.locked(choice.meeting_id)
            _check_room(meeting, coming)
            for answer in coming:
                answer.registration = _registered(choice, meeting, answer, at)
            ChoiceAnswer.objects.bulk_update(coming, ["registration"])
    except _Lacking:
        return Outcome(_("Seats are missing for all of you."), is_lacking=True)
    except meeting_refusals.MeetingFull as refusal:
        return Outcome(refusal.reason, is_lacking=True)
    except meeting_refusals.NotOpen as refusal:
        return Outcome(refusal.reason)
    except Meeting.DoesNotExist:
        return Outcome(_("This meeting no longer exists."))
    except _Troubled as trouble:
        return Outcome(trouble.why, troubled=trouble.answer)
    return Outcome()


def _check_room(meeting: Meeting, coming: Answers) -> None:
    if len(coming) > most_together(meeting, "web"):
        raise meeting_refusals.MeetingFull(
            _("The room does not hold so many people together."), meeting_refusals.to_someone(meeting)
        )


def _registered(choice: Choice, meeting: Meeting, answer: ChoiceAnswer, at: datetime) -> Registration:
    together = f"visit{choice.pk}" if choice.waits else ""
    _check_rights(meeting, answer, at)
    try:
        row = _register(choice, meeting, answer, at, together)
    except (meeting_refusals.MeetingFull, meeting_refusals.NotOpen):
        raise
    except Refusal as refusal:
        raise _Troubled(answer, refusal.reason) from refusal
    if row.shown_state == Registration.State.WAITING and not together:
        raise _Lacking
    return row


def _register(
    choice: Choice, meeting: Meeting, answer: ChoiceAnswer, at: datetime, together: str
) -> Registration:
    said = {int(question): words for question, words in answer.said.items()}
    known: dict[str, Any] = {"meeting": meeting, "at": at, "answers": said, "shows_name": answer.shows_name}
    if answer.member is not None:
        return register_in(member=answer.member, waits_with=together, **known)
    known |= {
        "name": answer.name,
        "contact": Contact(answer.contact_kind, answer.contact_address),
        "by_text": answer.by_text,
        "form_key": f"visit{choice.pk}-{answer.visitor_id}",
        "waits_with": together,
    }
    return register_child(child=_child(answer), **known) if answer.child else register_newcomer(**known)


def _child(answer: ChoiceAnswer) -> dict[str, Any]:
    """What `protect` wants to know."""
    said = answer.child
    parent = Parent(said["parent_name"], Contact(ContactPoint.Kind.TELEPHONE, said["parent_telephone"]))
    return {"birth_year": said["birth_year"], "parent": parent}


def _check_rights(meeting: Meeting, answer: ChoiceAnswer, at: datetime) -> None:
    """Rights are asked now, not when the person answered: they may have ended meanwhile."""
    member = answer.member
    if member is not None and not Member.objects.let_in(at).filter(pk=member.pk).exists():
        raise _Troubled(answer, _("You are not signed in any more: talk to us."))
    if not can_see(member, meeting):
        raise _Troubled(answer, _("This meeting is not open to you. Talk to us."))
