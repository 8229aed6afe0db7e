"""« C'est bien une autre rencontre »: kept for the pair, so that nobody is asked again."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from parvis.meetings.models import Distinction, Meeting, key_of
from parvis.members.models import Member

Kinds = frozenset[str]


@transaction.atomic
def keep_apart(*, meeting: Meeting, others: Mapping[str, str], by: Member, at: datetime) -> None:
    """These are other meetings, and stay as they are. others: key → kinds seen, commas between.

    Said before: what is seen now is added. A key that is this meeting's own says nothing.
    """
    own = key_of(meeting)
    for key, kinds in others.items():
        if key == own:
            continue
        one, other = sorted([own, key])
        kept, is_new = Distinction.objects.get_or_create(
            one=one, other=other, defaults={"kinds": _joined(kinds.split(",")), "by": by, "at": at}
        )
        if not is_new and not set(kinds.split(",")) <= set(kept.kinds.split(",")):
            kept.kinds = _joined([*kept.kinds.split(","), *kinds.split(",")])
            kept.by, kept.at = by, at
            kept.save(update_fields=["kinds", "by", "at"])


def said_apart(keys: Iterable[str]) -> dict[frozenset[str], Kinds]:
    """For each pair with one of these keys, the kinds people said are no matter; one query."""
    rows = Distinction.objects.of(keys).values_list("one", "other", "kinds")
    return {frozenset((one, other)): frozenset(kinds.split(",")) for one, other, kinds in rows}


def _joined(kinds: Iterable[str]) -> str:
    return ",".join(sorted({kind for kind in kinds if kind}))[:60]
