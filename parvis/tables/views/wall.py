"""« En grand »: the tables on the wall of the room, and the address a projector opens without an account."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import anyone, door
from parvis.kit.limiting import client_of, limit
from parvis.kit.rendering import page
from parvis.meetings.limits import HOUR
from parvis.meetings.models import Meeting
from parvis.meetings.paper.heading import address
from parvis.meetings.views.finding import meeting_welcomed
from parvis.members.doors import member
from parvis.tables.walls import Wall, code_of, meeting_behind, wall_of

WRONG_AN_HOUR = 60  # codes that open nothing, from one caller
GROUNDS = {"sombre": "dark", "clair": "light"}


@door(GET=member)
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """How to put the tables on the wall: here, or on a computer where nobody enters."""
    meeting = meeting_welcomed(request, pk)
    path = reverse("tables:shown_wall", args=[code_of(meeting)])
    facts = {"meeting": meeting, "path": path, "address": address(path, _("The address of the wall"))}
    return page(request, "tables/wall/here.html", facts)


@door(GET=anyone)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The wall. `fond`: dark or light, whatever the screen prefers."""
    meeting = _meeting(request, code)
    facts = _facts(meeting, wall_of(meeting), timezone.now())
    ground = GROUNDS.get(request.GET.get("fond", ""), "")
    answer = page(request, "tables/wall/show.html", facts | {"code": code, "ground": ground})
    return _kept_by_nobody(answer)


@door(GET=anyone)
def state(request: HttpRequest, code: str) -> HttpResponse:
    """What changes on the wall; nothing when nothing changed since the mark the screen has."""
    meeting = _meeting(request, code)
    wall = wall_of(meeting)
    mark = f'"{wall.mark}"'
    if request.headers.get("If-None-Match") == mark:
        return _kept_by_nobody(HttpResponse(status=304))
    answer = page(request, "tables/wall/_tables.html", _facts(meeting, wall, timezone.now()))
    answer["ETag"] = mark
    return _kept_by_nobody(answer)


def _meeting(request: HttpRequest, code: str) -> Meeting:
    meeting = meeting_behind(code, timezone.now())
    if meeting is None:
        limit(f"tables.wall {client_of(request)}", times=WRONG_AN_HOUR, per=HOUR)
        raise Http404
    return meeting


def _facts(meeting: Meeting, wall: Wall, now: datetime) -> dict[str, Any]:
    return {"meeting": meeting, "wall": wall, "evening": wall.evening, "turn": wall.evening.now, "now": now}


def _kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
