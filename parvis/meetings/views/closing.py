"""Afterwards: did it happen, how many were there; and what was lived, in hours and first meetings."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from parvis.chronicle.figures import of_gathering
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.meetings.closing import close
from parvis.meetings.forms.room import ClosingForm
from parvis.meetings.models import Meeting
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.meetings.views.meeting import story_url
from parvis.members.doors import member


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, then the figures; it may be corrected."""
    meeting = meeting_welcomed(request, pk)
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=_start(meeting))
    if not form.is_valid():
        return _page(request, meeting, form, status=422 if form.is_bound else 200)
    close(meeting=meeting, by=signed_in(request), at=timezone.now(), **form.facts)
    return redirect("meetings:closing", pk)


def _start(meeting: Meeting) -> dict[str, object]:
    closing = getattr(meeting, "closing", None)
    if closing is None:
        return {}
    return {"happened": "yes" if closing.happened else "no", "unnamed_people": closing.unnamed_people or None}


def _page(request: HttpRequest, meeting: Meeting, form: ClosingForm, status: int) -> HttpResponse:
    facts = {
        "meeting": meeting,
        "form": form,
        "closing": getattr(meeting, "closing", None),
        "story_url": story_url(meeting, signed_in(request)),
        "arrived": meeting.arrivals.aggregate(people=Sum("people"))["people"] or 0,
        "figures": of_gathering("meetings.meeting", meeting.pk),
    }
    return page(request, "meetings/closing/show.html", facts, status=status)
