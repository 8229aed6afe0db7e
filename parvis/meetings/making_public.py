"""A proposal becomes visible, by who may publish it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.meetings import permissions, publishing, refusals
from parvis.meetings.models import Meeting, Publication
from parvis.meetings.polls.bringing import bring_in
from parvis.members.models import Member


@transaction.atomic
def publish(*, meeting: Meeting, by: Member, at: datetime) -> Publication:
    """Make a proposal visible, with the series it belongs to. Raises NotOpen for who may not publish."""
    meeting = Meeting.objects.locked(meeting.pk)
    if not permissions.can_publish(by, meeting):
        raise refusals.NotOpen(
            _("An animator of the circle publishes this meeting."), refusals.to_someone(meeting)
        )
    publication = publishing.put(meeting, by, at)
    if meeting.series_id:
        for sibling in Meeting.objects.filter(series=meeting.series_id, publication__isnull=True):
            publishing.put(sibling, by, at)
    bring_in(meeting, at)
    return publication
