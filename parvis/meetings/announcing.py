"""Tell the people concerned, each by their own way, in their own language, and nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from parvis.community.models import Circle
from parvis.courier.in_time import see_to
from parvis.courier.models import Channel, Dispatch
from parvis.kit.locking import hold
from parvis.meetings import inviting, purposes, wording
from parvis.meetings.models import Cancellation, Meeting, Registration
from parvis.meetings.permissions import can_see
from parvis.members.reaching import Route, Words, reach, route_to
from parvis.members.speaking import speak

SPOKEN = ("telephone", "room")  # somebody told them while registering them


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
    known: dict[str, Any] = {"subject": registration, "once_key": once_key, "route": route}
    if registration.state == Registration.State.WAITING:
        line = registration.meeting.place_in_line(registration)
        waits = partial(wording.waiting, registration, line)
        write_to_one(registration, purposes.WAITING, waits, at, **known)
        return
    write_to_one(
        registration, purposes.CONFIRMATION, partial(wording.confirmation, registration), at, **known
    )


def confirm_withdrawal(registration: Registration, at: datetime) -> None:
    """Say that the seat was given back to those whose calendar program must hear it; the others know.

    Only to an address that proved it is theirs: coming and going must not fill a stranger's box.
    Who may not come back (kept out, gone, no longer in the circle) reads what and when, and nothing more.
    """
    route = route_to(registration.member)
    is_heard = route.channel == Channel.MAIL and registration.is_verified
    if is_heard and not registration.meeting.is_improvised:
        say = partial(wording.withdrawn, registration, may_return=_may_return(registration, at))
        write_to_one(registration, purposes.WITHDRAWN, say, at, subject=registration, route=route)


def _may_return(registration: Registration, at: datetime) -> bool:
    member = registration.member
    is_here = member.left_at is None and member.suspension_at(at) is None
    return is_here and can_see(member, registration.meeting)


def tell_refused(registration: Registration, reason: str, at: datetime) -> None:
    """What an answer by mail asked cannot be done: why, as a page would say it; once a day."""
    key = f"{purposes.REFUSED}:{registration.pk}:{at:%Y%m%d}"
    say = partial(wording.refused, registration, reason)
    write_to_one(registration, purposes.REFUSED, say, at, subject=registration, once_key=key)


def tell_one(
    registration: Registration,
    purpose: str,
    say: Callable[[Registration], Words],
    at: datetime,
    key: str = "",
) -> Dispatch:
    """Tell one registered person about their own registration."""
    once_key = f"{purpose}:{registration.pk}:{key}" if key else None
    return write_to_one(
        registration, purpose, partial(say, registration), at, subject=registration, once_key=once_key
    )


def write_to_one(
    registration: Registration,
    purpose: str,
    say: Callable[[], Words],
    at: datetime,
    *,
    subject: Meeting | Registration,
    once_key: str | None = None,
    route: Route | None = None,
    given_up: int | None = None,
) -> Dispatch:
    """Words to one person about their registration, with what their calendar program must know."""
    route = route or route_to(registration.member)
    part = partial(calendar_part, registration, purpose, route, at, given_up)
    row = reach(
        registration.member,
        purpose,
        speak(registration.member, partial(_in_public, say, registration, route)),
        subject=subject,
        at=at,
        once_key=once_key,
        route=route,
        reply_to=inviting.answers_to(registration),
        calendar=speak(registration.member, part),
    )
    see_to([row], at)
    return row


def _in_public(say: Callable[[], Words], registration: Registration, route: Route) -> Words:
    """A telephone shows its messages to whoever stands beside: a secret circle's say no title there."""
    words, circle = say(), registration.meeting.circle if route.channel == Channel.SMS else None
    if circle is None or circle.joining != Circle.Joining.SECRET:
        return words
    return replace(words, title=wording.discreet(registration.meeting))


def calendar_part(
    registration: Registration, purpose: str, route: Route, at: datetime, given_up: int | None = None
) -> str:
    """The invitation, or its end, that goes with words of this purpose; empty for most."""
    if purpose in purposes.INVITING:
        return inviting.invitation(registration, route, at, given_up)
    return inviting.ending(registration, route, at, given_up) if purpose in purposes.ENDING else ""


def tell_everyone(
    meeting: Meeting,
    purpose: str,
    say: Callable[[Registration], Words],
    at: datetime,
    key: str,
    *,
    needed_by_at: datetime | None = None,
) -> int:
    """Tell all who are registered, offered or waiting; how many were written to. The same key tells once.

    Calls that would say older news of this meeting are not made: these words say it all.
    needed_by_at: the hour to know it by, when it is earlier than the meeting (it was to begin sooner).
    """
    concerned = (
        meeting.registrations.live().select_related("member").prefetch_related("member__contact_points")
    )
    once = f"{purpose}:{meeting.pk}:{key}:"
    drop_older(meeting, at, but=once)
    given_up, rows = inviting.times_given_up(meeting), []
    for registration in concerned:
        registration.meeting = meeting
        times, saying = given_up.get(registration.member_id, 0), partial(say, registration)
        once_key = f"{once}{registration.member_id}"
        written = write_to_one(
            registration, purpose, saying, at, subject=meeting, once_key=once_key, given_up=times
        )
        rows.append(written)
    if needed_by_at is not None:
        see_to_sooner(rows, needed_by_at, at)
    return len(rows)


def see_to_sooner(rows: list[Dispatch], hour: datetime, at: datetime) -> None:
    """These words must be known by an earlier hour than the one they were written with."""
    for row in rows:
        row.needed_by_at = min(row.needed_by_at or hour, hour)
    Dispatch.objects.bulk_update(rows, ["needed_by_at"], batch_size=500)
    see_to(rows, at)


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


def drop_older(meeting: Meeting, at: datetime, *, but: str) -> None:
    """Calls and letters about this meeting that nobody made yet, and that fresh news replaces.

    but: how the once_key of the fresh ones begins.
    """
    older = Dispatch.objects.waiting(Channel.TELEPHONE, Channel.LETTER).about(meeting)
    older = older.filter(purpose__in=purposes.NEWS).exclude(once_key__startswith=but)
    hold(older.order_by("pk"))  # in the order calls are taken in: nobody waits for the other
    older.update(state=Dispatch.State.DROPPED, ended_at=at)
