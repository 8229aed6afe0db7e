"""Yes or no to a ride, no reason asked. Two yeses: hour and place are told to both."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.kit.locking import hold
from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.rides import telling
from parvis.rides.coming import note
from parvis.rides.ending import end_ride
from parvis.rides.links import registration_for
from parvis.rides.models import Ride
from parvis.rides.refusals import RideGone, to_cars
from parvis.rides.suggesting import suggest

_NOTED = gettext_lazy("Noted your answer about a car for: %(title)s.")


@transaction.atomic
def answer(
    *, ride: Ride, member: Member, says_yes: bool, at: datetime, by: Member | None = None,
    seen: int | None = None,
) -> Ride:  # fmt: skip
    """What one of the two says; said twice, it is once. by: who wrote it down for them.

    seen: the round that was on the screen; a yes is to that hour and place. Raises RideGone.
    """
    meeting_pk = ride.car.meeting_id
    hold(Meeting.objects.filter(pk=meeting_pk))
    ride = Ride.objects.for_page().get(pk=ride.pk)
    registration = registration_for(ride.car.meeting, member)
    if not says_yes and ride.end == Ride.End.DECLINED and ride.no_of == ride.side_of(member.pk):
        return ride
    if ride.ended_at is not None or ride.car.meeting.begins_at <= at or registration is None:
        raise RideGone(_("This ride is no longer proposed."), to_cars(registration))
    if says_yes and seen is not None and seen != ride.round:
        reason = _("The hour or the place has changed meanwhile. This is how it is now.")
        raise RideGone(reason, to_cars(registration))
    if by is not None:
        note(registration, by, _NOTED, at)
    if not says_yes:
        was_agreed = ride.is_agreed
        end_ride(ride, Ride.End.DECLINED, at, no_of=ride.side_of(member.pk))
        if was_agreed or ride.yes_of(ride.other_of(member.pk).pk):
            telling.off(ride, [ride.other_of(member.pk)], at)
        suggest(ride.car.meeting, at)
        return ride
    return _yes(ride, member, at)


def _yes(ride: Ride, member: Member, at: datetime) -> Ride:
    """Said twice: nothing more happens."""
    if ride.yes_of(member.pk) is not None:
        return ride
    if ride.is_driver(member.pk):
        ride.driver_yes_at = at
    else:
        ride.rider_yes_at = at
    if ride.driver_yes_at and ride.rider_yes_at:
        ride.agreed_at = at
    ride.save(update_fields=["driver_yes_at", "rider_yes_at", "agreed_at"])
    if ride.is_agreed:
        record("rides.agreed", subject=ride, at=at, person=ride.car.driver_id,
               for_person=ride.wish.member_id, meeting=ride.car.meeting_id)  # fmt: skip
        telling.agreed(ride, at)
    return ride
