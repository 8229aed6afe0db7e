"""What comes back on paper: its code, its rows, one key a person, and one button for the whole sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.models import TypedSheet
from parvis.desk.typing.codes import code_in, no_such_paper
from parvis.desk.typing.finding_sheets import lately, typed_before
from parvis.desk.typing.noting_sheets import TypedMeanwhile
from parvis.desk.typing.reading import SheetTyped, read_sheet
from parvis.desk.typing.showing import show_sheet
from parvis.desk.typing.sign_in_sheets import TypedIn, type_sheet
from parvis.desk.views.aid_cards import card
from parvis.desk.views.bridge_on_paper import bridge_on_paper
from parvis.desk.views.calls_on_paper import calls_on_paper
from parvis.desk.views.slips import for_all, slip
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.paper_codes import PaperCode
from parvis.kit.rendering import page
from parvis.meetings.models import Meeting
from parvis.meetings.typing_in import others_here, rows_of_sheet
from parvis.members.doors import correspondent, me

Kind = TypedSheet.Kind


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """Type or scan the code of a paper; below, what was typed lately."""
    typed, now = request.GET.get("code", "")[:300], timezone.now()
    code = code_in(typed, now) if typed.strip() else None
    if code is not None:
        return redirect("desk:typing_sheet", code)
    context = {"typed": typed, "is_wrong": bool(typed.strip()), "lately": lately(me(request), now)}
    return page(request, "desk/typing/index.html", context, status=422 if context["is_wrong"] else 200)


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("people signed or wrote this paper themselves")
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of this code, in the order it was printed."""
    read = code_in(code, timezone.now())
    if read is None:
        raise no_such_paper()
    if read.kind == Kind.SIGNED:
        return _signed(request, read)
    papers = {Kind.SLIP: slip, Kind.CALLS: calls_on_paper, Kind.AID: card, Kind.BRIDGE: bridge_on_paper}
    return papers.get(Kind(read.kind), for_all)(request, read)


def _signed(request: HttpRequest, code: PaperCode) -> HttpResponse:
    seen = Meeting.objects.visible_to(me(request)).filter(pk=code.number)
    meeting = get_object_or_404(seen.select_related("place", "cancellation"))
    if request.method == "GET":
        return _rows(request, code, meeting)
    typed = read_sheet(request.POST)
    if typed.errors:
        return _rows(request, code, meeting, typed, status=422)
    rows = rows_of_sheet(meeting, code.printed_at or timezone.now())
    try:
        done = type_sheet(
            code=code, meeting=meeting, typed=typed, rows=rows, by=me(request), at=timezone.now()
        )
    except TypedMeanwhile as refusal:
        return _rows(request, code, meeting, typed, status=refusal.status)
    return announce(redirect("desk:typing"), _said(done, meeting))


def _rows(
    request: HttpRequest,
    code: PaperCode,
    meeting: Meeting,
    typed: SheetTyped | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = rows_of_sheet(meeting, code.printed_at or timezone.now())
    before = typed_before(code)
    context: dict[str, Any] = {
        "code": str(code),
        "meeting": meeting,
        "before": before,
        "version": before.version if before else 0,
        "is_meanwhile": status == TypedMeanwhile.status,
        "sheet": show_sheet(rows, others_here(meeting, rows), typed),
        "typed": typed or SheetTyped(),
    }
    return page(request, "desk/typing/sheet.html", context, status=status)


def _said(done: TypedIn, meeting: Meeting) -> str:
    words = _("%(count)s people noted at “%(title)s”.") % {"count": done.people, "title": meeting.title}
    if done.to_call:
        words += " " + _("Those who left a number wait in the messages to read.")
    return words
