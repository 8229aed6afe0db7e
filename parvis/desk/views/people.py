"""The person on the telephone: where they are going, where they might, a code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for, needs_no_mandate
from parvis.desk.places_to_go import coming_of, open_to, polls_for
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.registering import register, withdraw
from parvis.members.doors import correspondent, me
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import Reason, is_open, open_details
from parvis.members.signing_in import give_code


@door(GET=correspondent)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one needs during a call, on one screen; before that, the reason for opening it."""
    person, now = _person(pk), timezone.now()
    if not is_open(person, me(request), now):
        return _why(request, person)
    coming = coming_of(person, me(request), now)
    context = {
        "person": person,
        "points": person.contact_points.order_by("-is_preferred", "pk"),
        "coming": coming,
        "meetings": open_to(person, me(request), now),
        "polls": polls_for(person, me(request), now),
        "consents": person.consents.filter(withdrawn_at=None).order_by("-given_at")[:3],
    }
    return page(request, "desk/person.html", context)


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("says why the record is opened; the person reads it")
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap with its reason; the person can read it in their space."""
    person, reason = _person(pk), request.POST.get("reason", "")
    if request.method == "GET" or reason not in Reason.values:
        return _why(request, person)
    open_details(member=person, by=me(request), reason=Reason(reason), at=timezone.now())
    return redirect("desk:person", pk)


def _why(request: HttpRequest, person: Member) -> HttpResponse:
    context = {"person": person, "reasons": Reason.choices}
    return page(request, "desk/opening.html", context)


@door(POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Register the person for a meeting, on the seats kept for those who call."""
    person, now = _person(pk), timezone.now()
    chosen = request.POST.get("meeting", "")
    meeting = next((one for one in open_to(person, me(request), now) if str(one.pk) == chosen), None)
    if meeting is None:
        return announce(redirect("desk:person", pk), _("Choose a meeting."), "warn")
    made = register(meeting=meeting, member=person, at=now, made_by=me(request), channel="telephone")
    words = _("It is noted.") if made.state == "seated" else _("Noted on the waiting list.")
    return announce(redirect("desk:person", pk), words)


@door(POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def cancellation(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """The person does not come after all."""
    person, now = _person(pk), timezone.now()
    known = coming_of(person, me(request), now)
    registration = next((one for one in known if one.pk == registration_pk), None)
    if registration is None:
        raise Http404
    withdraw(registration=registration, at=now, by=me(request))
    return announce(redirect("desk:person", pk), _("The place is free again."))


@door(POST=correspondent)
@needs_no_mandate("the code lets the person in, nobody else")
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Six digits on the screen, to read out; they are shown this once."""
    person = _person(pk)
    fresh = give_code(member=person, by=me(request), at=timezone.now())
    return page(request, "desk/code.html", {"person": person, "code": fresh.spoken})


def _person(pk: int) -> Member:
    return get_object_or_404(Member.objects.present(), pk=pk)
