"""« Doublon ? »: people whose names are nearly the same, and those somebody knows to be two."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.desk.models import Namesakes
from parvis.kit.freshness import cached
from parvis.members.finding import near_names
from parvis.members.journaling import TELEPHONE, journal_each
from parvis.members.models import Member, Role

_NAMES = frozenset({"members_member", "members_turnedname", "desk_namesakes"})


def perhaps_twice(person: Member) -> dict[int, str]:
    """People who may be this very person (id → name), but those known to be somebody else."""
    return cached(("desk.twice", person.pk), lambda: _nearly(person), tables=_NAMES)


def _nearly(person: Member) -> dict[int, str]:
    near = near_names(person.name)
    near.pop(person.pk, None)
    if not near:
        return {}
    told = Namesakes.objects.filter(Q(one=person) | Q(other=person)).values_list("one_id", "other_id")
    apart = {pk for pair in told for pk in pair}
    return {pk: name for pk, name in near.items() if pk not in apart}


@transaction.atomic
def tell_apart(*, one: Member, other: Member, by: Member, at: datetime) -> None:
    """They are two: nobody is asked again. The journals of both say so, without the other's name."""
    first, second = sorted([one, other], key=lambda person: person.pk)
    known = {"by": by, "at": at}
    _row, made = Namesakes.objects.get_or_create(one=first, other=second, defaults=known)
    if made:
        journal_each(
            members=[first, second],
            by=by,
            words=_("Noted that somebody with nearly your name is another person."),
            role=Role.Kind.CORRESPONDENT,
            subject="desk.namesakes",
            channel=TELEPHONE,
            at=at,
        )
