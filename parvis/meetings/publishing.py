"""A proposal becomes visible: at once, or when an animator of its circle has read it."""

from datetime import datetime

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.meetings import purposes, wording
from parvis.meetings.models import Meeting, Publication
from parvis.members.models import Member, Role
from parvis.members.reaching import reach
from parvis.members.speaking import speak


def put(meeting: Meeting, by: Member | None, at: datetime) -> Publication:
    """The publication of a meeting; published already: that same publication."""
    publication, is_new = Publication.objects.get_or_create(meeting=meeting, defaults={"by": by, "at": at})
    if is_new:
        record("meetings.published", subject=meeting, at=at, person=by.pk if by else None)
    meeting.publication = publication
    return publication


def ask_animators(meeting: Meeting, at: datetime) -> None:
    """Tell those who animate the circle (else the community, unless it is secret) that a proposal awaits."""
    roles = Role.objects.at_work().filter(kind=Role.Kind.ANIMATOR, place=None, ritual=None)
    chosen = list(roles.filter(circle=meeting.circle))
    if not chosen and not (meeting.circle and meeting.circle.joining == Circle.Joining.SECRET):
        chosen = list(roles.filter(circle=None))
    for animator in Member.objects.filter(pk__in=[role.member_id for role in chosen]):
        words = speak(animator, lambda: wording.to_publish(meeting))
        key = f"{purposes.TO_PUBLISH}:{meeting.pk}:{animator.pk}"
        reach(animator, purposes.TO_PUBLISH, words, subject=meeting, at=at, once_key=key)
