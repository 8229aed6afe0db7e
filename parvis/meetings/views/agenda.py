"""One meeting as a file for somebody's agenda."""

from django.http import Http404, HttpRequest, HttpResponse

from parvis.community.identity import current
from parvis.kit.calendars import KIND, calendar
from parvis.kit.doors import door
from parvis.meetings.calendar_entries import entry_of
from parvis.meetings.models import Registration
from parvis.meetings.views.finding import meeting_seen, viewer
from parvis.members.doors import visitor


@door(GET=visitor)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """« Ajouter à mon agenda »: with the way to take part at a distance for those who have a seat."""
    meeting, member = meeting_seen(request, pk), viewer(request)
    if not meeting.is_published:
        raise Http404
    mine = meeting.registrations.live().filter(member=member).first() if member else None
    has_seat = mine is not None and mine.state == Registration.State.SEATED
    entry = entry_of(meeting, with_link=has_seat, is_waiting=mine is not None and not has_seat)
    answer = HttpResponse(b"".join(calendar([entry], zone=current().zone)), content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="rencontre-{meeting.pk}.ics"'
    return answer
