"""The places of somebody on the telephone: register, change how many, answer an offer, give back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for
from parvis.desk.answering_offers import answer_offer, bring
from parvis.desk.forms import PartyForm, RegisterForm
from parvis.desk.holding_calls import end_call
from parvis.desk.places_to_go import coming_of, open_to
from parvis.desk.views.people import person_at, shown
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.meetings.models import Registration
from parvis.meetings.registering import register, withdraw
from parvis.members.doors import correspondent, me
from parvis.members.mandates import Scope


@door(POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Register the person for a meeting, on the seats kept for those who call."""
    person, now = person_at(pk), timezone.now()
    meetings = open_to(person, me(request), now)
    form = RegisterForm(meetings, data=request.POST)
    if not form.is_valid():
        return shown(request, pk, registering=form)
    meeting = next(one for one in meetings if str(one.pk) == form.cleaned_data["meeting"])
    party = form.cleaned_data["party"]
    made = register(
        meeting=meeting, member=person, party=party, at=now, made_by=me(request), channel="telephone"
    )
    end_call(correspondent=me(request), person=person)
    told = {"title": meeting.title}
    if made.state == Registration.State.SEATED:
        return announce(redirect("desk:person", pk), _("It is noted: %(title)s.") % told)
    return announce(redirect("desk:person", pk), _("Noted on the waiting list: %(title)s.") % told)


@door(POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def cancellation(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """The person does not come after all."""
    registration = _registration(request, pk, registration_pk)
    withdraw(registration=registration, at=timezone.now(), by=me(request))
    end_call(correspondent=me(request), person=registration.member)
    return announce(redirect("desk:person", pk), _("The place is free again."))


@door(POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def party(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """They come with more people, or fewer."""
    registration, form = _registration(request, pk, registration_pk), PartyForm(request.POST)
    if not form.is_valid():
        return announce(redirect("desk:person", pk), _("One registration brings ten people at most."), "warn")
    bring(registration=registration, party=form.cleaned_data["party"], by=me(request), at=timezone.now())
    return announce(redirect("desk:person", pk), _("It is noted."))


@door(POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def offer(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """A seat was free for them: they take it, or it goes to the next person."""
    registration = _registration(request, pk, registration_pk)
    takes_it = request.POST.get("answer") == "yes"
    answer_offer(registration=registration, takes_it=takes_it, by=me(request), at=timezone.now())
    words = _("The place is theirs.") if takes_it else _("The place goes to the next person.")
    return announce(redirect("desk:person", pk), words)


def _registration(request: HttpRequest, pk: int, registration_pk: int) -> Registration:
    """One of the person's live registrations this correspondent may know of."""
    known = coming_of(person_at(pk), me(request), timezone.now())
    found = next((one for one in known if one.pk == registration_pk), None)
    if found is None:
        raise Http404
    return found
