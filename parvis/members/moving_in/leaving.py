"""The list of members as rows, for whoever leaves with everything: streamed, a few hundred at a time."""

from collections.abc import Iterator

from django.utils import timezone

from parvis.community.models import Circle
from parvis.members.contacts import shown
from parvis.members.models import ContactPoint, Member, Membership

CHUNK = 500
Kind = ContactPoint.Kind


def _of_kind(points: list[ContactPoint], kind: str) -> str:
    found = (shown(point).replace("\u00a0", " ") for point in points if point.kind == kind and point.address)
    return " / ".join(found)


def _is_secret(membership: Membership) -> bool:
    """What only a secret circle's members know does not leave in a list."""
    return membership.circle.joining == Circle.Joining.SECRET


def member_rows() -> Iterator[list[str]]:
    """Name, e-mails, telephones, address, circles, day of joining, of every present member, by name.

    The headings the export writes are those moving in recognises: what leaves can come back.
    """
    members = Member.objects.present().order_by("search_name", "pk")
    members = members.prefetch_related("contact_points", "memberships__circle")
    for member in members.iterator(chunk_size=CHUNK):
        points = list(member.contact_points.all())
        circles = [it.circle.name for it in member.memberships.all() if it.accepted_at and not _is_secret(it)]
        yield [
            member.name,
            _of_kind(points, Kind.MAIL),
            _of_kind(points, Kind.TELEPHONE),
            _of_kind(points, Kind.POST),
            " / ".join(circles),
            timezone.localtime(member.joined_at).strftime("%d/%m/%Y"),
        ]
