"""Whose is a newcomer's form: somebody known already, or somebody new? The same work either way.

Who fills in the form proves nothing. Neither the answer, nor how long it takes, may say whether an address
is known here: everything about it is read with one question, what a new person would have written is
written for a known one too, and taken back, and words nobody can carry are written to nowhere.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from parvis.courier.models import Channel
from parvis.courier.silencing import nowhere
from parvis.meetings.models import Meeting, Registration
from parvis.members.contacts import Contact
from parvis.members.joining import same_person, write_in
from parvis.members.models import ContactPoint, Member
from parvis.members.reaching import Route, route_among, route_by


@dataclass
class Sharer:
    """One of the people who have a contact: their ways to be reached, what they hold unverified."""

    member: Member
    points: list[ContactPoint]
    seats_held: int
    is_coming: bool


def sharers(contact: Contact, meeting: Meeting, at: datetime) -> list[Sharer]:
    """Everybody who has this contact, those who left too, the first to join first. One query."""
    live = Registration.objects.live()
    theirs = {
        "member__contact_points__kind": contact.kind,
        "member__contact_points__address": contact.address,
    }
    registrations = "member__registrations"
    unverified = Q(
        **{
            f"{registrations}__is_verified": False,
            f"{registrations}__state__in": Registration.LIVE,
            f"{registrations}__meeting__ends_at__gt": at,
            "member__verified_at": None,
        }
    )
    points = ContactPoint.objects.filter(**theirs).annotate(
        held=Count(registrations, filter=unverified, distinct=True),
        coming=Exists(live.filter(member=OuterRef("member"), meeting=meeting)),
    )
    found: dict[int, Sharer] = {}
    for point in points.select_related("member").order_by("member_id", "pk"):
        sharer = found.setdefault(point.member_id, Sharer(point.member, [], point.held, point.coming))
        sharer.points.append(point)
    return list(found.values())


def find_among(name: str, people: list[Sharer]) -> Sharer | None:
    """The one who is here and bears this name."""
    known = same_person(name, [person.member for person in people])
    return next((person for person in people if person.member is known), None)


def written_in(
    known: Sharer | None, *, name: str, contact: Contact, at: datetime, by_text: bool = False
) -> Member:
    """The person of the form: known, or written in now."""
    if known is None:
        return write_in(name=name, contact=contact, at=at, by_text=by_text)
    with transaction.atomic():
        write_in(name=name, contact=contact, at=at, by_text=by_text)
        transaction.set_rollback(True)
    return known.member


def route_for(known: Sharer | None, contact: Contact, *, by_text: bool = False) -> Route:
    """Where the confirmation goes: their own way, this contact, or nowhere when no machine gets there."""
    if known is None:
        route = route_by(contact, by_text=by_text)
    else:
        route = route_among(known.points, known.member.needs_calling)
    return route if route.is_written else Route(Channel.MAIL, nowhere(contact.address))
