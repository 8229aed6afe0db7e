"""Why coffees write to people, and whether they still should when the words leave."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.tables.models import Coffee, CoffeeWish, Cup

DRAWN = "tables.coffee_drawn"
NUDGE = "tables.coffee_nudge"
CHOSEN = "tables.coffee_chosen"
AGREED = "tables.coffee_agreed"
CHANGED = "tables.coffee_changed"
OFF = "tables.coffee_off"
ALONE = "tables.coffee_alone"
REMINDER = "tables.coffee_reminder"
MET = "tables.coffee_met"
ASKED_WITHIN = timedelta(days=6)


def _cup(dispatch: Dispatch, now: datetime) -> Cup | None:
    """The cup the words are about, while its holder and the coffee are still there."""
    cup = Cup.objects.for_page().filter(pk=dispatch.subject_id or 0).first()
    if cup is None or cup.left_at or cup.coffee.ended_at or cup.member.left_at:
        return None
    return None if cup.member.suspension_at(now) else cup


def _when(is_so: Callable[[Coffee, datetime], bool]) -> Callable[[Dispatch, datetime], bool]:
    def still_wanted(dispatch: Dispatch, now: datetime) -> bool:
        cup = _cup(dispatch, now)
        return cup is not None and is_so(cup.coffee, now)

    return still_wanted


def _nobody_chose(coffee: Coffee, now: datetime) -> bool:
    """And one of the proposed hours is still to come."""
    hours = [hour.begins_at for hour in coffee.hours.all()]
    return coffee.begins_at is None and not coffee.is_over(now) and max(hours, default=now) >= now


def _waits_for_a_yes(coffee: Coffee, now: datetime) -> bool:
    return coffee.begins_at is not None and coffee.begins_at > now and not coffee.is_agreed


def _is_to_come(coffee: Coffee, now: datetime) -> bool:
    return coffee.is_agreed and coffee.begins_at is not None and coffee.begins_at > now


def _is_not_over(coffee: Coffee, now: datetime) -> bool:
    return not coffee.is_over(now)


def _is_unanswered(dispatch: Dispatch, now: datetime) -> bool:
    cup = _cup(dispatch, now)
    if cup is None or cup.has_met is not None or cup.coffee.begins_at is None:
        return False
    return now < cup.coffee.begins_at + ASKED_WITHIN


def _is_off(dispatch: Dispatch, now: datetime) -> bool:
    """Nobody was found to sit with them, and its hour is not past."""
    cup = Cup.objects.for_page().filter(pk=dispatch.subject_id or 0).first()
    if cup is None or cup.left_at or cup.member.left_at or cup.coffee.ended_at is None:
        return False
    return cup.coffee.begins_at is None or cup.coffee.begins_at > now


def _still_waits(dispatch: Dispatch, now: datetime) -> bool:
    """Not drawn with somebody since, and still in the ring."""
    waiting = CoffeeWish.objects.filter(pk=dispatch.subject_id or 0, goes_first=True, ring__is_on=True)
    return waiting.awake(timezone.localdate(now)).exists()


def _needed_by(subject: models.Model | None) -> datetime | None:
    """Before its hour; while none is chosen, before the last proposed one: until then one may answer."""
    if not isinstance(subject, Cup):
        return None
    return subject.coffee.begins_at or max(
        (hour.begins_at for hour in subject.coffee.hours.all()), default=None
    )


def register_all() -> None:
    """Make these purposes known to the courier: all but the last are about what the person joined."""
    joined = Matter.JOINED
    for purpose in [
        Purpose(DRAWN, still_wanted=_when(_nobody_chose), needed_by=_needed_by, matter=joined),
        Purpose(
            NUDGE, sunday_moves_to_saturday=True, still_wanted=_when(_nobody_chose), needed_by=_needed_by,
            matter=Matter.REMINDER,
        ),
        Purpose(CHOSEN, still_wanted=_when(_waits_for_a_yes), needed_by=_needed_by, matter=joined),
        Purpose(
            AGREED, goes_on_sundays=True, still_wanted=_when(_is_to_come), needed_by=_needed_by,
            is_called_too=True, matter=joined,
        ),
        Purpose(
            CHANGED, goes_on_sundays=True, still_wanted=_when(_is_not_over), needed_by=_needed_by,
            is_called_too=True, matter=joined,
        ),
        Purpose(
            OFF, goes_on_sundays=True, still_wanted=_is_off, needed_by=_needed_by, is_called_too=True,
            matter=joined,
        ),
        Purpose(ALONE, still_wanted=_still_waits, matter=joined),
        Purpose(
            REMINDER, sunday_moves_to_saturday=True, still_wanted=_when(_is_to_come), needed_by=_needed_by,
            matter=Matter.REMINDER,
        ),
        Purpose(MET, still_wanted=_is_unanswered, matter=Matter.ESSENTIAL),
    ]:  # fmt: skip
        register_purpose(purpose)
