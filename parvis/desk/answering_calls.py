"""What somebody says when they are called is done at once: they come, they do not, they take the seat."""

from datetime import datetime

from parvis.courier.models import Dispatch
from parvis.meetings.models import Registration
from parvis.meetings.promoting import accept, decline
from parvis.meetings.registering import withdraw
from parvis.members.mandates import Scope, require_mandate
from parvis.members.models import Member


def act_for(call: Dispatch, answer: str, *, by: Member, at: datetime, is_desk: bool) -> bool:
    """Do what the answer asks, through the acts everybody else uses; whether anything was done.

    is_desk: a correspondent acts for the person by their mandate; whoever welcomes keeps the list of those
    who come anyway. Raises NoMandate, and what those acts raise: the seat is gone, the meeting is over.
    """
    if answer not in ("not_coming", "accepts", "declines"):
        return False
    registration = registration_of(call)
    if registration is None:
        return False
    if is_desk:
        require_mandate(member=registration.member, by=by, scope=Scope.REGISTRATIONS, at=at)
    if answer == "not_coming":
        withdraw(registration=registration, at=at, by=by)
    elif answer == "accepts":
        accept(registration=registration, at=at)
    else:
        decline(registration=registration, at=at)
    return True


def registration_of(call: Dispatch) -> Registration | None:
    """The live registration a call is about: its own subject, or the person's for that meeting."""
    rows = Registration.objects.live().filter(member=call.person or 0).select_related("member")
    if call.subject_kind == "meetings.registration":
        return rows.filter(pk=call.subject_id or 0).first()
    if call.subject_kind == "meetings.meeting":
        return rows.filter(meeting=call.subject_id or 0).first()
    return None
