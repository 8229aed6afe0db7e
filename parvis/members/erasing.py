"""Erase somebody for good: every holding is emptied, then the person's own row, then the disk is cleaned.

Each holding is one transaction that may run again. Before the first one a `Leaving` is written that is
due; it goes with the member, in the last one: whoever is killed in between begins again where nothing
is lost.
"""

from datetime import datetime

from django.db import transaction

from parvis.kit import freshness
from parvis.kit.sweeping import sweep
from parvis.members.holdings.register import Going, in_order_of_erasure
from parvis.members.models import Erasure, Leaving, Member, Texts


def erase(*, member: Member, at: datetime, texts: str = "", is_silent: bool = False) -> Erasure:
    """Make everything about this person gone; what is shared becomes what they chose.

    texts: what becomes of their sentences and photos; empty: what their leaving says, else they go too.
    is_silent: nobody is told of the seats that become free (an older archive was just restored).
    """
    leaving = _begin(member, texts, at)
    going = Going(member, at, leaving.texts, is_silent)
    for holding in in_order_of_erasure():
        with transaction.atomic():
            holding.erase(going)
    erasure = _end(member, leaving.texts, at)
    freshness.bump()
    return erasure


def erase_due(at: datetime) -> int:
    """Erase those whose seven days are over, then clean the disk; how many people."""
    due = list(Leaving.objects.due(at).select_related("member"))
    for leaving in due:
        erase(member=leaving.member, at=at)
    clean_disk(at)
    return len(due)


def clean_disk(at: datetime) -> bool:
    """Rewrite the database when somebody was erased since the last time; whether it is clean."""
    waiting = Erasure.objects.filter(swept_at=None)
    if not waiting.exists():
        return True
    is_clean = sweep()
    if is_clean:
        waiting.update(swept_at=at)
    return is_clean


def erase_again(at: datetime) -> int:
    """Erase, in silence, everybody whom an `Erasure` names and who is back (an older archive); how many."""
    texts = dict(Erasure.objects.values_list("person", "texts"))
    back = list(Member.objects.filter(pk__in=texts))
    for member in back:
        erase(member=member, at=at, texts=texts[member.pk], is_silent=True)
    return len(back)


@transaction.atomic
def _begin(member: Member, texts: str, at: datetime) -> Leaving:
    values = {"asked_at": at, "how": Leaving.How.LAW, "texts": texts or Texts.GONE, "erases_at": at}
    leaving, _made = Leaving.objects.get_or_create(member=member, defaults=values)
    leaving.erases_at, leaving.texts = min(leaving.erases_at, at), texts or leaving.texts
    leaving.save(update_fields=["erases_at", "texts"])
    if member.left_at is None:
        member.left_at = at
        member.save(update_fields=["left_at"])
    return leaving


@transaction.atomic
def _end(member: Member, texts: str, at: datetime) -> Erasure:
    values = {"texts": texts, "erased_at": at, "swept_at": None}
    erasure, _made = Erasure.objects.update_or_create(person=member.pk, defaults=values)
    member.delete()
    return erasure
