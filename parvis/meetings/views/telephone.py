"""What telephones carry: the worker that answers without network, the list of a room, the programme."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from parvis.community.identity import current
from parvis.kit import notices
from parvis.kit.doors import anyone, door
from parvis.kit.limiting import limit
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings import telephones, worker
from parvis.meetings.adding_to_the_room import additions
from parvis.meetings.forms.taps import read_taps
from parvis.meetings.gathering import gather
from parvis.meetings.limits import HOUR
from parvis.meetings.models import Meeting
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.members.doors import member

# What the list of a room shows before a telephone fills it.
_NOBODY = {"meeting": None, "form": None, **dict.fromkeys(("to_come", "arrived", "tables", "twins"), ())}
MOST_AN_HOUR = 900  # sendings of one person: a tap each four seconds, all day


@door(GET=member)
def room_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of the room, for the telephone of whoever welcomes."""
    return JsonResponse(_room(request, meeting_welcomed(request, pk)))


@door(GET=member)
def added(request: HttpRequest, pk: int) -> HttpResponse:
    """What areas above have the telephone take along with the list; remembered while nothing changes."""
    meeting, now = meeting_welcomed(request, pk), timezone.now()
    return JsonResponse({addition.area: addition.carried(meeting, now) for addition in additions()})


@door(POST=member)
def taps(request: HttpRequest, pk: int) -> HttpResponse:
    """What was tapped with or without network; answered with the list as it now is."""
    who, now = signed_in(request), timezone.now()
    limit(f"meetings.taps {who.pk}", times=MOST_AN_HOUR, per=HOUR)
    try:
        sent, unread = read_taps(request.body, telephones.pass_of(who))
        meeting = meeting_welcomed(request, pk)
        kept = gather(meeting=meeting, taps=sent, by=who, at=now)
    except Refusal as refusal:
        return JsonResponse({"refused": refusal.reason}, status=refusal.status)
    sorry = worker.unreadable()
    return JsonResponse(
        {"answers": {**dict.fromkeys(unread, sorry), **kept}, "room": _room(request, meeting)}
    )


@door(GET=member)
def programme(request: HttpRequest) -> HttpResponse:
    """The programme to carry, from one's space."""
    return JsonResponse(telephones.the_programme(signed_in(request), timezone.now()))


@door(GET=anyone)
def keeping(request: HttpRequest, token: str) -> HttpResponse:
    """Whether what is on a telephone may stay there: its person may still be here. Nothing else is told."""
    return JsonResponse({"keep": telephones.may_keep(token, timezone.now())})


@door(GET=anyone)
def without_network(request: HttpRequest) -> HttpResponse:
    """« Pas de réseau »: kept on the telephone, it shows the programme that was carried."""
    return _shell(request, "meetings/telephone/without_network.html")


@door(GET=anyone)
def empty_room(request: HttpRequest) -> HttpResponse:
    """The room's page without anybody in it: the telephone fills it with the list it holds."""
    return _shell(request, "meetings/telephone/room.html", {"additions": additions()})


@door(GET=anyone)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker, at the root so that it may answer for every page; asked for again each time."""
    answer = HttpResponse(worker.script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = "/"
    return answer


@door(GET=anyone)
def manifest(request: HttpRequest) -> HttpResponse:
    """How the place stands among the telephone's own programs."""
    answer = JsonResponse(worker.manifest(current()), content_type="application/manifest+json")
    answer["Cache-Control"] = "no-cache"
    return answer


def _room(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    """With the secret of forms: the telephone's former one may be out of date."""
    return {**telephones.the_room(meeting, signed_in(request), timezone.now()), "secret": get_token(request)}


def _shell(request: HttpRequest, template: str, facts: dict[str, object] | None = None) -> HttpResponse:
    """The same for everybody, and nothing of anybody, not even a notice: the worker keeps it."""
    request.COOKIES.pop(notices.COOKIE, None)
    answer = page(request, template, _NOBODY | (facts or {}))
    answer["Cache-Control"] = "no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer
