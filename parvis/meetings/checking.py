"""What was said of a meeting, put in order and checked before it is proposed or changed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.community.ground import Ground
from parvis.community.models import Circle
from parvis.meetings import refusals
from parvis.meetings.leading import circles_led_by
from parvis.meetings.models import Meeting
from parvis.members.models import Member

LONGEST = timedelta(days=14)
LARGEST = 100_000
# What a series gives each of its meetings.
SHARED = (
    "title", "about", "place", "room", "where", "mode", "link", "visibility", "circle", "host", "bring",
    "publics", "capacity", "telephone_seats", "kept_until", "has_waiting_list",
)  # fmt: skip
HOURS = ("begins_at", "ends_at", "promotion_stops_at")


def tidied(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without stray spaces; a room brings its place, no limit keeps no seat."""
    tidy: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in facts.items()
    }
    if tidy["room"] is not None:
        tidy["place"] = tidy["room"].place
    if tidy["capacity"] is None:
        tidy["telephone_seats"] = 0
    return tidy


def check(facts: Mapping[str, Any]) -> None:
    """Raises CannotPropose with the first thing that does not hold together."""
    for is_wrong, reason in _faults(facts):
        if is_wrong:
            raise refusals.CannotPropose(str(reason), refusals.to_someone())
    check_circle(facts["circle"], facts["host"])


def check_room(facts: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
    """A place in use, that holds so many people. Raises PlaceNotUsed, TooManyForTheRoom.

    before: what was true already is not asked again.
    """
    place, room, capacity = facts["place"], facts["room"], facts["capacity"]
    named = ("place", "room", "capacity", "mode")
    if place is None or facts["mode"] == Meeting.Mode.REMOTE:
        return
    if before is not None and all(facts[name] == before[name] for name in named):
        return
    if not place.is_active and (before is None or before["place"] != place):
        raise refusals.PlaceNotUsed(
            _("We no longer meet at this place. Choose another one."), refusals.to_someone()
        )
    holds = Ground(place, room).capacity
    if capacity is not None and holds is not None and capacity > holds:
        raise refusals.TooManyForTheRoom(
            ngettext(
                "This room holds %(count)s person. Choose a larger one, or fewer seats.",
                "This room holds %(count)s people. Choose a larger one, or fewer seats.",
                holds,
            )
            % {"count": holds},
            refusals.to_someone(),
        )


def check_circle(circle: Circle | None, host: Member | None) -> None:
    """Whoever proposes for a circle belongs to it or animates it."""
    if circle is None or host is None:
        return
    belongs = host.memberships.filter(circle=circle, accepted_at__isnull=False).exists()
    if not belongs and not {circle.pk, None} & circles_led_by(host):
        raise refusals.CannotPropose(
            _("Join the circle before you propose a meeting to it."), refusals.to_someone()
        )


def _faults(facts: Mapping[str, Any]) -> list[tuple[bool, str]]:
    begins_at: datetime = facts["begins_at"]
    lasts, capacity = facts["ends_at"] - begins_at, facts["capacity"]
    return [
        (not facts["title"], _("Say what it is, in a few words. For example: canal coffee.")),
        (lasts <= timedelta(0), _("It must end after it begins.")),
        (lasts > LONGEST, _("A meeting lasts two weeks at most.")),
        (capacity is not None and not 1 <= capacity <= LARGEST, _("Say how many seats there are.")),
        (facts["telephone_seats"] > (capacity or 0), _("You keep more seats than there are.")),
        (facts["visibility"] == Meeting.Visibility.CIRCLE and not facts["circle"], _("Choose the circle.")),
        (
            bool(facts["link"]) and not facts["link"].startswith(("https://", "http://")),
            _("The address of the video call begins with https://."),
        ),
    ]


def is_past(ends_at: datetime, at: datetime) -> bool:
    return ends_at <= at
