"""What a group purchase says to people: it is closed, it changed, it is tomorrow, it is called off."""

from datetime import datetime, timedelta
from functools import partial

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.aid.models import GroupPurchase, HeldPurchase, Share
from parvis.aid.purchases.changing import Changes
from parvis.aid.reporting.moderators import moderators_of
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member
from parvis.members.permissions import can_animate
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

CLOSED = "aid.purchase_closed"
TOMORROW = "aid.purchase_tomorrow"
CALLED_OFF = "aid.purchase_called_off"
CHANGED = "aid.purchase_changed"
A_DAY_BEFORE = timedelta(hours=30)
BATCH = 50


def tell_due(at: datetime) -> int:
    """For the worker: lists that have closed, things to fetch tomorrow; how many purchases."""
    live = GroupPurchase.objects.live().filter(fetched_until_at__gt=at)
    # While somebody reads its words first, nobody else hears them: the reminder comes once it is kept.
    closed = live.filter(closes_at__lte=at, told_at=None).values_list("pk", flat=True)
    near = live.filter(closes_at__lte=at, fetched_at__lte=at + A_DAY_BEFORE, reminded_at=None, held=None)
    done = sum(_tell_closed(pk, at) for pk in list(closed.order_by("pk")[:BATCH]))
    return done + sum(
        _remind(pk, at) for pk in list(near.order_by("pk").values_list("pk", flat=True)[:BATCH])
    )


def tell_called_off(row: GroupPurchase, by: Member, at: datetime, *, is_read: bool = False) -> None:
    """Within the act: each who takes some reads why. is_read: they knew it was off, and may now read why."""
    for share in _shares(row):
        if share.member_id != by.pk:
            say, more = partial(_called_off, row), ":why" if is_read else ""
            _tell(share.member, CALLED_OFF, row, at, say, more=more)


def tell_set_aside(row: GroupPurchase, held: HeldPurchase, at: datetime) -> int:
    """Within the act: each who takes some knows that it is off, under the name they know; how many."""
    shares = [one for one in _shares(row) if one.member_id != row.organiser_id]
    title = held.before.get("title", row.title)
    for share in shares:
        _tell(share.member, CALLED_OFF, row, at, partial(_set_aside, row, title), more=f":{at:%m%d%H%M%S}")
    return len(shares)


def tell_changed(
    row: GroupPurchase, changes: Changes, by: Member, at: datetime, *, is_on_again: bool = False
) -> None:
    """Within the act: each who takes some reads what it was and what it is; so does who organises it.

    is_on_again: they had been told that it does not take place.
    """
    shares = {one.member_id: one for one in _shares(row)}
    for share in shares.values():
        if share.member_id != by.pk:
            _tell(
                share.member, CHANGED, row, at, partial(_changed, row, changes, share.how_many, is_on_again)
            )
    host = row.organiser
    if host is not None and host.left_at is None and host.pk != by.pk and host.pk not in shares:
        _tell(host, CHANGED, row, at, partial(_changed, row, changes, 0, is_on_again))


def tell_fewer(row: GroupPurchase, at: datetime) -> None:
    """Within the act: the list had closed, and somebody takes fewer; who organises it counts anew."""
    host = _host(row, at) if row.told_at is not None else None
    if host is not None:
        count = row.taken()
        say = partial(_closed, row, count)
        _tell(host, CLOSED, row, at, say, more=f":{count}:{at:%m%d%H%M%S}")


