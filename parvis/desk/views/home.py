"""One screen: who is calling, someone new, the calls to make."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.calling import calls_due
from parvis.courier.models import Received
from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.calls import calls_for
from parvis.desk.forms import READ_ALOUD, CallerForm
from parvis.desk.serving import note_call, register_by_voice, take_calls, taken_among
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.finding import find_alike, find_people

MOST_CALLS = 30


@door(GET=correspondent)
def home(request: HttpRequest) -> HttpResponse:
    """Look for the person who calls; below, the form for someone new and the list of calls."""
    return _desk(request, CallerForm(), words=request.GET.get("qui", "")[:120])


@door(POST=correspondent)
@needs_no_mandate("the person says yes to the sentence of this very form")
def callers(request: HttpRequest) -> HttpResponse:
    """Write down someone new; if they may be known already, ask first and keep what was typed."""
    form = CallerForm(request.POST)
    if not form.is_valid():
        return _desk(request, form, status=422)
    name, contact = form.cleaned_data["name"], form.cleaned_data["contact"]
    alike = [] if request.POST.get("is_new") else find_alike(name, contact)
    if alike:
        return _desk(request, form, alike=alike)
    person = register_by_voice(
        name=name, contact=contact, heard_by=me(request), sentence=str(READ_ALOUD), at=timezone.now(),
        by_text=form.cleaned_data.get("by_text", False),
    )  # fmt: skip
    return announce(redirect("desk:person", person.pk), _("It is noted."))


@door(POST=correspondent)
@needs_no_mandate("says what was written to the person")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: told, or not reached."""
    now = timezone.now()
    was_told = request.POST.get("answer") == "told"
    note_call(call=get_object_or_404(calls_due(now), pk=pk), by=me(request), was_told=was_told, at=now)
    words = _("Told, thank you.") if was_told else _("The call will come back later.")
    return announce(redirect("desk:home"), words)


@door(POST=correspondent)
@needs_no_mandate("the numbers of calls to make; each person reads it")
def taken(request: HttpRequest) -> HttpResponse:
    """One tap for a whole round: the numbers show, and each person can read that they were taken."""
    now = timezone.now()
    take_calls(calls=list(calls_due(now)[:MOST_CALLS]), by=me(request), at=now)
    return HttpResponseRedirect(reverse("desk:home") + "#calls")


def _desk(request: HttpRequest, form: CallerForm, *, status: int = 200, **more: object) -> HttpResponse:
    words, now = str(more.get("words", "")), timezone.now()
    calls, calls_in_all = calls_for(me(request), now, most=MOST_CALLS)
    taken_people = taken_among({call.person for call in calls if call.person}, me(request), now)
    context = {
        "form": form,
        "read_aloud": READ_ALOUD,
        "people": find_people(words),
        "calls": [(call, call.person is None or call.person in taken_people) for call in calls],
        "calls_in_all": calls_in_all,
        "answers_to_read": Received.objects.to_read().count(),
        "words": words,
        "alike": more.get("alike", []),
    }
    return page(request, "desk/home.html", context, status=status)
