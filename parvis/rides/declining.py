"""Who said no to whom: nobody is asked again by the other one, and whoever said no may change their mind.

Two noes from the same person are a last word. Only the person themselves ever learns that it was their no.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet

from parvis.meetings.models import Meeting
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


Noes = dict[tuple[int, int], No]  # (driver, rider) → their no


def noes_of(meeting: Meeting) -> Noes:
    """(driver, rider) → the no that stands between them, for this meeting. One question.

    A ride after it lifts a no: only whoever said it could ask again.
    """
    return _noes(Ride.objects.filter(car__meeting=meeting)).get(meeting.pk, {})


def noes_with(member: int, meetings: Collection[int]) -> dict[int, Noes]:
    """Meeting (id) → the noes between this person and others, of these meetings. One question."""
    mine = Q(car__driver=member) | Q(wish__member=member)
    return _noes(Ride.objects.filter(mine, car__meeting__in=meetings))


def mine_to_change(noes: Noes, driver: int, rider: int, member: int) -> No | None:
    """The no between these two when this person said it and may still say yes after all."""
    no = noes.get((driver, rider))
    return no if no is not None and no.of == member and no.may_change else None


def rides_declined_by(member: int | OuterRef) -> QuerySet[Ride]:
    """Those this person ever said no to."""
    by_driver = Q(car__driver=member, no_of=Ride.Side.DRIVER)
    by_rider = Q(wish__member=member, no_of=Ride.Side.RIDER)
    return Ride.objects.filter(by_driver | by_rider)


def _noes(rides: QuerySet[Ride]) -> dict[int, Noes]:
    found: dict[int, Noes] = defaultdict(dict)
    times: dict[tuple[int, int, int, int], int] = defaultdict(int)
    told = rides.order_by("pk").values_list("car__meeting", "end", "no_of", "car__driver", "wish__member")
    for meeting, end, side, driver, rider in told:
        found[meeting].pop((driver, rider), None)
        if end == Ride.End.DECLINED:
            of = {str(Ride.Side.DRIVER): driver, str(Ride.Side.RIDER): rider}.get(side, 0)
            times[meeting, driver, rider, of] += 1
            found[meeting][driver, rider] = No(of, times[meeting, driver, rider, of])
    return found
