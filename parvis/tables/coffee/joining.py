"""Join a ring, take a pause that ends by itself, leave: each by one tap, or by telephone."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.community.models import Place
from parvis.kit.locking import hold
from parvis.members.models import Member
from parvis.tables.coffee.dropping_out import drop_out_everywhere
from parvis.tables.coffee.permissions import can_join
from parvis.tables.coffee.refusals import NoCoffee, to_somebody
from parvis.tables.coffee.rhythms import rhythms_within
from parvis.tables.models import CoffeeRing, CoffeeWish

LONGEST_PAUSE = timedelta(days=366)


class PauseTooLong(NoCoffee):
    """A pause has an end, to come and within a year."""

    status = 422


@transaction.atomic
def join(*, ring: CoffeeRing, member: Member, at: datetime, rhythm: str = "", **choices: Any) -> CoffeeWish:
    """In the next draw. In already: what they chose is kept. Raises NoCoffee."""
    ring = _held(ring)
    if not ring.is_on or not can_join(member, ring):
        raise NoCoffee(_("This coffee is not open to you. Talk to us."), to_somebody())
    known = CoffeeWish.objects.filter(ring=ring, member=member).first()
    if known is not None:
        return known
    slowest_first = [key for key, _label in rhythms_within(ring.rhythm)]
    wish = CoffeeWish.objects.create(
        ring=ring, member=member, number=_free_number(ring), joined_at=at,
        rhythm=rhythm if rhythm in slowest_first else slowest_first[0], **choices,
    )  # fmt: skip
    record("tables.coffee_joined_ring", subject=wish, at=at, person=member.pk)
    return wish


@transaction.atomic
def choose_how(
    *, wish: CoffeeWish, rhythm: str, near: Place | None = None, shows_telephone: bool = False
) -> CoffeeWish:
    """How often, near where, and whether those they are drawn with read their telephone number."""
    _held(wish.ring)
    allowed = [key for key, _label in rhythms_within(wish.ring.rhythm)]
    values = {"near": near, "shows_telephone": shows_telephone}
    CoffeeWish.objects.filter(pk=wish.pk).update(rhythm=rhythm if rhythm in allowed else allowed[0], **values)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def pause(*, wish: CoffeeWish, until_on: date, at: datetime) -> CoffeeWish:
    """No draw before that day; then they are back by themselves. PauseTooLong for a day past or too far."""
    _held(wish.ring)
    today = at.astimezone(current().zone).date()
    if not today < until_on <= today + LONGEST_PAUSE:
        raise PauseTooLong(_("Choose a day to come, within a year."), to_somebody())
    CoffeeWish.objects.filter(pk=wish.pk).update(paused_until_on=until_on, goes_first=False)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def come_back(*, wish: CoffeeWish) -> CoffeeWish:
    """The pause ends now."""
    _held(wish.ring)
    CoffeeWish.objects.filter(pk=wish.pk).update(paused_until_on=None)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def leave(*, ring: CoffeeRing, member_id: int, at: datetime) -> None:
    """Out at once, no reason asked; those they were to meet are not left alone. Twice changes nothing."""
    ring = _held(ring)
    gone = CoffeeWish.objects.filter(ring=ring, member=member_id).first()
    if gone is None:
        return
    record("tables.coffee_left_ring", subject=gone, at=at, person=member_id)
    gone.delete()
    drop_out_everywhere(member_id=member_id, at=at, ring=ring)


def _held(ring: CoffeeRing) -> CoffeeRing:
    hold(CoffeeRing.objects.filter(pk=ring.pk))
    return CoffeeRing.objects.select_related("circle").get(pk=ring.pk)


def _free_number(ring: CoffeeRing) -> int:
    """The smallest number nobody has: the memory stays compact. Called with the ring held."""
    rows = CoffeeWish.objects.filter(ring=ring)
    largest = rows.aggregate(largest=Max("number"))["largest"]
    if largest is None or largest + 1 == rows.count():
        return 0 if largest is None else largest + 1
    taken = set(rows.values_list("number", flat=True))
    return next(number for number in range(largest + 2) if number not in taken)
