"""The first to answer chooses an hour, the others say yes or propose another one."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.kit.locking import hold
from parvis.meetings.booked import foresee
from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.refusals import CoffeeOver, NoSuchHour, to_somebody
from parvis.tables.coffee.telling import tell_each
from parvis.tables.models import Coffee, CoffeeHour, Cup
from parvis.tables.models.coffee import LASTS

EARLIEST, LATEST = time(8), time(20)
FURTHEST = timedelta(days=28)
MOST_HOURS = 12  # proposed for one coffee, all in all
STANDS_STILL = timedelta(hours=1)


class Answered(CoffeeOver):
    """Somebody else answered meanwhile: the page shows what they said."""


@transaction.atomic
def choose(*, cup: Cup, begins_at: datetime, at: datetime, seen: int | None = None) -> Coffee:
    """This hour is proposed to the others. The hour somebody else chose: it is a yes to it.

    seen: the version of the coffee that was on the screen. Raises Answered, CoffeeOver, NoSuchHour.
    """
    coffee = held_coffee(cup, at, seen)
    if coffee.begins_at == begins_at:
        return _yes(coffee, cup, at)
    known = coffee.hours.filter(begins_at=begins_at).exists()
    if begins_at <= at or not known:
        _check(coffee, begins_at, at)
    if not known:
        CoffeeHour.objects.create(coffee=coffee, begins_at=begins_at)
    coffee.begins_at, coffee.chosen_by, coffee.agreed_at, coffee.reminded_at = (
        begins_at,
        cup.member,
        None,
        None,
    )
    coffee.version += 1
    coffee.save(update_fields=["begins_at", "chosen_by", "agreed_at", "reminded_at", "version"])
    coffee.cups.update(said_yes=False)
    coffee.cups.filter(pk=cup.pk).update(said_yes=True)
    record("tables.coffee_hour_chosen", subject=coffee, at=at)
    tell_each(coffee, purposes.CHOSEN, wording.chosen, at, but=[cup.member_id])
    return coffee


@transaction.atomic
def say_yes(*, cup: Cup, at: datetime, seen: int | None = None, by_mail: bool = False) -> Coffee:
    """The hour that was chosen suits. by_mail: they are told too that it is settled.

    Raises Answered, CoffeeOver; NoSuchHour while none is chosen.
    """
    coffee = held_coffee(cup, at, seen)
    if coffee.begins_at is None:
        raise NoSuchHour(_("Choose an hour first."), to_somebody())
    return _yes(coffee, cup, at, by_mail=by_mail)


def held_coffee(cup: Cup, at: datetime, seen: int | None = None) -> Coffee:
    """The coffee of a cup, held until the act is over. Answered, CoffeeOver when it may not be changed."""
    for _turn in range(2):  # while one waited for the first, the cup may have moved to another
        hold(Coffee.objects.filter(cups=cup.pk))
    fresh = Cup.objects.for_page().filter(pk=cup.pk).first()
    if fresh is None or fresh.left_at is not None or fresh.coffee.is_over(at):
        raise CoffeeOver(_("This coffee is over, or goes on without you."), to_somebody())
    if seen is not None and fresh.coffee.version != seen:
        raise Answered(_("Somebody has answered meanwhile. This is where you are now."), to_somebody())
    cup.coffee, cup.coffee_id = fresh.coffee, fresh.coffee_id
    return fresh.coffee


def _yes(coffee: Coffee, cup: Cup, at: datetime, *, by_mail: bool = False) -> Coffee:
    """The second yes settles it: nobody waits for a third one."""
    coffee.cups.filter(pk=cup.pk).update(said_yes=True)
    if coffee.is_agreed or coffee.cups.held().filter(said_yes=True).count() < 2:
        return coffee
    coffee.agreed_at = at
    coffee.version += 1
    coffee.save(update_fields=["agreed_at", "version"])
    record("tables.coffee_agreed", subject=coffee, at=at)
    tell_each(coffee, purposes.AGREED, wording.agreed, at, but=[] if by_mail else [cup.member_id])
    return coffee


def _check(coffee: Coffee, begins_at: datetime, at: datetime) -> None:
    """An hour of their own: to come, by day, and when the place is open."""
    local = begins_at.astimezone(current().zone)
    faults = [
        (begins_at < at + STANDS_STILL, _("Choose an hour to come.")),
        (begins_at > at + FURTHEST, _("Choose a day within four weeks.")),
        (
            not EARLIEST <= local.time() <= LATEST,
            _("Choose an hour between 8 in the morning and 8 in the evening."),
        ),
        (coffee.hours.count() >= MOST_HOURS, _("Many hours were proposed already. Call each other, or us.")),
    ]
    reason = next((words for is_wrong, words in faults if is_wrong), "")
    doubts = [] if reason else foresee(place=coffee.place, room=None, hours=[(begins_at, begins_at + LASTS)])
    if any(doubts) and coffee.place is not None:
        reason = _("%(place)s is not free at that hour. Choose another one.") % {"place": coffee.place.name}
    if reason:
        raise NoSuchHour(reason, to_somebody())
