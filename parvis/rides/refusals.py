"""What rides say no to; each refusal names a page or a person."""

from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal, WayOut
from parvis.meetings.models import Registration
from parvis.meetings.refusals import to_someone
from parvis.rides.links import path_of


class CannotRide(Refusal):
    """What was asked of the cars does not hold together."""


class CarFull(Refusal):
    """No seat is left in this car."""


class RideGone(Refusal):
    """The other one said no meanwhile, or it is over."""


def to_cars(registration: Registration | None) -> WayOut:
    """The page of the cars of this meeting; else the person to talk to."""
    if registration is None:
        return to_someone()
    return WayOut(_("See the cars"), path_of(registration))
