"""In the room: one tap per arrival, one field for someone unknown, a table by hand, and undo."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.form_keys import key_of, new_key
from parvis.kit.rendering import page
from parvis.meetings import seated_by_hand
from parvis.meetings.adding_to_the_room import additions
from parvis.meetings.forms.room import StrangerForm
from parvis.meetings.forms.taps import clean_table
from parvis.meetings.gathering import KEPT
from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.telephones import pass_of
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.meetings.welcoming import place, say_same, undo_arrival, welcome, welcome_stranger
from parvis.members.doors import member


@door(GET=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Those expected, then those who are here."""
    return _list(request, meeting_welcomed(request, pk), StrangerForm())


@door(POST=member)
def arrivals(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone is here: a registered person (one tap), or a first name."""
    meeting, number = meeting_welcomed(request, pk), request.POST.get("registration", "")
    form = StrangerForm(request.POST)
    if number.isdecimal():
        registration = get_object_or_404(meeting.registrations.select_related("member"), pk=int(number[:18]))
        welcome(registration=registration, by=signed_in(request), at=timezone.now())
    elif form.is_valid():
        welcome_stranger(
            meeting=meeting,
            by=signed_in(request),
            at=timezone.now(),
            once_key=key_of(request.POST),
            **form.cleaned_data,
        )
    else:
        return _list(request, meeting, form, status=422)
    return redirect("meetings:room", pk)


@door(POST=member)
def undone(request: HttpRequest, pk: int, arrival_pk: int) -> HttpResponse:
    """A tap too many is taken back."""
    arrival = _arrival(meeting_welcomed(request, pk), arrival_pk)
    undo_arrival(arrival=arrival, by=signed_in(request), at=timezone.now())
    return redirect("meetings:room", pk)


@door(GET=member, POST=member)
def table(request: HttpRequest, pk: int, arrival_pk: int) -> HttpResponse:
    """Somebody is placed by hand: a table in use, the next one, or any short name."""
    meeting = meeting_welcomed(request, pk)
    arrival = _arrival(meeting, arrival_pk)
    if request.method == "POST":
        chosen = clean_table(request.POST.get("table", ""))
        place(arrival=arrival, table=chosen, by=signed_in(request), at=timezone.now())
        return redirect("meetings:room", pk)
    tables = seated_by_hand.offered(meeting.arrivals.all())
    return page(
        request, "meetings/room/table.html", {"meeting": meeting, "arrival": arrival, "tables": tables}
    )


@door(POST=member)
def same(request: HttpRequest, pk: int, arrival_pk: int) -> HttpResponse:
    """Two newcomers of one name are the same person."""
    meeting, other = meeting_welcomed(request, pk), request.POST.get("other", "")
    pair = _arrival(meeting, arrival_pk), _arrival(meeting, int(other[:18]) if other.isdecimal() else 0)
    say_same(one=pair[0], other=pair[1], by=signed_in(request), at=timezone.now())
    return redirect("meetings:room", pk)


def _arrival(meeting: Meeting, pk: int) -> Arrival:
    return get_object_or_404(meeting.arrivals.select_related("member"), pk=pk)


def _list(request: HttpRequest, meeting: Meeting, form: StrangerForm, status: int = 200) -> HttpResponse:
    arrived = list(meeting.arrivals.select_related("member").order_by("-pk"))
    known = {arrival.member_id for arrival in arrived if arrival.member_id}
    seated = meeting.registrations.seated().select_related("member").order_by("member__search_name", "pk")
    to_come = [row for row in seated if row.member_id not in known]
    here = sum(arrival.people for arrival in arrived)
    facts: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "to_come": to_come,
        "arrived": arrived,
        "tables": seated_by_hand.tables(arrived),
        "twins": seated_by_hand.twins(arrived),
        "here_count": here,
        "expected": here + sum(row.party for row in to_come),
        "once": new_key(),
        "owner": pass_of(signed_in(request)),
        "additions": additions(),
        "may_gather": timezone.now() < meeting.ends_at + KEPT,
    }
    return page(request, "meetings/room/show.html", facts, status=status)
