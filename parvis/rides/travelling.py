"""The rides somebody is agreed to take or to give: for their own space and their own agenda."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.community.switches import is_on
from parvis.kit.calendars import CONFIRMED, Entry
from parvis.meetings.models import Meeting, Registration
from parvis.members.models import ContactPoint, Member
from parvis.members.reaching import absolute
from parvis.rides.links import path_for, path_of
from parvis.rides.models import Ride
from parvis.rides.showing import Shared

MOST = 60


def cars_for(coming: Collection[Registration]) -> dict[int, list[tuple[Shared, str]]]:
    """Meeting (id) → the agreed rides of the one who comes, each with the address of its page.

    Two questions; none for who comes nowhere.
    """
    if not coming or not is_on("rides"):
        return {}
    by_meeting = {row.meeting_id: row for row in coming}
    me = next(iter(coming)).member_id
    rides = list(_agreed(me).filter(car__meeting__in=by_meeting).order_by("pk")[:MOST])
    numbers = _numbers([ride.other_of(me).pk for ride in rides])
    found: dict[int, list[tuple[Shared, str]]] = defaultdict(list)
    for ride in rides:
        other = ride.other_of(me)
        shared = Shared(ride, ride.is_driver(me), other.first_name, False, numbers.get(other.pk, ""))
        found[ride.car.meeting_id].append((shared, path_of(by_meeting[ride.car.meeting_id])))
    return found


def entries_for(member: Member, now: datetime) -> list[Entry]:
    """Their agreed rides to come, for a calendar only they follow."""
    rides = _agreed(member.pk).filter(car__meeting__in=Meeting.objects.filter(begins_at__gt=now))
    return [_entry(ride, member) for ride in rides.order_by("car__leaves_at", "pk")[:MOST]]


def _agreed(member: int) -> QuerySet[Ride, Any]:
    mine = Q(car__driver=member) | Q(wish__member=member)
    return Ride.objects.agreed().filter(mine).for_page()


def _numbers(members: Collection[int]) -> dict[int, str]:
    """Person → the number they prefer."""
    points = ContactPoint.objects.filter(member__in=members, kind=ContactPoint.Kind.TELEPHONE)
    known = points.order_by("is_preferred", "-pk").values_list("member", "address")
    return dict(known) if members else {}


def _entry(ride: Ride, member: Member) -> Entry:
    said = {"name": ride.other_of(member.pk).first_name, "meeting": ride.car.meeting.title}
    return Entry(
        uid=f"ride-{ride.pk}-{member.pk}@{current().uid}",
        title=_("Car with %(name)s: %(meeting)s") % said,
        begins=ride.car.leaves_at,
        ends=ride.car.meeting.begins_at,
        written_at=ride.agreed_at or ride.asked_at,
        sequence=ride.round,
        status=CONFIRMED,
        where=ride.car.place_words,
        url=absolute(path_for(ride.car.meeting, member)),
    )
