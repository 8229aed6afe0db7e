"""A helper's own page, by the address of a message: yes or no, whom to call, what was heard."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.bridge.answering import can_help, cannot
from parvis.aid.bridge.links import volunteer_of
from parvis.aid.bridge.looking_after import hear
from parvis.aid.bridge.reading import people_of
from parvis.aid.models import HelpKind, LookedAfter, Volunteer
from parvis.kit.doors import door
from parvis.kit.limiting import limit
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import passer_by

MOST_TAPS = 120  # an hour


@door(GET=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    row = _volunteer(token)
    facts = {
        "volunteer": row,
        "wake": row.wake,
        "token": token,
        "lines": people_of(row) if row.state == Volunteer.State.YES else [],
        "kinds": HelpKind.choices,
    }
    answer = page(request, "aid/bridge/answer.html", facts)
    answer["Cache-Control"] = "private, no-store"
    return answer


@door(POST=passer_by)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One tap: yes, or not this time."""
    row = _volunteer(token)
    _count(token)
    if request.POST.get("says") == "no":
        cannot(volunteer=row, at=timezone.now())
        return announce(redirect("aid:bridge_answer", token), _("It is noted, thank you for saying so."))
    can_help(volunteer=row, at=timezone.now())
    return announce(redirect("aid:bridge_answer", token), _("Thank you. You will be told whom to call."))


@door(POST=passer_by)
def heard(request: HttpRequest, token: str, person_pk: int) -> HttpResponse:
    """« J’ai appelé »: one tap, for somebody this helper calls."""
    row = _volunteer(token)
    _count(token)
    person = get_object_or_404(LookedAfter.objects.select_related("wake"), pk=person_pk, caller=row)
    says, needs = request.POST.get("says", "")[:10], request.POST.get("needs", "")[:10]
    hear(person=person, says=says, needs=needs, by=row.member, at=timezone.now())
    return announce(redirect("aid:bridge_answer", token), _("It is noted. Thank you for calling."))


def _volunteer(token: str) -> Volunteer:
    """404 for an address we did not make, while its holder is not here, and once the bridge sleeps."""
    row, now = volunteer_of(token), timezone.now()
    if row is None or not row.wake.is_awake(now):
        raise Http404
    if row.member.left_at is not None or row.member.suspension_at(now):
        raise Http404
    return row


def _count(token: str) -> None:
    limit(f"aid.bridge {token}", times=MOST_TAPS, per=timedelta(hours=1))
