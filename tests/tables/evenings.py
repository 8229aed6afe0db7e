"""A meeting with people in its room, ready to be seated."""

from datetime import datetime, timedelta

from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.welcoming import welcome_member, welcome_stranger
from parvis.members.models import Member
from parvis.tables.composing import ask, carry_out, with_seats
from parvis.tables.models import Composition
from parvis.tables.reading import Evening, evening_of
from tests.village import Village, make_meeting, make_member

FIRST = ["Anna", "Bruno", "Chloé", "David", "Emma", "Farid", "Gaëlle", "Hugo", "Inès", "Jules"]


def hold(village: Village, people: int, *, title: str = "Repas du quai") -> tuple[Meeting, list[Member]]:
    """A meeting that began, its members in the room."""
    meeting = make_meeting(title, village.now - timedelta(minutes=10), host=village.karim)
    members = [make_member(f"{FIRST[n % 10]} {chr(65 + n // 10)}artin", village.now) for n in range(people)]
    for member in members:
        welcome_member(meeting=meeting, member=member, by=village.karim, at=village.now)
    return meeting, members


def late(meeting: Meeting, name: str, village: Village, at: datetime) -> Arrival:
    found = welcome_stranger(meeting=meeting, first_name=name, by=village.karim, at=at)
    assert found is not None
    return found


def composed(meeting: Meeting, village: Village, *, seats: int = 4, rounds: int = 3) -> Evening:
    composition = ask(
        meeting=meeting, by=village.karim, at=village.now, version=0, change=with_seats(seats, rounds)
    )
    assert carry_out(composition, village.now)
    return evening_of(meeting)


def of(meeting: Meeting) -> Composition:
    return Composition.objects.get(meeting=meeting)


def who(evening: Evening, number: int) -> dict[int, str]:
    """Arrival → table in this round."""
    return {one.key: table.name for table in evening.rounds[number - 1].tables for one in table.people}


def arrival_of(meeting: Meeting, member: Member) -> Arrival:
    return meeting.arrivals.get(member=member)
