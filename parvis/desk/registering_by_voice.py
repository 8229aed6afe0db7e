"""Register someone who calls, and free their place: the meeting's own acts, and a line in their journal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.desk.serving import BY_VOICE, write_in_journal
from parvis.kit.moments import at as spoken_moment
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.registering import register, withdraw
from parvis.members.models import Member


@transaction.atomic
def register_for(*, meeting: Meeting, member: Member, by: Member, at: datetime) -> Registration:
    """A seat (or a place on the waiting list) for someone who calls. Raises what `register` does."""
    made = register(meeting=meeting, member=member, at=at, made_by=by, channel=BY_VOICE)
    write_in_journal(member=member, by=by, words=_("Registered you: %(what)s") % _named(meeting), at=at)
    return made


@transaction.atomic
def withdraw_for(*, registration: Registration, member: Member, by: Member, at: datetime) -> None:
    """The person does not come; the next in line hears of it."""
    withdraw(registration=registration, at=at, by=by)
    words = _("Cancelled for you: %(what)s") % _named(registration.meeting)
    write_in_journal(member=member, by=by, words=words, at=at)


def _named(meeting: Meeting) -> dict[str, str]:
    return {"what": f"{meeting.title}, {spoken_moment(meeting.begins_at)}"}
