"""What meetings say no to; each refusal names a person or a page."""

from django.utils.translation import gettext as _

from parvis.community.models import Place
from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.telephones import dialled, spoken
from parvis.meetings.models import Meeting
from parvis.members.helping import helper

PROGRAMME = "/rencontres/"


class CannotPropose(Refusal):
    """What was said of the meeting does not hold together."""


class CannotChange(Refusal):
    """The change would break a promise made to someone."""


class NotOpen(Refusal):
    """Nobody may register (any more): cancelled, over, not published."""


class MeetingFull(Refusal):
    """No seat, and no waiting list."""


class TooManyTogether(Refusal):
    """More people than one registration, or the room, can hold."""


class AnswerMissing(Refusal):
    """The organiser asked something that needs an answer."""


class TooManyUnverified(Refusal):
    """This contact already holds a few seats nobody could verify."""


class TooManyFromHere(Refusal):
    """One caller, or one contact, took more seats within the hour than people do."""

    status = 429


class OfferGone(Refusal):
    """The seat was offered and is no longer held."""


class NotThere(Refusal):
    """Nobody can have arrived: it has not begun, or is cancelled."""


class TooManyForTheRoom(Refusal):
    """More people than the room holds."""


class PlaceNotUsed(Refusal):
    """Nobody meets there any more."""


class RoomTaken(Refusal):
    """Another confirmed booking is in the way."""


class NotTheirKey(Refusal):
    """Somebody else answers for this place."""

    status = 403


class BookingGone(Refusal):
    """Nothing is asked for any more."""


def page_of(meeting: Meeting) -> str:
    """The path of a meeting's page."""
    return f"{PROGRAMME}{meeting.pk}/"


def to_meeting(meeting: Meeting) -> WayOut:
    return WayOut(_("See the meeting"), page_of(meeting))


def to_origin(meeting: Meeting) -> WayOut:
    return WayOut(_("Register with the organiser"), meeting.origin_url or page_of(meeting))


def to_requests(place: Place) -> WayOut:
    return WayOut(_("See what is asked"), f"/lieux/{place.pk}/demandes/")


def to_programme() -> WayOut:
    return WayOut(_("See the programme"), PROGRAMME)


def to_someone(meeting: Meeting | None = None) -> WayOut:
    """The person to talk to: the community's helper, else the host of the meeting."""
    person = helper()
    if person is not None and person.telephone:
        return WayOut(
            _("Call %(name)s: %(telephone)s") % {"name": person.name, "telephone": spoken(person.telephone)},
            f"tel:{dialled(person.telephone)}",
        )
    if meeting and meeting.host:
        return WayOut(_("Talk to %(name)s.") % {"name": meeting.host.name}, page_of(meeting))
    return to_programme()
