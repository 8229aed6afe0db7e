"""« Dire par quelqu’un d’autre »: who heard a spoken yes is not the one who calls back about it.

So nobody invents a yes alone. Where only one person answers the telephone, there is nobody else: they call.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.courier.models import Dispatch
from parvis.kit.refusals import Refusal
from parvis.members.models import Mandate, Role
from parvis.members.telling_of_mandates import GIVEN


class HeardByThemselves(Refusal):
    """They noted this yes themselves: somebody else calls back."""

    def __init__(self) -> None:
        super().__init__(_("You heard this yes yourself: somebody else of the desk calls back about it."))


def left_to_others(rows: Iterable[Dispatch], reader: int) -> set[int]:
    """Of these calls, the numbers of those this person leaves to another; no query when there is none."""
    asked = {row.pk: row.subject_id for row in rows if row.purpose == GIVEN and row.subject_id}
    if not asked:
        return set()
    heard = Mandate.objects.filter(pk__in=asked.values(), heard_by=reader).values_list("pk", flat=True)
    own = set(heard)
    if not own or not _somebody_else(reader):
        return set()
    return {pk for pk, mandate in asked.items() if mandate in own}


def without_own(rows: Iterable[Dispatch], reader: int) -> list[Dispatch]:
    """These calls, but those somebody else is to make."""
    known = list(rows)
    left = left_to_others(known, reader)
    return [row for row in known if row.pk not in left]


def _somebody_else(reader: int) -> bool:
    return Role.objects.at_work().filter(kind=Role.Kind.CORRESPONDENT).exclude(member=reader).exists()
