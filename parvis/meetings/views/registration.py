"""Coming to a meeting: « Je viens », « C'est noté », fewer or more people, not coming after all."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings import seating
from parvis.meetings.during import pieces_for
from parvis.meetings.forms.registration import NewcomerForm, PartyForm, RegistrationForm
from parvis.meetings.limits import check_newcomer
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import browser_key, pass_of
from parvis.meetings.promoting import accept, decline
from parvis.meetings.registering import change_party, register, register_newcomer, withdraw
from parvis.meetings.registering_children import register_child
from parvis.meetings.views import meeting as meeting_page
from parvis.meetings.views.finding import meeting_known, meeting_seen, registration_of, viewer
from parvis.members.doors import passer_by, visitor
from parvis.members.names import is_same_name

A_DOUBLE_TAP = timedelta(minutes=2)


@door(GET=visitor, POST=visitor)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je viens »: a seat at once, or a place in the line if the person agrees to wait."""
    meeting = meeting_known(request, pk)
    if request.method == "GET":
        return redirect("meetings:meeting", pk)
    form = meeting_page.blank_form(request, meeting, request.POST)
    if not form.is_valid():
        return _asked_again(request, pk, form, status=422)
    if _just_filled(request, meeting, form):
        return _asked_again(request, pk, form, just_filled=True, status=409)
    try:
        now = timezone.now()
        return _noted(request, _sign_up(request, meeting, form, now), now)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked_again(request, pk, form, status=refusal.status)


@door(GET=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """« C'est noté »: what, when, where, and how to change it."""
    return _shown(request, registration_of(token))


@door(GET=passer_by, POST=passer_by)
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """One tap and one confirm; no reason asked."""
    registration = registration_of(token)
    if request.method == "GET":
        facts = {"registration": registration, "meeting": registration.meeting, "token": token}
        return page(request, "meetings/registration/withdraw.html", facts)
    withdraw(registration=registration, at=timezone.now(), by=viewer(request))
    return redirect("meetings:registration", token)


@door(GET=passer_by, POST=passer_by)
def party(request: HttpRequest, token: str) -> HttpResponse:
    """More or fewer people come."""
    registration = registration_of(token)
    form = PartyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, registration, form, status=422 if form.is_bound else 200)
    try:
        change_party(registration=registration, at=timezone.now(), by=viewer(request), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error("party", refusal.reason)
        return _shown(request, registration, form, status=refusal.status)
    return announce(redirect("meetings:registration", token), _("It is noted."))


@door(GET=passer_by, POST=passer_by)
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat that was offered, or leave it to the next person."""
    registration = registration_of(token)
    if request.method == "POST":
        answer = accept if request.POST.get("answer") == "yes" else decline
        answer(registration=registration, at=timezone.now())
    return redirect("meetings:registration", token)


def _asked_again(
    request: HttpRequest, pk: int, form: RegistrationForm, *, just_filled: bool = False, status: int
) -> HttpResponse:
    """The meeting's page with the form as it was filled in, and what stands in the way."""
    meeting = meeting_seen(request, pk)
    return meeting_page.answer(request, meeting, form, just_filled=just_filled, status=status)


def _sign_up(request: HttpRequest, meeting: Meeting, form: RegistrationForm, now: datetime) -> Registration:
    if member := viewer(request):
        return register(meeting=meeting, member=member, at=now, **form.facts)
    check_newcomer(request, meeting, form.facts["contact"])
    known = {"meeting": meeting, "at": now, "form_key": browser_key(request, meeting), **form.facts}
    child = form.child if isinstance(form, NewcomerForm) else None
    return register_newcomer(**known) if child is None else register_child(child=child, **known)


def _just_filled(request: HttpRequest, meeting: Meeting, form: RegistrationForm) -> bool:
    """Whether the person hoped for a seat and none is left: we ask before putting them in the line."""
    if request.POST.get("waits") or not meeting.has_waiting_list:
        return False
    return seating.would_wait(meeting, form.facts["party"]) and not _is_second_tap(request, meeting, form)


def _is_second_tap(request: HttpRequest, meeting: Meeting, form: RegistrationForm) -> bool:
    """Whether this form already took its seat, perhaps the last one, a moment ago."""
    if member := viewer(request):
        return meeting.registrations.live().filter(member=member).exists()
    key = browser_key(request, meeting)
    rows = meeting.registrations.answered().filter(form_key=key).select_related("member") if key else []
    return any(is_same_name(row.member.name, form.facts["name"]) for row in rows)


def _noted(request: HttpRequest, registration: Registration, now: datetime) -> HttpResponse:
    """To « C’est noté », of what this very form made. Naming a person who is already registered opens nothing
    of theirs and tells nothing: such a form made an echo."""
    is_ours = registration.made_at == now or viewer(request) == registration.member
    key = browser_key(request, registration.meeting)
    is_second_tap = bool(key) and registration.form_key == key and now - registration.made_at < A_DOUBLE_TAP
    if is_ours or is_second_tap:
        return redirect("meetings:registration", pass_of(registration))
    words = _("It was already noted. To change it, open our message, sign in or call us.")
    return announce(redirect("meetings:meeting", registration.meeting_id), words)


def _shown(
    request: HttpRequest, registration: Registration, form: PartyForm | None = None, *, status: int = 200
) -> HttpResponse:
    meeting, now = registration.meeting, timezone.now()
    registration.state = registration.shown_state
    start = {"party": registration.party, "companions": registration.companions}
    facts: dict[str, Any] = {
        "registration": registration,
        "meeting": meeting,
        "token": pass_of(registration),
        "form": form or PartyForm(initial=start),
        "is_live": registration.is_live,
        "is_over": meeting.is_over(now),
        "rank": meeting.place_in_line(registration),
        "heading": _heading(registration),
        "may_erase": not registration.is_verified,
        "for_who_comes": pieces_for(registration, now),
    }
    return page(request, "meetings/registration/show.html", facts, status=status)


def _heading(registration: Registration) -> str:
    headings = {
        Registration.State.OFFERED: _("A seat for you"),
        Registration.State.LAPSED: _("The seat has gone"),
        Registration.State.WITHDRAWN: _("It is cancelled"),
    }
    return headings.get(Registration.State(registration.state), _("It is noted"))
