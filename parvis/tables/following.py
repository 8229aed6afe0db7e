"""What tables do after deeds of the areas below: remember what was lived, let nobody wait for who is gone."""

from datetime import datetime

from parvis.chronicle.following import follow
from parvis.chronicle.models import Deed
from parvis.members.models import Member
from parvis.tables.coffee.dropping_out import drop_out_everywhere
from parvis.tables.coffee.joining import leave
from parvis.tables.models import CoffeeRing
from parvis.tables.remembering import remember


@follow("tables.leave_coffees", verbs=["members.left", "members.removed", "members.suspended"])
def leave_coffees(deed: Deed, now: datetime) -> None:
    """Someone leaves, is removed or suspended: whoever was to drink a coffee with them joins others."""
    member = Member.objects.select_related("suspension").filter(pk=deed.for_person or 0).first()
    if member is not None and (member.left_at is not None or member.suspension_at(now) is not None):
        drop_out_everywhere(member_id=member.pk, at=now)


@follow("tables.leave_coffee_of_circle", verbs=["members.left_circle"])
def leave_coffee_of_circle(deed: Deed, now: datetime) -> None:
    """Someone left a circle: its coffee too."""
    ring = CoffeeRing.objects.filter(circle=deed.subject_id or 0).first()
    member = Member.objects.filter(pk=deed.person or 0).first()
    if ring is not None and member is not None and ring.circle_id not in member.circle_ids:
        leave(ring=ring, member_id=member.pk, at=now)


@follow(
    "tables.remember",
    verbs=[
        "meetings.closed",
        "meetings.arrived",
        "meetings.arrival_undone",
        "tables.changed",
    ],
)
def remember_tables(deed: Deed, now: datetime) -> None:
    """Writes who sat with whom, table by table, once a meeting is closed; again when its arrivals, or who
    sat where, change: telephones come back late."""
    if deed.subject_kind == "meetings.meeting":
        remember(deed.subject_id)
