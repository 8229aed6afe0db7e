"""When an address no longer takes our words, somebody calls: a typing mistake leaves nobody out."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.courier.models import Channel, Dispatch
from parvis.courier.undelivered import write_again
from parvis.members import codes
from parvis.members.models import ContactPoint, Member


def call_instead(failed: Dispatch, now: datetime) -> None:
    """Write the call that says what the failed message said; never for a sign-in code, which is secret."""
    is_written = failed.channel in (Channel.MAIL, Channel.SMS)
    if not is_written or failed.purpose == codes.SIGN_IN or failed.person is None:
        return
    member = Member.objects.present().filter(pk=failed.person).first()
    if member is not None:
        write_again(failed, channel=Channel.TELEPHONE, address=_number(member), at=now)


def _number(member: Member) -> str:
    telephones = member.contact_points.filter(kind=ContactPoint.Kind.TELEPHONE)
    point = telephones.order_by("-is_preferred", "pk").first()
    return point.address if point else _("no number known")
