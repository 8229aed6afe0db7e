"""What a person's own calendar program is told (iTIP by mail, RFC 5546 and 6047).

An invitation once they have a seat, again when the hour or the place changes, and its end when the meeting is
cancelled or the seat given up. It names that person alone; whoever waits is invited to nothing yet.

SEQUENCE is the meeting's version, raised by two for each seat the person gave up before: so the invitation to
a seat taken again is always newer than the end of the first.
"""

import re
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db.models import Count

from parvis.community.identity import current
from parvis.courier.models import Channel, Dispatch
from parvis.courier.models.dispatch import DispatchQuerySet
from parvis.courier.replying import can_be_answered, reply_address
from parvis.kit.calendars import CANCEL, CANCELLED, REQUEST, Entry, Person, calendar
from parvis.meetings.calendar_entries import entry_of
from parvis.meetings.models import Meeting, Registration
from parvis.members.reaching import Route

ANSWERS = "meetings.coming"  # what answers to an invitation are about: the meeting and the person
_State = Registration.State
_GIVEN_UP = (_State.WITHDRAWN, _State.LAPSED)


def answers_to(registration: Registration) -> str:
    """Where this person's answers about this meeting come back, always the same; empty without a mailbox."""
    return reply_address(ANSWERS, subject=registration.meeting_id, person=registration.member_id)


def invitation(registration: Registration, route: Route, at: datetime, given_up: int | None = None) -> str:
    """The REQUEST of a seated person who has a mail address; empty for anybody else.

    given_up: how often they gave a seat of this meeting up, when it was looked up already.
    """
    if route.channel != Channel.MAIL or registration.state != _State.SEATED:
        return ""
    sequence = registration.meeting.version + 2 * _given_up(registration, given_up)
    entry = entry_of(registration.meeting, with_link=True)
    return _written(registration, route, replace(entry, written_at=at, sequence=sequence), REQUEST)


def ending(registration: Registration, route: Route, at: datetime, given_up: int | None = None) -> str:
    """The CANCEL for a program that may hold the invitation; empty for anybody else.

    To who gave their seat up it says what and when only: they may not be among those who read more.
    """
    if route.channel != Channel.MAIL or not _may_be_noted(registration):
        return ""
    is_over_for_them = registration.state in _GIVEN_UP
    sequence = registration.meeting.version + 2 * _given_up(registration, given_up) - is_over_for_them
    entry = replace(entry_of(registration.meeting), written_at=at, sequence=sequence, status=CANCELLED)
    if is_over_for_them:
        entry = replace(entry, where="", coordinates=None, description="", url="", categories=())
    return _written(registration, route, entry, CANCEL)


def times_given_up(meeting: Meeting) -> dict[int, int]:
    """How often each person (id) gave a seat of this meeting up: one query for many invitations."""
    ended = meeting.registrations.filter(state__in=_GIVEN_UP).values("member")
    return {row["member"]: row["times"] for row in ended.annotate(times=Count("pk"))}


def told_sequence(registration: Registration) -> int | None:
    """The SEQUENCE of the last invitation that left for this person; None when nobody knows any more."""
    for written in _invitations(registration).filter(state=Dispatch.State.SENT)[:3]:
        if found := re.search(r"\nSEQUENCE:(\d{1,9})\r?\n", written.calendar):
            return int(found[1])
    return None


def is_still_true(dispatch: Dispatch, now: datetime) -> bool:
    """Asked at sending: does the part for calendar programs say what is? Otherwise only the words leave."""
    about = {"meeting": dispatch.subject_id, "member": dispatch.person}
    if dispatch.subject_kind == Registration._meta.label_lower:
        about = {"meeting__registrations": dispatch.subject_id, "member": dispatch.person}
    seats = Registration.objects.seated().filter(meeting__cancellation__isnull=True, **about)
    is_invitation = f"METHOD:{REQUEST}" in dispatch.calendar[:500]
    return seats.exists() == is_invitation


def _given_up(registration: Registration, known: int | None) -> int:
    if known is not None:
        return known
    rows = Registration.objects.filter(meeting=registration.meeting_id, member=registration.member_id)
    return rows.filter(state__in=_GIVEN_UP).count()


def _may_be_noted(registration: Registration) -> bool:
    """Whoever had the seat; whoever only waited or was offered one, if they were invited before."""
    if registration.state in (_State.SEATED, _State.WITHDRAWN):
        return True
    return _invitations(registration).exists()


def _invitations(registration: Registration) -> DispatchQuerySet:
    """What invited this person to this meeting, the latest first; nothing where no answers come back."""
    written = Dispatch.objects.filter(person=registration.member_id, calendar__contains=f"METHOD:{REQUEST}")
    address = answers_to(registration)
    return written.filter(reply_to=address).order_by("-pk") if address else written.none()


def _written(registration: Registration, route: Route, entry: Entry, method: str) -> str:
    answer = "TENTATIVE" if registration.is_perhaps else "ACCEPTED"
    guest = Person(route.address, name=registration.member.name, answer=answer, is_asked=can_be_answered())
    host = Person(answers_to(registration) or settings.MAIL_FROM, name=current().name)
    entry = replace(entry, organizer=host, attendees=(guest,))
    return b"".join(calendar([entry], zone=current().zone, method=method)).decode()
