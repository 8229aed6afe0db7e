"""How many seats people nobody knows yet may take: from one place of the network, and for one contact.

Wide enough for a library or a village hall behind one address, and for a family that shares a number.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from parvis.kit.limiting import allow, client_of
from parvis.meetings import refusals
from parvis.meetings.models import DatePoll, Meeting
from parvis.members.contacts import Contact

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def check_newcomer(request: HttpRequest, meeting: Meeting, contact: Contact) -> None:
    """Count one newcomer's form. TooManyFromHere, with somebody to call, when it is one too many.

    For one contact, so that nobody's mailbox is filled by strangers; for one caller, so that nobody
    takes a whole meeting under invented names.
    """
    caller = client_of(request)
    measures = [
        (f"meetings.contact {contact.address}", 12, HOUR),
        (f"meetings.contact a day {contact.address}", 30, DAY),
        (f"meetings.caller {caller}", 40, HOUR),
        (f"meetings.caller {caller} {meeting.pk}", 20, HOUR),
    ]
    if not all(allow(key, times=times, per=per) for key, times, per in measures):
        raise refusals.TooManyFromHere(
            _("Many seats have just been taken from here. Sign in, or call us: we will add yours."),
            refusals.to_someone(meeting),
        )


def check_answer(request: HttpRequest, poll: DatePoll, contact: Contact | None) -> None:
    """Count one answer to a poll by somebody without account. TooManyFromHere when it is one too many."""
    caller = client_of(request)
    measures = [
        (f"meetings.poll caller {caller}", 60, HOUR),
        (f"meetings.poll caller {caller} {poll.pk}", 30, HOUR),
    ]
    if contact is not None:
        measures.append((f"meetings.poll contact {contact.address}", 12, HOUR))
    if not all(allow(key, times=times, per=per) for key, times, per in measures):
        raise refusals.TooManyFromHere(
            _("Many answers have just come from here. Sign in, or call us: we will note yours."),
            refusals.to_someone(),
        )
