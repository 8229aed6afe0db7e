"""What no machine brings in time, somebody says: the call beside late words, the way round a wrong number."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.courier.models import Channel, Dispatch
from parvis.courier.trying import WRONG_NUMBER
from parvis.courier.undelivered import write_again
from parvis.members.models import ContactPoint, Member
from parvis.members.reaching import Route, route_among

Kind = ContactPoint.Kind


def call_too(late: Dispatch, now: datetime) -> None:
    """Write the call that says what these words say, for somebody whose number is known.

    Whoever gave no number is not called: the words left, and the organiser sees that they left late.
    """
    member = Member.objects.present().filter(pk=late.person or 0).first()
    telephones = member.contact_points.filter(kind=Kind.TELEPHONE) if member else ContactPoint.objects.none()
    if point := telephones.order_by("-is_preferred", "pk").first():
        write_again(late, channel=Channel.TELEPHONE, address=point.address, at=now)


def way_around(failed: Dispatch, now: datetime) -> None:
    """The number was wrong: the person’s next best way, or a call somebody finds a number for."""
    if failed.channel != Channel.TELEPHONE or failed.remark != WRONG_NUMBER:
        return
    member = Member.objects.present().filter(pk=failed.person or 0).first()
    if member is None:
        return
    others = [point for point in member.contact_points.all() if point.address != failed.address]
    route = (
        route_among(others, member.needs_calling)
        if others
        else Route(Channel.TELEPHONE, _("no number known"))
    )
    if route.address != failed.address:
        write_again(failed, channel=route.channel, address=route.address, at=now)
