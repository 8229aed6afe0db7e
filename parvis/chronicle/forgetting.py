"""Forget who it was: what was lived stays, in the figures of all; nobody can tell any more who lived it.

Deeds lose the person. Presences keep a number drawn by lot, one for all presences of the person and
written nowhere else: so "who met for the first time" still comes out the same when it is counted again.
"""

import secrets

from django.db import transaction

from parvis.chronicle.encounters import one_at_a_time
from parvis.chronicle.models import Deed, Presence

NOBODY = 0  # the subject of a deed about somebody who is gone


@transaction.atomic
def forget_person(*, person: int, kind: str) -> None:
    """Take this person out of deeds and presences; kind: their subjects' ("members.member").

    Hours together and first meetings stay what they were. Done already: nothing happens.
    """
    one_at_a_time()
    Presence.objects.filter(person=person).update(person=-secrets.randbits(62) - 1)
    Deed.objects.filter(subject_kind=kind, subject_id=person).update(subject_id=NOBODY)
    Deed.objects.filter(person=person).update(person=None)
    Deed.objects.filter(for_person=person).update(for_person=None)


@transaction.atomic
def pass_on_encounters(*, kept: int, other: int) -> None:
    """Two records were one person: what the other lived is the kept one's, once."""
    one_at_a_time()
    there = Presence.objects.filter(person=kept).values_list("encounter", flat=True)
    Presence.objects.filter(person=other).exclude(encounter__in=list(there)).update(person=kept)
