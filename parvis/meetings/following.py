"""What meetings do after deeds of the areas below: free the seats of people who are no longer here."""

from datetime import datetime

from parvis.chronicle.following import follow
from parvis.chronicle.models import Deed
from parvis.community.models import Circle, Closure, Place, Room
from parvis.meetings.freeing import free_seats, hand_over, leave_meetings_of
from parvis.meetings.polls.leaving import leave_polls_of
from parvis.meetings.rebooking import look_again, tell_hosts_of
from parvis.members.models import Member


@follow(
    "meetings.look_at_rooms_again",
    verbs=["community.place_settled", "community.room_settled", "community.place_reopened"],
)
def look_at_rooms_again(deed: Deed, now: datetime) -> None:
    """A place is described anew: bookings take the time it now needs; who waited may have it."""
    kind = Room if deed.verb == "community.room_settled" else Place
    found = kind.objects.filter(pk=deed.subject_id or 0).first()
    if found is not None:
        look_again(place_id=found.place_id if isinstance(found, Room) else found.pk, at=now)


@follow("meetings.tell_of_closures", verbs=["community.place_closed"])
def tell_of_closures(deed: Deed, now: datetime) -> None:
    """A place closes: hosts of the meetings that were promised it are told."""
    closure = Closure.objects.select_related("place", "room").filter(pk=deed.subject_id or 0).first()
    if closure is not None:
        tell_hosts_of(closure=closure, at=now)


@follow("meetings.free_seats", verbs=["members.left", "members.removed", "members.suspended"])
def free_the_seats(deed: Deed, now: datetime) -> None:
    """Someone leaves, is removed or suspended: their seats to come go to the next in line, their meetings
    to another host."""
    member = Member.objects.select_related("suspension").filter(pk=deed.for_person or 0).first()
    if member is None:
        return
    suspension = member.suspension_at(now)
    if member.left_at is not None:
        free_seats(member=member, at=now)
        hand_over(host=member, at=now)
    elif suspension is not None:
        free_seats(member=member, at=now, until_at=suspension.until_at)


@follow("meetings.leave_with_the_circle", verbs=["members.left_circle"])
def leave_with_the_circle(deed: Deed, now: datetime) -> None:
    """Someone left a circle: their seats at its own meetings, their answers to its polls go."""
    circle = Circle.objects.filter(pk=deed.subject_id or 0).first()
    member = Member.objects.filter(pk=deed.person or 0).first()
    if circle is None or member is None or circle.pk in member.circle_ids:
        return  # gone, or back in it since
    leave_polls_of(circle=circle, member=member)
    leave_meetings_of(circle=circle, member=member, at=now)
