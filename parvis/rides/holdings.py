"""What rides hold of people: who drives from where, who looked for a car, who went together."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.kit.locking import hold as hold_rows
from parvis.meetings.models import Meeting
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes_older, forget, rows_of
from parvis.members.models import Member, Role
from parvis.rides.ending import take_back_car, take_back_wish
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.travelling import entries_for

MONTH = timedelta(days=30)
_OFFERED = {
    "meeting": _("Meeting"), "place": _("Leaves from"), "leaves_at": _("Hour"), "seats": _("Seats"),
    "offered_at": _("Offered"), "ended_at": _("Ended"),
}  # fmt: skip
_WISHED = {
    "meeting": _("Meeting"), "place": _("From"), "people": _("How many"), "asked_at": _("Asked"),
    "ended_at": _("Ended"),
}  # fmt: skip


def _offered(member: Member) -> Iterator[Row]:
    rows = Car.objects.filter(driver=member).order_by("pk")
    columns = ("meeting__title", "place_words", "leaves_at", "seats", "offered_at", "ended_at")
    return rows_of(_OFFERED, rows.values_list(*columns))


def _wished(member: Member) -> Iterator[Row]:
    rows = RideWish.objects.filter(member=member).order_by("pk")
    columns = ("meeting__title", "place_words", "people", "asked_at", "ended_at")
    return rows_of(_WISHED, rows.values_list(*columns))


def _forget_cars(going: Going) -> None:
    """Who was to travel with them is told, but for an older archive that was just restored."""
    if not going.is_silent:
        _hold_meetings(going.member)
        for car in Car.objects.live().filter(driver=going.member).select_related("meeting"):
            take_back_car(meeting=car.meeting, member=going.member, at=going.at)
    Car.objects.filter(driver=going.member).delete()
    forget(going.member, (Car, "made_by"))


def _hold_meetings(member: Member) -> None:
    """All at once and in one order, before the first is acted on: nobody waits for the other."""
    cars, wishes = Car.objects.live().filter(driver=member), RideWish.objects.live().filter(member=member)
    theirs = Q(pk__in=cars.values("meeting")) | Q(pk__in=wishes.values("meeting"))
    hold_rows(Meeting.objects.filter(theirs).order_by("pk"))


def _forget_wishes(going: Going) -> None:
    if not going.is_silent:
        for wish in RideWish.objects.live().filter(member=going.member).select_related("meeting"):
            take_back_wish(meeting=wish.meeting, member=going.member, at=going.at)
    for ride in Ride.objects.live().filter(wish__member=going.member).select_related("car"):
        Car.objects.filter(pk=ride.car_id).update(taken=ride.car.taken - ride.people)
    RideWish.objects.filter(member=going.member).delete()
    forget(going.member, (RideWish, "made_by"))


def _old_cars(before: datetime) -> QuerySet[Car]:
    return Car.objects.filter(meeting__ends_at__lt=before)


def _old_wishes(before: datetime) -> QuerySet[RideWish]:
    return RideWish.objects.filter(meeting__ends_at__lt=before)


CARS = Holding(
    "rides.cars",
    words=_("Seats somebody offered in their car, from where and at what hour"),
    why=_("So that people come together."),
    kept_for=_("Thirty days after the meeting."),
    seen_by=_("Those who come to the same meeting; who answers the telephone; who welcomes."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("rides.Car.driver", "rides.Car.made_by"),
    fields=_OFFERED,
    export=_offered,
    calendar=lambda member: entries_for(member, timezone.now()),
    erase=_forget_cars,
    rules=(
        Rule(
            "rides.cars", words=_("Cars of a meeting, and who went in them"), since=_("after the meeting"),
            kept=MONTH, apply=deletes_older(_old_cars),
        ),
    ),
)  # fmt: skip
WISHES = Holding(
    "rides.wishes",
    words=_("That somebody looked for a car, and from where"),
    why=_("So that people come together."),
    kept_for=_("Thirty days after the meeting."),
    seen_by=_("Those who come to the same meeting; who answers the telephone; who welcomes."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("rides.RideWish.member", "rides.RideWish.made_by", "rides.Ride.wish", "rides.Ride.car"),
    fields=_WISHED,
    export=_wished,
    erase=_forget_wishes,
    rules=(
        Rule(
            "rides.wishes", words=_("Who looked for a car to a meeting"), since=_("after the meeting"),
            kept=MONTH, apply=deletes_older(_old_wishes),
        ),
    ),
)  # fmt: skip


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(CARS, WISHES)
