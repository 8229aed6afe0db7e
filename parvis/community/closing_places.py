"""A place, or a room of it, closes for some days, once or every year; and opens again."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Closure, Place, Room
from parvis.kit.refusals import Refusal

LONGEST = timedelta(days=3 * 366)
A_YEAR = timedelta(days=364)


class CannotClose(Refusal):
    """These days do not hold together."""


@transaction.atomic
def close_place(
    *,
    place: Place,
    begins_on: date,
    ends_on: date,
    at: datetime,
    by: int | None,
    room: Room | None = None,
    reason: str = "",
    is_yearly: bool = False,
) -> Closure:
    """Closed from one day to the other, both included. Said twice: one closure. CannotClose."""
    if ends_on < begins_on:
        raise CannotClose(_("It must end after it begins."))
    if ends_on - begins_on > (A_YEAR if is_yearly else LONGEST):
        raise CannotClose(_("That is too long. Say that we no longer meet there instead."))
    closure, is_new = Closure.objects.get_or_create(
        place=place,
        room=room,
        begins_on=begins_on,
        ends_on=ends_on,
        is_yearly=is_yearly,
        defaults={"reason": reason.strip()[:160]},
    )
    if is_new:
        record("community.place_closed", subject=closure, at=at, person=by, place=place.pk)
    return closure


@transaction.atomic
def reopen_place(*, closure: Closure, at: datetime, by: int | None) -> None:
    """Open after all. What waited for it may have it."""
    record("community.place_reopened", subject=closure.place, at=at, person=by)
    closure.delete()
