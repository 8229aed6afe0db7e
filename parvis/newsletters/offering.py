"""Interests are offered where somebody takes part: on the page of the meeting they come to."""

from dataclasses import dataclass
from datetime import datetime

from parvis.community.interests import touched_by
from parvis.community.models import Interest
from parvis.community.switches import is_on
from parvis.kit.freshness import cached
from parvis.meetings.during import Piece
from parvis.meetings.models import Registration
from parvis.members.models import ChosenInterest

_CHOSEN = frozenset({"members_choseninterest"})


@dataclass(frozen=True)
class Offered:
    """For whom, and which: those they have not chosen yet."""

    person: int
    interests: list[Interest]


def offer_more(registration: Registration, now: datetime) -> Piece | None:
    """What this meeting is about, of the list; nothing when they chose it already, or nothing is."""
    meeting = registration.meeting
    touched = touched_by(f"{meeting.title} {meeting.about}") if is_on("newsletters") else []
    if not touched:
        return None
    chosen = _chosen_by(registration.member_id)
    left = [one for one in touched if one.pk not in chosen]
    facts = Offered(registration.member_id, left[:3])
    return Piece("newsletters/_meeting_interests.html", facts) if left else None


def _chosen_by(member: int) -> set[int]:
    """The interests (ids) they chose: remembered, for their space asks it of each meeting."""
    rows = ChosenInterest.objects.filter(member=member).values_list("interest", flat=True)
    return cached(("newsletters.chosen", member), lambda: set(rows), tables=_CHOSEN)
