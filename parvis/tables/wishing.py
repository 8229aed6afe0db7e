"""« Pas avec cette personne »: asked once, said to nobody, honoured by the engine, taken back at will."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from parvis.members.models import Member
from parvis.tables.models import SilentWish
from parvis.tables.sealing import mark_of, seal, unseal

MOST = 20  # of one person: it is for the few with whom an evening would be spoilt


@transaction.atomic
def wish_apart(*, member: Member, other: Member, at: datetime) -> bool:
    """Write it down; the same again changes nothing. False for oneself, or beyond MOST."""
    Member.objects.select_for_update().get(pk=member.pk)
    if other.pk == member.pk or SilentWish.objects.filter(member=member).count() >= MOST:
        return False
    SilentWish.objects.get_or_create(
        mark=mark_of(member.pk, other.pk),
        defaults={"member": member, "sealed": seal(other.pk), "made_at": at},
    )
    return True


def take_back(*, member: Member, number: int) -> None:
    """One's own wish goes."""
    SilentWish.objects.filter(member=member, pk=number).delete()


def wishes_of(member: Member) -> list[tuple[SilentWish, Member]]:
    """One's own wishes with whom they are about, for one's own eyes; the latest first."""
    rows = list(SilentWish.objects.filter(member=member).order_by("-pk"))
    about = {row.pk: unseal(row.sealed) for row in rows}
    known = Member.objects.present().in_bulk([pk for pk in about.values() if pk])
    return [(row, known[pk]) for row in rows if (pk := about[row.pk]) in known]


def apart_among(members: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of these members (lower id first), one of whom wished it so. For the engine alone."""
    present = set(members)
    rows = SilentWish.objects.filter(member__in=present).values_list("member_id", "sealed")
    pairs = ((one, unseal(sealed)) for one, sealed in rows)
    return {(min(one, other), max(one, other)) for one, other in pairs if other in present and other}


def forget_about(person: int) -> None:
    """Somebody is gone for good: what others wished about them goes too."""
    rows = SilentWish.objects.exclude(member=person).values_list("pk", "sealed")
    SilentWish.objects.filter(pk__in=[pk for pk, sealed in rows if unseal(sealed) == person]).delete()


@transaction.atomic
def pass_on_wishes(*, kept: int, other: int) -> None:
    """Two records were one person: what they wished, and what others wished about them, is the kept one’s."""
    for row in SilentWish.objects.select_for_update().order_by("pk"):
        about = unseal(row.sealed)
        author, person = (kept if one == other else one for one in (row.member_id, about))
        if (author, person) == (row.member_id, about):
            continue
        row.delete()
        if person is not None and author is not None and author != person:
            SilentWish.objects.get_or_create(
                mark=mark_of(author, person),
                defaults={"member_id": author, "sealed": seal(person), "made_at": row.made_at},
            )
