"""Agree, and take it back: each consent keeps its exact sentence."""

from datetime import datetime

from django.db import transaction

from parvis.members.models import Consent, Member

BEING_LISTED = "members.being_listed"


@transaction.atomic
def agree(
    *,
    member: Member,
    purpose: str,
    sentence: str,
    at: datetime,
    how: str = Consent.How.SCREEN,
    heard_by: Member | None = None,
) -> Consent:
    """The live consent of a person for a purpose, written if they had not agreed to this sentence yet."""
    live = member.consents.filter(purpose=purpose, sentence=sentence, withdrawn_at=None).first()
    if live is not None:
        return live
    return Consent.objects.create(
        member=member, purpose=purpose, sentence=sentence, how=how, heard_by=heard_by, given_at=at
    )


@transaction.atomic
def withdraw(*, consent: Consent, at: datetime) -> None:
    """The person takes it back; what it allowed stops with it, and the trace of it stays."""
    Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at)
    if consent.purpose == BEING_LISTED:
        Member.objects.filter(pk=consent.member_id).update(is_listed=False)


@transaction.atomic
def withdraw_all(*, member: Member, purpose: str, at: datetime) -> None:
    """Take back whatever was agreed for this purpose."""
    for consent in member.consents.filter(purpose=purpose, withdrawn_at=None):
        withdraw(consent=consent, at=at)
