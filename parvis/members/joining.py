"""Someone joins: by themselves, by telephone through a correspondent, or brought from a list."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.chronicle.recording import record
from parvis.members.contacts import Contact
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import Consent, ContactPoint, Member
from parvis.members.names import draw_card_code, is_same_name, search_name, tidy
from parvis.members.turning_names import turn_newcomer

BEING_REGISTERED = "members.being_registered"
WROTE_DOWN = _("Wrote down your name and how to reach you.")


def write_in(
    *,
    name: str,
    contact: Contact | None,
    at: datetime,
    verified: bool = False,
    heard_by: Member | None = None,
    consent_sentence: str = "",
    how: str = Consent.How.SCREEN,
    needs_calling: bool = False,
    by_text: bool = False,
) -> Member:
    """A new member, with one contact point (or none), the consent heard, and the deed.

    Call it inside the act's transaction; `join` is the same as an act by itself.

    verified: the person proved the contact, or someone who holds a role knows them.
    by_text: they agreed to text messages at this number.
    heard_by: who registered them for them; it is then written in their journal.
    """
    member = Member.objects.create(
        name=tidy(name),
        search_name=search_name(tidy(name)),
        card_code=free_card_code(),
        session_key=secrets.token_hex(16),
        joined_at=at,
        verified_at=at if verified else None,
        needs_calling=needs_calling,
    )
    turn_newcomer(member)
    if contact is not None:
        _write_first_point(member, contact, at, verified, by_text)
    if consent_sentence:
        Consent.objects.create(
            member=member,
            purpose=BEING_REGISTERED,
            sentence=consent_sentence,
            how=how,
            heard_by=heard_by,
            given_at=at,
        )
    if heard_by is not None:
        journal(
            member=member,
            by=heard_by,
            words=WROTE_DOWN,
            channel=TELEPHONE,
            at=at,
        )
    record(
        "members.joined",
        subject=member,
        at=at,
        person=heard_by.pk if heard_by else member.pk,
        for_person=member.pk,
    )
    return member


join = transaction.atomic(write_in)


def add_contact_point(
    *, member: Member, contact: Contact, at: datetime, verified: bool = False
) -> ContactPoint:
    """The person's contact point for this contact, made if they had none; preferred when it is the first."""
    point, _made = ContactPoint.objects.get_or_create(
        member=member,
        kind=contact.kind,
        address=contact.address,
        defaults={
            "added_at": at,
            "receives_sms": False,  # until they choose it
            "is_preferred": not member.contact_points.exists(),
        },
    )
    if verified and point.verified_at is None:
        point.verified_at = at
        point.save(update_fields=["verified_at"])
    return point


def sharing(contact: Contact) -> list[Member]:
    """Everybody who has this contact, those who left too, the first to join first."""
    found = Member.objects.filter(contact_points__kind=contact.kind, contact_points__address=contact.address)
    return list(found.order_by("pk"))


def same_person(name: str, people: Iterable[Member]) -> Member | None:
    """Of people who share a contact, the one who is still here and, spelling aside, bears this name."""
    here = (member for member in people if member.left_at is None)
    return next((member for member in here if is_same_name(member.name, name)), None)


def free_card_code() -> str:
    """A card code nobody has."""
    code = draw_card_code()
    while Member.objects.filter(card_code=code).exists():
        code = draw_card_code()
    return code


def _write_first_point(member: Member, contact: Contact, at: datetime, verified: bool, by_text: bool) -> None:
    ContactPoint.objects.create(
        member=member,
        kind=contact.kind,
        address=contact.address,
        added_at=at,
        receives_sms=contact.is_mobile and by_text,
        is_preferred=True,
        verified_at=at if verified else None,
    )
