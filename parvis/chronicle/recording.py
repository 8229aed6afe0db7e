"""Write a deed with the act it tells. Call it inside the act's transaction."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from parvis.chronicle.models import Deed
from parvis.chronicle.settling import hold_while_recording
from parvis.kit import waking


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    *,
    subject: models.Model,
    at: datetime,
    person: int | None = None,
    for_person: int | None = None,
    **details: Any,
) -> Deed:
    """One deed: "meetings.registered" on a subject, by a person (opaque id), perhaps for another."""
    hold_while_recording()
    waking.soon()
    return Deed.objects.create(
        verb=verb,
        person=person,
        for_person=for_person,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        at=at,
        details=details,
    )
