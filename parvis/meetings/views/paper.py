"""The paper kit of a meeting: each sheet for the browser's print, and as a PDF when the place makes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.limiting import client_of, limit
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed, pdf_answer
from parvis.meetings.models import Meeting
from parvis.meetings.paper.badges import badges
from parvis.meetings.paper.poster import SHAPES, poster
from parvis.meetings.paper.setting import Sheet, pdf_of
from parvis.meetings.paper.signing import signing_sheet
from parvis.meetings.paper.table_cards import MOST, table_cards, usual_number
from parvis.meetings.views.finding import meeting_seen, meeting_welcomed, viewer
from parvis.members.doors import member, visitor


@dataclass(frozen=True)
class _Personal:
    """A sheet for those who welcome: its page, how the PDF draws it, its facts."""

    template: str
    drawn: str
    facts: Callable[[Meeting, int], Sheet]


_PERSONAL = {
    "presence": _Personal(
        "signing", "signing", lambda meeting, _tables: signing_sheet(meeting, timezone.now())
    ),
    "badges": _Personal("badges", "badges", lambda meeting, _tables: badges(meeting)),
    "chevalets": _Personal("cards", "table-cards", table_cards),
}


@door(GET=member)
def kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every sheet of a meeting, for whoever welcomes."""
    meeting = meeting_welcomed(request, pk)
    facts: dict[str, Any] = {
        "meeting": meeting,
        "makes_pdf": is_installed(),
        "tables": usual_number(meeting),
        "most": MOST,
    }
    facts["day_of"] = timezone.localdate(meeting.begins_at)
    return page(request, "meetings/paper/kit.html", facts)


@door(GET=visitor)
def poster_page(request: HttpRequest, pk: int, shape: str) -> HttpResponse:
    """The poster, for whoever may know of the meeting."""
    meeting = meeting_seen(request, pk)
    facts: dict[str, Any] = {"meeting": meeting, "sheet": poster(meeting, _shape(shape))}
    return _sheet(request, "poster", facts)


@door(GET=visitor)
def poster_pdf(request: HttpRequest, pk: int, shape: str) -> HttpResponse:
    """The same as a PDF, remembered for passers-by until something changes."""
    meeting = meeting_seen(request, pk)
    made = poster(meeting, _shape(shape))
    answer = _pdf(request, made.name, [("poster", made)])
    return front.remember_for_passers_by(answer) if viewer(request) is None else answer


@door(GET=member)
def personal_page(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Sign-in sheet, badges or table cards."""
    meeting, personal = meeting_welcomed(request, pk), _personal(kind)
    facts = {"meeting": meeting, "kind": kind, "sheet": personal.facts(meeting, _tables(request, meeting))}
    return _sheet(request, personal.template, facts | {"query": request.GET.urlencode()})


@door(GET=member)
def personal_pdf(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One of them as a PDF."""
    meeting, personal = meeting_welcomed(request, pk), _personal(kind)
    made = personal.facts(meeting, _tables(request, meeting))
    return _pdf(request, made.name, [(personal.drawn, made)])


@door(GET=member)
def whole_kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything in one PDF: one tap, one print."""
    meeting = meeting_welcomed(request, pk)
    sheets: list[tuple[str, Sheet]] = [
        ("poster", poster(meeting)),
        *((it.drawn, it.facts(meeting, usual_number(meeting))) for it in _PERSONAL.values()),
    ]
    return _pdf(request, _("Paper kit – %(title)s") % {"title": meeting.title}, sheets)


@door(GET=member)
def old_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the sign-in sheet was before the kit."""
    return redirect("meetings:paper_sheet", pk, "presence", permanent=True)


def limit_settings(request: HttpRequest) -> None:
    """Setting a PDF takes a fifth of a second of the machine: so many from one caller. TooOften."""
    limit(f"meetings.paper {client_of(request)}", times=40, per=timedelta(minutes=10))


def _sheet(request: HttpRequest, template: str, facts: dict[str, Any]) -> HttpResponse:
    return page(request, f"meetings/paper/{template}.html", facts | {"makes_pdf": is_installed()})


def _pdf(request: HttpRequest, name: str, sheets: list[tuple[str, Sheet]]) -> HttpResponse:
    limit_settings(request)
    return pdf_answer(f"{slugify(name)[:80] or 'feuille'}.pdf", pdf_of(name, sheets, at=timezone.now()))


def _shape(shape: str) -> str:
    if shape not in SHAPES:
        raise Http404
    return shape


def _personal(kind: str) -> _Personal:
    if kind not in _PERSONAL:
        raise Http404
    return _PERSONAL[kind]


def _tables(request: HttpRequest, meeting: Meeting) -> int:
    """How many tables were asked for, within bounds; as many as usual otherwise."""
    said = request.GET.get("tables", "")
    return min(int(said), MOST) if said.isdecimal() and len(said) < 4 else usual_number(meeting)
