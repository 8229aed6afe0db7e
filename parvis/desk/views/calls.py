"""The call round of the telephone desk: the list, the calls one takes, one tap for each answer, the sheet."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from parvis.courier.models import CallSheet
from parvis.desk.acting_for import ask, needs_no_mandate
from parvis.desk.calling_round import print_sheet
from parvis.desk.calls import lines_to_print, round_of
from parvis.desk.making_calls import DESK, Rounds, answered, given_back, shown, taken, undone
from parvis.desk.sheets import sheet_of
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.mandates import NoMandate
from parvis.members.models import Member

FIRST = 5


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """Everything there is to call, perhaps for one meeting: mine with their numbers, then the others."""
    return shown(request, me(request), _rounds(request.GET.get("rencontre", "")))


@door(POST=correspondent)
@needs_no_mandate("the numbers of calls to make; each person reads it")
def taking(request: HttpRequest) -> HttpResponse:
    """One tap takes the next five, all of a meeting, or one."""
    return taken(request, me(request), _rounds(request.POST.get("meeting", "")))


@door(POST=correspondent)
@needs_no_mandate("lets go of calls to make")
def giving_back(request: HttpRequest) -> HttpResponse:
    """The calls one took are anybody's again."""
    return given_back(request, me(request), DESK)


@door(POST=correspondent)
@needs_no_mandate("takes back a slip of the finger")
def undoing(request: HttpRequest) -> HttpResponse:
    """The last tap was a slip of the finger."""
    return undone(request, me(request), DESK)


@door(POST=correspondent)
@needs_no_mandate("says what was written; what the person asks for then needs their word, asked on the way")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: what came of a call. No longer coming, taking a seat: by their mandate, or it is asked for."""
    try:
        return answered(request, me(request), DESK, pk)
    except NoMandate as refusal:
        return ask(request, refusal.member, [refusal.scope], status=refusal.status)


@door(POST=correspondent)
@needs_no_mandate("the calls one took, on paper")
def sheets(request: HttpRequest) -> HttpResponse:
    """The calls one holds, on a sheet with its code; they are kept as long as a round on paper takes."""
    now = timezone.now()
    made = print_sheet(lines=lines_to_print(me(request), now), by=me(request), at=now)
    return redirect("desk:call_sheet", made.code)


@door(GET=correspondent)
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet to print: numbers for whoever took these calls, as long as they hold them."""
    found = CallSheet.objects.filter(code=code.upper()[:8], by=me(request).pk).first()
    if found is None:
        raise Http404
    now = timezone.now()
    return page(request, "desk/calls/sheet.html", {"sheet": sheet_of(found, me(request), now), "now": now})


def first_calls(reader: Member, now: datetime) -> dict[str, Any]:
    """For the desk's first page: the five most urgent calls, and how many there are in all."""
    return {"calls": round_of(reader, now, on_a_page=FIRST), "rounds": DESK, "now": now}


def _rounds(meeting: str) -> Rounds:
    """The desk's round, narrowed to a meeting when one is named."""
    is_number = meeting.isascii() and meeting.isdigit() and len(meeting) < 18
    return Rounds(narrowed_to=int(meeting)) if is_number else DESK
