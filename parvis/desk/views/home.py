"""One screen: who is calling, someone new, the calls to make."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.models import Received
from parvis.courier.texting.doubting import how_many_in_doubt
from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.forms import READ_ALOUD, CallerForm
from parvis.desk.holding_calls import end_call, open_calls, waiting_words
from parvis.desk.models import OpenCall
from parvis.desk.rows import number_of_row
from parvis.desk.serving import register_by_voice
from parvis.desk.views.calls import first_calls
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.finding import find_alike, find_people
from parvis.members.models import Member


@door(GET=correspondent)
def home(request: HttpRequest) -> HttpResponse:
    """Look for the person who calls; beside it, the form for someone new; below, the calls to make."""
    words = " ".join(request.GET.get("qui", "")[:120].split())
    if request.headers.get("HX-Request") == "true":
        return _while_typing(request, words)
    return _desk(request, words=words)


def _while_typing(request: HttpRequest, words: str) -> HttpResponse:
    """A part of the page: who is found, or who may be the person that is being written down."""
    name = request.GET.get("nom", "")[:120]
    if not name:
        found = {"words": words, "people": find_people(words)}
        return page(request, "desk/_who.html", found, fragment="found")
    typed = CallerForm({"name": name, "contact": request.GET.get("coordonnee", "")[:320]})
    typed.is_valid()
    alike = find_alike(name, typed.cleaned_data.get("contact"))
    return page(request, "desk/_new.html", {"alike": alike, "is_asked": False}, fragment="alike")


@door(POST=correspondent)
@needs_no_mandate("the person says yes to the sentence of this very form")
def callers(request: HttpRequest) -> HttpResponse:
    """Write down someone new; if they may be known already, ask first and keep what was typed."""
    form = CallerForm(request.POST)
    if not form.is_valid():
        return _desk(request, form=form, status=422)
    name, contact = form.cleaned_data["name"], form.cleaned_data["contact"]
    alike = [] if request.POST.get("is_new") else find_alike(name, contact)
    if alike:
        return _desk(request, form=form, alike=alike)
    person = register_by_voice(
        name=name, contact=contact, heard_by=me(request), sentence=str(READ_ALOUD), at=timezone.now(),
        by_text=form.cleaned_data.get("by_text", False),
    )  # fmt: skip
    call = request.POST.get("call", "")
    end_call(correspondent=me(request), pk=number_of_row(call))
    return announce(redirect("desk:person", person.pk), _("It is noted."))


def _desk(
    request: HttpRequest,
    *,
    form: CallerForm | None = None,
    words: str = "",
    alike: Sequence[Member] = (),
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    open_ones = open_calls(me(request), now)
    people = find_people(words)
    line = next((one for one in open_ones if one.held_at is None and one.person_id is None), None)
    context = {
        "form": form or CallerForm(initial=_known_already(words, line)),
        "read_aloud": READ_ALOUD,
        "words": words,
        "people": people,
        "alike": alike,
        "line": line,
        "open_calls": [(one, waiting_words(one, now)) for one in open_ones],
        "focus": _focus(form, words, people, line),
        # While somebody is on the telephone, nothing else asks for attention.
        **({} if words or form else _what_waits(me(request), now)),
    }
    return page(request, "desk/home.html", context, status=status)


def _what_waits(correspondent: Member, at: datetime) -> dict[str, Any]:
    """The calls to make, and how many messages and text messages a person is to look at."""
    return {
        **first_calls(correspondent, at),
        "answers_to_read": Received.objects.for_somebody().count(),
        "doubts": how_many_in_doubt(),
    }


def _known_already(words: str, line: OpenCall | None) -> dict[str, str]:
    """What the form for someone new begins with: the call come back to, or what was just looked for."""
    if line is not None:
        return dict(line.typed)
    return {"contact" if any(sign.isdigit() or sign == "@" for sign in words) else "name": words}


def _focus(form: CallerForm | None, words: str, people: Sequence[Member], line: OpenCall | None) -> str:
    """Where the next key goes: the question, the first person found, or the first field to fill."""
    if form is not None:
        return "errors" if form.errors else "alike"
    if people:
        return "found"
    typed = _known_already(words, line)
    if line is None and not words:
        return "qui"
    return (
        "agrees" if typed.get("name") and typed.get("contact") else "contact" if typed.get("name") else "name"
    )
