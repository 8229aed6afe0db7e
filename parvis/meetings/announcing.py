"""Tell the people concerned, each by their own way, in their own language, and nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.meetings import purposes, wording
from parvis.meetings.models import Cancellation, Meeting, Registration
from parvis.members.models import Member
from parvis.members.reaching import Route, Words, reach, route_to

SPOKEN = ("telephone", "room")  # somebody told them while registering them


@dataclass(frozen=True)
class Told:
    """« 7 sur 9 prévenus »: how many know, of how many who must."""

    people: int
    concerned: int

    @property
    def is_everyone(self) -> bool:
        return self.people == self.concerned


def speak(member: Member, say: Callable[[], Words]) -> Words:
    """Words in the language of the person, hours in the community's time zone."""
    with translation.override(member.language), timezone.override(ZoneInfo(letterhead().time_zone)):
        return say()


def confirm(
    registration: Registration, at: datetime, *, once_a_day: bool = False, route: Route | None = None
) -> None:
    """Answer a registration in writing, or (once a day) whoever asks for it again.

    Those nobody can write to heard or read it while they registered.
    route: how the person is reached, when it is known already.
    """
    member = registration.member
    if registration.meeting.is_improvised:
        return
    route = route or route_to(member)
    if not route.is_written:
        return
    once_key = f"meetings.again:{registration.pk}:{at:%Y%m%d}" if once_a_day else None
    if registration.state == Registration.State.WAITING:
        line = registration.meeting.place_in_line(registration)
        words = speak(member, lambda: wording.waiting(registration, line))
        reach(member, purposes.WAITING, words, subject=registration, at=at, once_key=once_key, route=route)
        return
    words = speak(member, lambda: wording.confirmation(registration))
    reach(member, purposes.CONFIRMATION, words, subject=registration, at=at, once_key=once_key, route=route)


def tell_one(
    registration: Registration,
    purpose: str,
    say: Callable[[Registration], Words],
    at: datetime,
    key: str = "",
) -> Dispatch:
    """Tell one registered person about their own registration."""
    member = registration.member
    words = speak(member, lambda: say(registration))
    once_key = f"{purpose}:{registration.pk}:{key}" if key else None
    return reach(member, purpose, words, subject=registration, at=at, once_key=once_key)


def tell_everyone(
    meeting: Meeting, purpose: str, say: Callable[[Registration], Words], at: datetime, key: str
) -> int:
    """Tell all who are registered, offered or waiting; how many were written to. The same key tells once."""
    concerned = (
        meeting.registrations.live().select_related("member").prefetch_related("member__contact_points")
    )
    for registration in concerned:
        registration.meeting = meeting
        member = registration.member
        once_key = f"{purpose}:{meeting.pk}:{key}:{member.pk}"
        words = speak(member, partial(say, registration))
        reach(member, purpose, words, subject=meeting, at=at, once_key=once_key)
    return len(concerned)


def tell_host(meeting: Meeting, purpose: str, say: Callable[[], Words], at: datetime, key: str) -> None:
    """Tell the host something to decide; the same key tells once."""
    if meeting.host is not None:
        once_key = f"{purpose}:{meeting.pk}:{key}:{meeting.host_id}"
        reach(meeting.host, purpose, speak(meeting.host, say), subject=meeting, at=at, once_key=once_key)


def tell_cancelled(cancellation: Cancellation, at: datetime) -> int:
    key = f"{cancellation.pk}"
    return tell_everyone(
        cancellation.meeting, purposes.CANCELLATION, lambda _row: wording.cancellation(cancellation), at, key
    )


def told(meeting: Meeting, purpose: str) -> Told:
    """How many of those concerned by the last such words already know."""
    rows = Dispatch.objects.filter(subject_kind="meetings.meeting", subject_id=meeting.pk, purpose=purpose)
    last = {row.person: row.state for row in rows.order_by("pk")}
    known = sum(state == Dispatch.State.SENT for state in last.values())
    return Told(known, len(last))
