"""Someone of the list is already here: add what is missing to their record, change nothing else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from parvis.community.models import Circle
from parvis.members.contacts import Contact
from parvis.members.models import ContactPoint, ImportLine, Membership

Kind = ContactPoint.Kind
POINT_COLUMNS = ["member_id", "kind", "address", "receives_sms", "is_preferred"]
Link = tuple[ImportLine, int]  # a line and the member it completes


def contacts_of(facts: dict[str, Any]) -> list[Contact]:
    """The contacts of a person of the list: e-mails first, then mobiles, telephones, the postal address."""
    mobiles_first = sorted(facts.get("telephones", []), key=lambda number: number[:4] not in ("+336", "+337"))
    contacts = [Contact(Kind.MAIL, address) for address in facts.get("mails", [])]
    contacts += [Contact(Kind.TELEPHONE, number) for number in mobiles_first]
    return contacts + ([Contact(Kind.POST, facts["post"])] if facts.get("post") else [])


def _point(member: int, contact: Contact, at: datetime) -> ContactPoint:
    return ContactPoint(
        member_id=member,
        kind=contact.kind,
        address=contact.address,
        receives_sms=False,
        added_at=at,
    )


def points_of(member: int, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The contact points of a newcomer, as POINT_COLUMNS; the first is preferred, none is verified."""
    contacts = contacts_of(facts)
    return [
        (member, str(contact.kind), contact.address, False, index == 0)
        for index, contact in enumerate(contacts)
    ]


def complete(links: list[Link], circles: dict[str, Circle], at: datetime) -> None:
    """Add the missing contact points and circles; each line keeps the ids of what it added, for undoing."""
    if links:
        _complete_points(links, at)
        _complete_circles(links, circles, at)


def _complete_points(links: list[Link], at: datetime) -> None:
    members = {member for _line, member in links}
    known = set(ContactPoint.objects.filter(member__in=members).values_list("member_id", "kind", "address"))
    missing: list[tuple[ImportLine, ContactPoint]] = []
    for line, member in links:
        for contact in contacts_of(line.facts):
            if (member, contact.kind, contact.address) not in known:
                known.add((member, contact.kind, contact.address))
                missing.append((line, _point(member, contact, at)))
    ContactPoint.objects.bulk_create([point for _line, point in missing])
    _note(((line, point.pk) for line, point in missing), "points")


def _complete_circles(links: list[Link], circles: dict[str, Circle], at: datetime) -> None:
    members = {member for _line, member in links}
    known = set(Membership.objects.filter(member__in=members).values_list("member_id", "circle_id"))
    missing: list[tuple[ImportLine, Membership]] = []
    for line, member in links:
        for circle in (circles[name] for name in line.facts.get("circles", []) if name in circles):
            if (member, circle.pk) not in known:
                known.add((member, circle.pk))
                joined = Membership(member_id=member, circle=circle, asked_at=at, accepted_at=at)
                missing.append((line, joined))
    Membership.objects.bulk_create([joined for _line, joined in missing])
    _note(((line, joined.pk) for line, joined in missing), "circles")


def _note(added: Iterable[tuple[ImportLine, int]], what: str) -> None:
    for line, pk in added:
        line.added = {**line.added, what: [*line.added.get(what, []), pk]}
