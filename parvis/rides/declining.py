"""Who said no to whom: nobody is asked again by the other one, and whoever said no may change their mind.

Two noes from the same person are a last word. Only the person themselves ever learns that it was their no.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.rides.models import Ride

MOST_NOES = 2


@dataclass(frozen=True)
class No:
    """The no between a driver and somebody who looks for a car."""

    of: int  # who said it; 0 when it was not written down
    times: int  # how often this one said no to the other

    @property
    def may_change(self) -> bool:
        return bool(self.of) and self.times < MOST_NOES


def noes_of(meeting: Meeting) -> dict[tuple[int, int], No]:
    """(driver, rider) → the no that stands between them, for this meeting. One question.

    A ride after it lifts a no: only whoever said it could ask again.
    """
    rides = Ride.objects.filter(car__meeting=meeting).order_by("pk")
    found: dict[tuple[int, int], No] = {}
    times: dict[tuple[int, int, int], int] = defaultdict(int)
    for end, side, driver, rider in rides.values_list("end", "no_of", "car__driver", "wish__member"):
        found.pop((driver, rider), None)
        if end == Ride.End.DECLINED:
            of = {str(Ride.Side.DRIVER): driver, str(Ride.Side.RIDER): rider}.get(side, 0)
            times[driver, rider, of] += 1
            found[driver, rider] = No(of, times[driver, rider, of])
    return found


def mine_to_change(noes: dict[tuple[int, int], No], driver: int, rider: int, member: int) -> No | None:
    """The no between these two when this person said it and may still say yes after all."""
    no = noes.get((driver, rider))
    return no if no is not None and no.of == member and no.may_change else None


def meetings_declined_by(member: Member) -> set[int]:
    """The meetings (ids) for which this person ever said no to a ride."""
    by_driver = Q(car__driver=member, no_of=Ride.Side.DRIVER)
    by_rider = Q(wish__member=member, no_of=Ride.Side.RIDER)
    return set(Ride.objects.filter(by_driver | by_rider).values_list("car__meeting", flat=True))
