"""Has somebody acted since they moved in? Then undoing a list leaves them where they are."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import ForeignKey, ForeignObjectRel, Model, Q

from parvis.chronicle.models import Deed
from parvis.members.models import (
    Consent,
    ContactPoint,
    ImportLine,
    Member,
    Membership,
    SignInCode,
    TurnedName,
)

# What moving in itself writes, and codes somebody else may have asked for with a shared address.
_TOLD_APART: tuple[type[Model], ...] = (
    ContactPoint,
    Consent,
    Membership,
    ImportLine,
    SignInCode,
    TurnedName,
)


def _keys_to_members() -> Iterable[tuple[type[Model], str]]:
    """Every column of the place that points at a member, whatever area keeps it."""
    for relation in Member._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or not isinstance(relation.field, ForeignKey):
            continue
        if relation.related_model not in _TOLD_APART:
            yield relation.related_model, relation.field.attname


def _told(members: list[int], until: datetime, batch: int) -> list[Iterable[int | None]]:
    """Members with a proved or later address, a given consent, a circle joined later, another list."""
    points = ContactPoint.objects.filter(Q(verified_at__isnull=False) | Q(added_at__gt=until))
    consents = Consent.objects.exclude(how=Consent.How.IMPORTED)
    memberships = Membership.objects.filter(asked_at__gt=until)
    lines = ImportLine.objects.exclude(batch=batch)
    deeds = Deed.objects.filter(at__gte=until)
    return [
        Member.objects.filter(pk__in=members, verified_at__isnull=False).values_list("pk", flat=True),
        *(
            rows.filter(member__in=members).values_list("member_id", flat=True)
            for rows in (points, consents, memberships, lines)
        ),
        deeds.filter(person__in=members).values_list("person", flat=True),
        deeds.filter(for_person__in=members).values_list("for_person", flat=True),
    ]


def have_acted(members: list[int], *, until: datetime, batch: int) -> set[int]:
    """Those of the members who did something, or were given something, after the list had moved in."""
    acted = {pk for found in _told(members, until, batch) for pk in found if pk is not None}
    for model, column in _keys_to_members():
        acted.update(
            model._default_manager.filter(**{f"{column}__in": members}).values_list(column, flat=True)
        )
    return acted