def register_all() -> None:
    """Whoever takes some joined it."""
    register_purpose(Purpose(CLOSED, matter=Matter.DUTY, still_wanted=_is_live))
    register_purpose(
        Purpose(
            TOMORROW, matter=Matter.REMINDER, still_wanted=_still_to_fetch, needed_by=_fetched_at,
            sunday_moves_to_saturday=True,
        )
    )  # fmt: skip
    register_purpose(
        Purpose(
            CHANGED, matter=Matter.JOINED, still_wanted=_still_theirs, needed_by=_fetched_at,
            goes_on_sundays=True,
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
    if (host := _host(row, at)) is not None:
        _tell(host, CLOSED, row, at, partial(_closed, row, row.taken()))
    return 1


def _host(row: GroupPurchase, at: datetime) -> Member | None:
    """Who orders: whoever organises it; when they are no longer here, who animates, and may call it off."""
    one = row.organiser
    if one is not None and one.left_at is None and one.suspension_at(at) is None:
        return one
    return next((other for other in moderators_of(row) if can_animate(other, row.circle)), None)


@transaction.atomic
def _remind(pk: int, at: datetime) -> int:
    row = GroupPurchase.objects.locked(pk)
    if row.reminded_at is not None or row.cancelled_at is not None or row.waits:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    for share in _shares(row):
        _tell(share.member, TOMORROW, row, at, partial(_tomorrow, row, share.how_many))
    return 1


def _shares(row: GroupPurchase) -> list[Share]:
    known = row.shares.select_related("member").prefetch_related("member__contact_points")
    return list(known.filter(member__left_at=None).order_by("pk"))


def _tell(
    member: Member, purpose: str, row: GroupPurchase, at: datetime, say: "partial[Words]", *, more: str = ""
) -> None:
    key = f"{purpose}:{row.pk}:{member.pk}:{row.version}{more}"
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
        _("You cannot come? Say so to %(name)s, or call us.") % {"name": row.organiser.name}
        if row.organiser
        else "",
    ]
    title, path = _("To fetch: %(title)s") % told, reverse("aid:purchase", args=[row.pk])
    return Words(title, "\n\n".join(filter(None, parts)), path, _("See the purchase"))


def _changed(row: GroupPurchase, changes: Changes, how_many: int, is_on_again: bool) -> Words:
    told = {"title": row.title, "count": how_many, "unit": unlinked(row.unit)}
    mine = [
        _("%(count)s for you: %(unit)s.") % told,
        _("It does not suit you any more? Say fewer, or 0: even once the list is closed."),
    ]
    if not changes.is_another_deal:
        mine[1] = _("Until that day you may say another number; 0 takes it back.")
    title, path = _("Changed: %(title)s") % told, reverse("aid:purchase", args=[row.pk])
    again = [_("It takes place after all.")] if is_on_again else []
    parts = [" ".join([*again, *changes.in_words()]), *(mine if how_many else [])]
    return Words(
        title,
        "\n\n".join(parts),
        path,
        _("Change how many, or withdraw") if how_many else _("See the purchase"),
    )


def _set_aside(row: GroupPurchase, title: str) -> Words:
    body = _("A person read this group purchase again: it does not take place. Nothing is asked of you.")
    return _off(title, body)


def _off(title: str, body: str) -> Words:
    path = reverse("aid:purchases")
    return Words(_("Called off: %(title)s") % {"title": title}, body, path, _("See the group purchases"))


def _called_off(row: GroupPurchase) -> Words:
    if row.waits:  # nobody has read these words yet
        body = _("This group purchase does not take place. Nothing is asked of you.")
        return _off(row.held.before.get("title", _("a group purchase")), body)
    title = _("Called off: %(title)s") % {"title": row.title}
    body = _("This group purchase does not take place. Why: %(why)s") % {"why": unlinked(row.cancelled_why)}
    return Words(title, body, reverse("aid:purchase", args=[row.pk]), _("See the purchase"))


def _fetched_at(subject: models.Model | None) -> datetime | None:
    return subject.fetched_at if isinstance(subject, GroupPurchase) else None


def _is_live(dispatch: Dispatch, now: datetime) -> bool:
    return GroupPurchase.objects.live().filter(pk=dispatch.subject_id or 0).exists()


def _still_to_fetch(dispatch: Dispatch, now: datetime) -> bool:
    mine = Share.objects.filter(purchase=dispatch.subject_id or 0, member=dispatch.person or 0)
    # Written before it changed, it tells another day, place or price: what said the change holds.
    is_of_now = Q(purchase__loosened_at=None) | Q(purchase__loosened_at__lte=dispatch.written_at)
    live = mine.filter(
        purchase__cancelled_at=None, purchase__held__aside_at=None, purchase__fetched_until_at__gt=now
    )
    return live.filter(is_of_now).exists()


def _still_theirs(dispatch: Dispatch, now: datetime) -> bool:
    person = dispatch.person or 0
    theirs = Q(organiser=person) | Q(shares__member=person)
    return GroupPurchase.objects.to_come(now).filter(theirs, pk=dispatch.subject_id or 0).exists()
