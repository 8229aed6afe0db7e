"""What a group purchase says to people: it is closed, it is tomorrow, it is called off."""

from datetime import datetime, timedelta
from functools import partial

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.aid.models import GroupPurchase, Share
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

CLOSED = "aid.purchase_closed"
TOMORROW = "aid.purchase_tomorrow"
CALLED_OFF = "aid.purchase_called_off"
A_DAY_BEFORE = timedelta(hours=30)
BATCH = 50


def tell_due(at: datetime) -> int:
    """For the worker: lists that have closed, things to fetch tomorrow; how many purchases."""
    live = GroupPurchase.objects.live().filter(fetched_until_at__gt=at)
    closed = live.filter(closes_at__lte=at, told_at=None).values_list("pk", flat=True)
    near = live.filter(closes_at__lte=at, fetched_at__lte=at + A_DAY_BEFORE, reminded_at=None)
    done = sum(_tell_closed(pk, at) for pk in list(closed.order_by("pk")[:BATCH]))
    return done + sum(
        _remind(pk, at) for pk in list(near.order_by("pk").values_list("pk", flat=True)[:BATCH])
    )


def tell_called_off(row: GroupPurchase, by: Member, at: datetime) -> None:
    """Within the act: each who takes some reads why."""
    for share in _shares(row):
        if share.member_id != by.pk:
            _tell(share.member, CALLED_OFF, row, at, partial(_called_off, row))


def register_all() -> None:
    """Whoever takes some joined it."""
    register_purpose(Purpose(CLOSED, matter=Matter.DUTY, still_wanted=_is_live))
    register_purpose(
        Purpose(
            TOMORROW, matter=Matter.REMINDER, still_wanted=_still_to_fetch, needed_by=_fetched_at,
            sunday_moves_to_saturday=True,
        )
    )  # fmt: skip
    register_purpose(Purpose(CALLED_OFF, matter=Matter.JOINED, needed_by=_fetched_at, goes_on_sundays=True))


@transaction.atomic
def _tell_closed(pk: int, at: datetime) -> int:
    row = GroupPurchase.objects.locked(pk)
    if row.told_at is not None or row.cancelled_at is not None:
        return 0
    row.told_at = at
    row.save(update_fields=["told_at"])
    if row.organiser is not None and row.organiser.left_at is None:
        count = row.taken()
        _tell(row.organiser, CLOSED, row, at, partial(_closed, row, count))
    return 1


@transaction.atomic
def _remind(pk: int, at: datetime) -> int:
    row = GroupPurchase.objects.locked(pk)
    if row.reminded_at is not None or row.cancelled_at is not None:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    for share in _shares(row):
        _tell(share.member, TOMORROW, row, at, partial(_tomorrow, row, share.how_many))
    return 1


def _shares(row: GroupPurchase) -> list[Share]:
    known = row.shares.select_related("member").prefetch_related("member__contact_points")
    return list(known.filter(member__left_at=None).order_by("pk"))


def _tell(member: Member, purpose: str, row: GroupPurchase, at: datetime, say: "partial[Words]") -> None:
    key = f"{purpose}:{row.pk}:{member.pk}"
    reach(member, purpose, speak(member, say), subject=row, at=at, once_key=key)


def _closed(row: GroupPurchase, count: int) -> Words:
    title = _("The list is closed: %(title)s") % {"title": row.title}
    told = ngettext("%(count)s in all: %(unit)s.", "%(count)s in all: %(unit)s.", count)
    body = told % {"count": count, "unit": unlinked(row.unit)}
    return Words(title, body, reverse("aid:purchase_list", args=[row.pk]), _("Print the list"))


def _tomorrow(row: GroupPurchase, how_many: int) -> Words:
    told = {
        "title": row.title, "count": how_many, "unit": unlinked(row.unit), "place": unlinked(row.at_place),
        "when": ", ".join([moments.day(row.fetched_at), moments.span(row.fetched_at, row.fetched_until_at)]),
        "price": unlinked(row.price),
    }  # fmt: skip
    parts = [
        _("%(count)s for you: %(unit)s. To fetch %(when)s, %(place)s.") % told,
        _("To settle there, between you: %(price)s.") % told if row.price else "",
        _("You cannot come? Say so to %(name)s.") % {"name": row.organiser.name} if row.organiser else "",
    ]
    title, path = _("To fetch: %(title)s") % told, reverse("aid:purchase", args=[row.pk])
    return Words(title, "\n\n".join(filter(None, parts)), path, _("See the purchase"))


def _called_off(row: GroupPurchase) -> Words:
    title = _("Called off: %(title)s") % {"title": row.title}
    body = _("This group purchase does not take place. Why: %(why)s") % {"why": unlinked(row.cancelled_why)}
    return Words(title, body, reverse("aid:purchase", args=[row.pk]), _("See the purchase"))


def _fetched_at(subject: models.Model | None) -> datetime | None:
    return subject.fetched_at if isinstance(subject, GroupPurchase) else None


def _is_live(dispatch: Dispatch, now: datetime) -> bool:
    return GroupPurchase.objects.live().filter(pk=dispatch.subject_id or 0).exists()


def _still_to_fetch(dispatch: Dispatch, now: datetime) -> bool:
    mine = Share.objects.filter(purchase=dispatch.subject_id or 0, member=dispatch.person or 0)
    return mine.filter(purchase__cancelled_at=None, purchase__fetched_until_at__gt=now).exists()
