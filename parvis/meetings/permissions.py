"""Who may do what with a meeting. Pure questions: nothing is written, no clock is read.

`Meeting.objects.visible_to(member)` is `can_see` for many rows; a test holds them equal.
"""

from typing import Any

from parvis.community.identity import current
from parvis.community.models import Circle
from parvis.meetings.leading import circles_led_by
from parvis.meetings.models import Meeting
from parvis.members.models import Role


def can_see(member: Any, meeting: Meeting) -> bool:
    """Whether this person may know of the meeting; None or an anonymous user is the public."""
    is_secret = meeting.circle is not None and meeting.circle.joining == Circle.Joining.SECRET
    if not _is_known(member):
        is_public = meeting.visibility == Meeting.Visibility.PUBLIC and not is_secret
        return current().is_open and meeting.is_published and is_public
    if can_host(member, meeting):
        return True
    if not meeting.is_published:
        return False
    if meeting.visibility != Meeting.Visibility.CIRCLE and not is_secret:
        return True
    return _is_in_circle(member, meeting) or _is_coming(member, meeting)


def can_host(member: Any, meeting: Meeting) -> bool:
    """Change, cancel, close: the host and those who animate here."""
    return _is_known(member) and (meeting.host_id == member.pk or animates(member, meeting.circle))


def can_publish(member: Any, meeting: Meeting) -> bool:
    """The circle's setting says whether an animator publishes; otherwise the host does."""
    if not _is_known(member):
        return False
    if needs_animator(meeting.circle):
        return animates(member, meeting.circle)
    return can_host(member, meeting)


def can_register(member: Any, meeting: Meeting) -> bool:
    """Come to it: whoever sees it, published, not cancelled, unless one registers elsewhere."""
    is_open = meeting.is_published and not meeting.is_cancelled and not meeting.is_registered_there
    return is_open and can_see(member, meeting)


def can_welcome(member: Any, meeting: Meeting) -> bool:
    """Take arrivals: hosts, and correspondents who type a paper list in."""
    return can_host(member, meeting) or (can_see(member, meeting) and _holds(member, Role.Kind.CORRESPONDENT))


def can_decide_seats(member: Any, meeting: Meeting) -> bool:
    """Give a seat out of order, free the kept ones."""
    return can_host(member, meeting)


def needs_animator(circle: Circle | None) -> bool:
    """Whether meetings of this circle are published by an animator only."""
    return circle is not None and circle.publishing == Circle.Publishing.ANIMATORS


def animates(member: Any, circle: Circle | None) -> bool:
    """Whether this person animates the circle; the community's animator, every circle but secret ones."""
    is_secret = circle is not None and circle.joining == Circle.Joining.SECRET
    led = circles_led_by(member)
    return (circle is not None and circle.pk in led) or (None in led and not is_secret)


def _is_known(member: Any) -> bool:
    return member is not None and bool(member.is_authenticated)


def _holds(member: Any, kind: str) -> bool:
    return _is_known(member) and any(role.kind == kind for role in member.held_roles)


def _is_in_circle(member: Any, meeting: Meeting) -> bool:
    return meeting.circle_id in member.circle_ids


def _is_coming(member: Any, meeting: Meeting) -> bool:
    return meeting.registrations.live().filter(member=member).exists()
