"""Who sits where: the arithmetic of seats, kept seats and the line. Nothing is written here.

Two pools: open seats, for everyone, and seats kept for those who call. People served by telephone take kept
seats first. Nobody overtakes: what the first in line waits for is not given to those behind, group or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.meetings.models import Meeting, Registration

NO_LIMIT = 1_000_000_000
TELEPHONE = "telephone"
HOLDING = (Registration.State.SEATED, Registration.State.OFFERED)


@dataclass
class Pools:
    """Free seats, open and kept, for whoever comes next in the line."""

    open: int
    kept: int

    def take(self, party: int, channel: str) -> int | None:
        """Seat a party: how many of it sit on kept seats. None: it waits, and so do all behind it."""
        by_telephone = channel == TELEPHONE
        kept = min(party, self.kept) if by_telephone else 0
        if party - kept <= self.open:
            self.open -= party - kept
            self.kept -= kept
            return kept
        self.open = 0
        if by_telephone:
            self.kept = 0
        return None


def free(meeting: Meeting) -> Pools:
    """The free seats of a meeting, whoever waits for them."""
    if meeting.capacity is None:
        return Pools(NO_LIMIT, 0)
    return Pools(meeting.open_seats_free(), meeting.kept_seats_free())


def behind(meeting: Meeting, line: Iterable[Registration]) -> Pools:
    """What is left for somebody who comes after everyone in the line."""
    pools = free(meeting)
    for group in parties(line):
        pools.take(seats(group), group[0].channel)
    return pools


def parties(line: Iterable[Registration]) -> list[list[Registration]]:
    """The line, those who wait together as one, where the first of them stands."""
    groups: dict[str | int, list[Registration]] = {}
    for registration in line:
        groups.setdefault(registration.waits_with or registration.pk, []).append(registration)
    return list(groups.values())


def seats(group: Iterable[Registration]) -> int:
    """How many seats these people need in all."""
    return sum(registration.party for registration in group)


def would_wait(meeting: Meeting, party: int = 1, channel: str = "web") -> bool:
    """Whether somebody who registers now joins the waiting list (or is refused, if there is none)."""
    if meeting.capacity is None:
        return False
    return behind(meeting, meeting.line()).take(party, channel) is None


def most_together(meeting: Meeting, channel: str) -> int:
    """The largest party this channel could ever seat: a larger one would block the line for good."""
    if meeting.capacity is None:
        return NO_LIMIT
    return meeting.capacity - (0 if channel == TELEPHONE else meeting.telephone_seats)


def hold(meeting: Meeting, registration: Registration, kept: int) -> None:
    """Count the party's seats on the meeting (its row is locked) and remember where they are."""
    meeting.seats_taken += registration.party
    meeting.telephone_taken += kept
    registration.on_telephone_seats = kept
    meeting.save(update_fields=["seats_taken", "telephone_taken"])


def release(meeting: Meeting, registration: Registration) -> None:
    """Give the party's seats back to the pools they came from."""
    meeting.seats_taken -= registration.party
    meeting.telephone_taken -= registration.on_telephone_seats
    registration.on_telephone_seats = 0
    meeting.save(update_fields=["seats_taken", "telephone_taken"])


def share_out(meeting: Meeting) -> None:
    """Give kept seats again, in order, to those served by telephone: their number changed (not saved)."""
    left = meeting.telephone_seats
    for registration in meeting.registrations.filter(state__in=HOLDING, channel=TELEPHONE).order_by("pk"):
        kept = min(registration.party, left)
        left -= kept
        if kept != registration.on_telephone_seats:
            registration.on_telephone_seats = kept
            registration.save(update_fields=["on_telephone_seats"])
    meeting.telephone_taken = meeting.telephone_seats - left
