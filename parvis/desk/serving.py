"""Serve someone by telephone: write them down. It leaves a line in their journal."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from parvis.members.contacts import Contact
from parvis.members.joining import join
from parvis.members.mandates import Lasts, Mandate, Scope, give_mandate
from parvis.members.minors import protect
from parvis.members.models import Consent, Member
from parvis.members.names import is_same_name

_SAME_CALL = timedelta(minutes=3)


@transaction.atomic
def register_by_voice(
    *, name: str, contact: Contact, heard_by: Member, sentence: str, at: datetime, by_text: bool = False
) -> Member:
    """The person who is calling, with the consent the correspondent heard. A second tap finds the first.

    The same yes lets the desk register them and note their messages, for a year. by_text: text messages suit
    them, when the number takes some; else they are called.
    """
    if (already := _just_written(name, contact, heard_by, at)) is not None:
        return already
    person = join(
        name=name,
        contact=contact,
        at=at,
        verified=True,
        heard_by=heard_by,
        consent_sentence=sentence,
        how=Consent.How.SPOKEN,
        needs_calling=contact.is_telephone and not (by_text and contact.is_mobile),
        by_text=by_text,
    )
    give_mandate(
        member=person,
        holder=heard_by,
        scopes=[Scope.REGISTRATIONS, Scope.MESSAGES],
        lasts=Lasts.YEAR,
        sentence=sentence,
        how=Mandate.How.SPOKEN,
        heard_by=heard_by,
        at=at,
        calls_back=False,  # they are calling
    )
    return person


@transaction.atomic
def register_child_by_voice(
    *, name: str, contact: Contact, facts: Mapping[str, Any], sentence: str, heard_by: Member, at: datetime
) -> Member:
    """Somebody under fifteen, with what the child and perhaps a parent said; facts: what `protect` asks."""
    child = register_by_voice(name=name, contact=contact, heard_by=heard_by, sentence=sentence, at=at)
    protect(member=child, **facts, how=Mandate.How.SPOKEN, heard_by=heard_by, at=at)
    return child


def _just_written(name: str, contact: Contact, heard_by: Member, at: datetime) -> Member | None:
    same = (
        Member.objects.present()
        .reached_at(contact.address)
        .filter(consents__heard_by=heard_by, joined_at__gt=at - _SAME_CALL)
    )
    return next((member for member in same if is_same_name(member.name, name)), None)
