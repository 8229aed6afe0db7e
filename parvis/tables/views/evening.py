"""The tables of a meeting, for whoever welcomes there: compose, next round, mix again, take back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.models import Meeting
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.members.doors import member
from parvis.tables.changes import last_change, undo
from parvis.tables.composing import ask, carry_out, is_quick, not_lived_from, with_seats
from parvis.tables.forms.evening import AsideForm, SeatsForm, VersionForm
from parvis.tables.leaving_aside import leave_aside
from parvis.tables.models import Composition
from parvis.tables.reading import Evening, evening_of
from parvis.tables.turning import next_round

REFRESH_SECONDS = 2


@door(GET=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits where, and what can be done about it. While tables are composed, it asks again by itself."""
    return _page(request, meeting_welcomed(request, pk), None)


@door(POST=member)
def composing(request: HttpRequest, pk: int) -> HttpResponse:
    """« Tables de 4 » : compose. Seen on an older page: nothing, the tables that are there are shown."""
    meeting, form = meeting_welcomed(request, pk), SeatsForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    version = form.cleaned_data["version"] or 0
    now = timezone.now()
    composition = ask(
        meeting=meeting, by=signed_in(request), at=now, version=version,
        change=with_seats(form.cleaned_data["seats"]),
    )  # fmt: skip
    return _carried_out(composition, version, _("The tables are ready."))


@door(POST=member)
def following(request: HttpRequest, pk: int) -> HttpResponse:
    """The next round."""
    meeting, form = meeting_welcomed(request, pk), VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    composition = next_round(meeting=meeting, by=signed_in(request), at=timezone.now(), version=version)
    words = _("Round %(n)s: everyone changes tables.") % {"n": composition.present or 1}
    return _carried_out(composition, version, words)


@door(GET=member, POST=member)
def mixing(request: HttpRequest, pk: int) -> HttpResponse:
    """Mix again what was not lived; what it would do is said first."""
    meeting = meeting_welcomed(request, pk)
    evening = evening_of(meeting)
    composition = Composition.objects.filter(meeting=meeting).first()
    if composition is None:
        return redirect("tables:evening", pk)
    if request.method == "POST":
        form = VersionForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else -1
        asked = ask(meeting=meeting, by=signed_in(request), at=timezone.now(), version=version)
        return _carried_out(asked, version, _("Mixed again."))
    since = not_lived_from(composition)
    facts = {"meeting": meeting, "evening": evening, "since": since, "moves": since == composition.present}
    return page(request, "tables/evening/mix.html", facts)


@door(POST=member)
def leaving_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was asked for cannot hold: one thing is left aside, the tables are mixed again."""
    meeting, form = meeting_welcomed(request, pk), AsideForm(request.POST)
    if not form.is_valid():
        return redirect("tables:evening", pk)
    version = form.cleaned_data["version"]
    composition = leave_aside(
        meeting=meeting, number=form.cleaned_data["number"], by=signed_in(request), at=timezone.now(),
        version=version,
    )  # fmt: skip
    words = _("It is left aside for this evening. The tables are mixed again.")
    return _carried_out(composition, version, words)


@door(POST=member)
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """The last change is taken back."""
    meeting, number = meeting_welcomed(request, pk), request.POST.get("change", "")
    change = undo(
        meeting=meeting, number=int(number[:18]) if number.isdecimal() else 0, by=signed_in(request),
        at=timezone.now(),
    )  # fmt: skip
    answer = redirect("tables:evening", pk)
    if change is None:
        return announce(answer, _("Something was changed since. Nothing was taken back."), "warn")
    return announce(answer, _("It is as it was before."))


def _carried_out(composition: Composition, version: int, words: str) -> HttpResponse:
    """Compose at once when the room is small; the page says how far it is when it is large."""
    answer = redirect("tables:evening", composition.meeting_id)
    if composition.version != version + 1:
        return announce(answer, _("Somebody was faster. Here are the tables as they are."), "info")
    if composition.state != Composition.State.WAITING:
        return announce(answer, words)
    if is_quick(composition) and carry_out(composition, timezone.now()):
        return announce(answer, words)
    return answer


def _page(request: HttpRequest, meeting: Meeting, form: SeatsForm | None, status: int = 200) -> HttpResponse:
    evening = evening_of(meeting)
    facts = {
        "meeting": meeting,
        "evening": evening,
        "form": form or SeatsForm(initial={"seats": evening.seats}),
        "last": last_change(meeting),
        "coming": _next_of(evening),
    }
    answer = page(request, "tables/evening/show.html", facts, status=status)
    if evening.state == Composition.State.WAITING:
        answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


def _next_of(evening: Evening) -> int:
    """The number of the round that comes."""
    return evening.present + 1
