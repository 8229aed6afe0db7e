"""What meetings do after deeds of the areas below: free the seats of people who are no longer here."""

from datetime import datetime

from parvis.chronicle.following import follow
from parvis.chronicle.models import Deed
from parvis.meetings.freeing import free_seats, hand_over
from parvis.members.models import Member


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
