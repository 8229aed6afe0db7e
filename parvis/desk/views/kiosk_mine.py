"""The kiosk, for whoever entered: where I am going, one tap to come or not, my journal, a word to leave."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.kiosk.audiences import at_the_kiosk
from parvis.desk.kiosk.entries import TO_WRITE, came_by_code, person_at
from parvis.desk.kiosk.forms import WordForm
from parvis.desk.kiosk.helping import agreed_of
from parvis.desk.kiosk.leaving_words import leave_word
from parvis.desk.kiosk.reading import coming_of, journal_of
from parvis.desk.kiosk.showing import kiosk_page, unkept
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.ordering import as_they_come
from parvis.kit.refusals import Refusal
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import accept, decline
from parvis.meetings.registering import register, withdraw
from parvis.members.awaiting import awaited_of
from parvis.members.forms.card import NumberForm
from parvis.members.keeping_cards import choose_number
from parvis.members.models import Member
from parvis.rides.travelling import cars_for

CHANNEL = "kiosk"


@door(GET=at_the_kiosk)
def mine(request: HttpRequest) -> HttpResponse:
    """Where I am going, with whom in the car, whom I meet; what waits for a word of mine."""
    person, now = _me(request), timezone.now()
    coming = coming_of(person, now)
    facts = {
        "lines": as_they_come(
            exchange=(agreed_of(person, now), lambda one: one.hour.begins_at),
            meeting=(coming, lambda one: one.meeting.begins_at),
        ),
        "cars": cars_for(coming),
        "awaited": len(awaited_of(person, now)),
        "may_choose": came_by_code(request),
    }
    return kiosk_page(request, "mine", facts)


@door(POST=at_the_kiosk)
def coming(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je viens »."""
    person = _me(request)
    meeting = Meeting.objects.visible_to(person).filter(pk=pk).first()
    return _done(request, pk, _come, meeting, person)


@door(POST=at_the_kiosk)
def going(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je ne viens plus »."""
    return _done(request, pk, _leave, _registration(_me(request), pk))


@door(POST=at_the_kiosk)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A seat was offered: I take it, or leave it to the next person."""
    act = _take if request.POST.get("answer") == "yes" else _let_go
    return _done(request, pk, act, _registration(_me(request), pk))


@door(GET=at_the_kiosk)
def journal(request: HttpRequest) -> HttpResponse:
    """What was done for me."""
    return kiosk_page(request, "journal", {"entries": journal_of(_me(request))})


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def word(request: HttpRequest) -> HttpResponse:
    """A few words for those who answer the telephone."""
    form = WordForm(request.POST if request.method == "POST" else None)
    once = key_of(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            leave_word(member=_me(request), text=form.cleaned_data["text"], once=once, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            return unkept(announce(redirect("kiosk:mine"), _("Your word is left. Someone reads it.")))
    facts = {"form": form, "once": once, "minutes": int(TO_WRITE.total_seconds() // 60)}
    return kiosk_page(request, "word", facts, status=422 if form.errors else 200, lasts=TO_WRITE)


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def number(request: HttpRequest) -> HttpResponse:
    """Choose a personal number, for whoever entered with a code: next time no call is needed."""
    if not came_by_code(request):
        return unkept(redirect("kiosk:mine"))
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_number(member=_me(request), digits=form.cleaned_data["number"], at=timezone.now())
        except Refusal as refusal:
            form.add_error("number", refusal.reason)
        else:
            return unkept(announce(redirect("kiosk:mine"), _("Your personal number is noted.")))
    return kiosk_page(request, "number", {"form": form}, status=422 if form.errors else 200)


def _me(request: HttpRequest) -> Member:
    """Who stands before the tablet. Http404 when the door was left open."""
    person = person_at(request)
    if person is None:
        raise Http404
    return person


def _registration(person: Member, pk: int) -> Registration | None:
    return person.registrations.live().filter(meeting=pk).select_related("meeting").first()


def _come(meeting: Meeting, person: Member) -> str:
    made = register(meeting=meeting, member=person, at=timezone.now(), channel=CHANNEL)
    is_seated = made.state == Registration.State.SEATED
    return _("It is noted: you are coming.") if is_seated else _("Noted on the waiting list.")


def _leave(mine: Registration) -> str:
    withdraw(registration=mine, at=timezone.now())
    return _("The place is free again.")


def _take(mine: Registration) -> str:
    accept(registration=mine, at=timezone.now())
    return _("It is noted: you are coming.")


def _let_go(mine: Registration) -> str:
    decline(registration=mine, at=timezone.now())
    return _("The seat goes to the next person.")


def _done(
    request: HttpRequest, pk: int, act: Callable[..., str], thing: object, *more: Member
) -> HttpResponse:
    """The meeting's page with a word; a refusal too, in the kiosk's own frame. No thing: as it stands."""
    answer = redirect("kiosk:meeting", pk)
    if thing is None:
        return unkept(answer)
    try:
        return unkept(announce(answer, act(thing, *more)))
    except Refusal as refusal:
        return unkept(announce(answer, refusal.reason, "warn"))
