"""A secret circle is known to who is in it, so whoever makes one is in it too."""

from datetime import datetime

from django.db import transaction

from parvis.community.models import Circle
from parvis.members.models import Member, Membership


@transaction.atomic
def stay_inside(*, circle: Circle, by: Member, at: datetime) -> Membership:
    """The person is in the circle they keep, in sight of its members: nobody looks on from outside."""
    inside, _is_new = Membership.objects.get_or_create(
        circle=circle, member=by, defaults={"asked_at": at, "accepted_at": at}
    )
    if inside.accepted_at is None:
        inside.accepted_at = at
        inside.save(update_fields=["accepted_at"])
    return inside
