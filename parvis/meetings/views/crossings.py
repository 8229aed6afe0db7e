"""« Doublons et chocs à venir »: what crosses in the programme, for those who animate."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.models import Meeting
from parvis.meetings.noticing.remembering import keep_apart
from parvis.meetings.noticing.reviewing import MOST_SHOWN, crossings
from parvis.meetings.permissions import can_host
from parvis.meetings.uniting import unite
from parvis.meetings.views.finding import meeting_hosted, signed_in
from parvis.members.doors import animator

_KINDS = re.compile(
    r"(?:duplicate|room|people|circle|public)(?:,(?:duplicate|room|people|circle|public)){0,4}"
)
_KEY = re.compile(r"(?:meeting|series):\d{1,12}")


@door(GET=animator)
def index(request: HttpRequest) -> HttpResponse:
    """Pair by pair, the weightiest first, with the ways out."""
    pairs = crossings(signed_in(request), timezone.now())
    shown = [
        {"pair": pair, "may_lead": [can_host(signed_in(request), one) for one in (pair.one, pair.other)]}
        for pair in pairs
    ]
    return page(request, "meetings/noticing/index.html", {"pairs": shown, "is_cut": len(pairs) == MOST_SHOWN})


@door(POST=animator)
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Both are right as they are: nobody is asked again."""
    key, kinds = request.POST.get("other", ""), request.POST.get("kinds", "")
    meeting = get_object_or_404(Meeting.objects.visible_to(signed_in(request)), pk=pk)
    if _KEY.fullmatch(key) and _KINDS.fullmatch(kinds):
        keep_apart(meeting=meeting, others={key: kinds}, by=signed_in(request), at=timezone.now())
    return announce(redirect("meetings:crossings"), _("It is noted. Nobody is asked again about these two."))


@door(POST=animator)
def merged(request: HttpRequest, pk: int, into_pk: int) -> HttpResponse:
    """Those who come to the one come to the other; the one is cancelled."""
    meeting, into = meeting_hosted(request, pk), meeting_hosted(request, into_pk)
    unite(meeting=meeting, into=into, by=signed_in(request), at=timezone.now())
    return announce(
        redirect("meetings:meeting", into_pk), _("They are one now. Those who were coming are told.")
    )
