"""For those who welcome: who comes, who waits, what they answered; on screen, on paper, in a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.exporting import csv_answer
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_decide_seats, can_host
from parvis.meetings.promoting import give_seat
from parvis.meetings.reading_answers import open_answers, opened_by, take_list
from parvis.meetings.views.finding import meeting_hosted, meeting_welcomed, signed_in
from parvis.members.doors import member


@door(GET=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone who comes, was offered a seat or waits, in order."""
    meeting = meeting_welcomed(request, pk)
    facts: dict[str, Any] = {"meeting": meeting, "may_give": _line_stands_still(request, meeting)}
    rows, opened = _live(meeting), opened_by(meeting, signed_in(request))
    facts["opened"] = opened
    facts["unread"] = can_host(request.user, meeting) and _unread(rows, opened)
    facts |= {state.value: [row for row in rows if row.state == state] for state in Registration.LIVE}
    return page(request, "meetings/organising/show.html", facts)


@door(POST=member)
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the answers: those who gave them can read that they were read."""
    open_answers(meeting=meeting_hosted(request, pk), by=signed_in(request), at=timezone.now())
    return redirect("meetings:organise", pk)


@door(POST=member)
def list_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same list for a spreadsheet; formulas people typed stay text."""
    meeting = meeting_hosted(request, pk)
    take_list(meeting=meeting, by=signed_in(request), at=timezone.now())
    questions = list(meeting.questions.order_by("pk"))
    heads = [_("Name"), _("State"), _("People"), _("Companions"), *(question.words for question in questions)]
    return csv_answer(
        f"rencontre-{pk}.csv", heads, list(_rows(meeting, [question.pk for question in questions]))
    )


@door(POST=member)
def given_seat(request: HttpRequest, pk: int, registration_pk: int) -> HttpResponse:
    """A named person decides who gets a seat once offers have stopped."""
    meeting = meeting_hosted(request, pk)
    registration = get_object_or_404(meeting.registrations.select_related("member"), pk=registration_pk)
    give_seat(registration=registration, by=signed_in(request), at=timezone.now())
    words = _("%(name)s has a seat, and is told.") % {"name": registration.member.first_name}
    return announce(redirect("meetings:organise", pk), words)


def _unread(rows: list[Registration], opened: set[int]) -> int:
    """How many people gave answers this organiser has not opened."""
    return sum(bool(row.answers.all()) and row.member_id not in opened for row in rows)


def _live(meeting: Meeting) -> list[Registration]:
    rows = meeting.registrations.live().select_related("member").prefetch_related("answers__question")
    return list(rows.order_by("pk"))


def _line_stands_still(request: HttpRequest, meeting: Meeting) -> bool:
    return can_decide_seats(signed_in(request), meeting) and timezone.now() >= meeting.promotion_stops_at


def _rows(meeting: Meeting, questions: list[int]) -> Iterator[list[str]]:
    for row in _live(meeting):
        answers = {answer.question_id: answer.words for answer in row.answers.all()}
        yield [
            row.member.name,
            str(row.get_state_display()),
            str(row.party),
            row.companions,
            *(answers.get(pk, "") for pk in questions),
        ]
