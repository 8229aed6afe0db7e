"""One person at the tables: arrives late, changes tables, leaves early."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.forms.room import StrangerForm
from parvis.meetings.forms.taps import clean_table
from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.meetings.welcoming import welcome, welcome_stranger
from parvis.members.doors import member
from parvis.tables.composing import carry_out, is_quick
from parvis.tables.models import Composition
from parvis.tables.moving import leave, move, take_a_seat
from parvis.tables.naming import names_of
from parvis.tables.reading import evening_of, in_order


@door(GET=member, POST=member)
def arriving(request: HttpRequest, pk: int) -> HttpResponse:
    """« Quelqu’un arrive »: a name tapped, or a first name; they are welcomed and seated at once."""
    meeting, form = meeting_welcomed(request, pk), StrangerForm(request.POST or None)
    if request.method == "GET":
        return _arriving(request, meeting, StrangerForm())
    number, now, by = request.POST.get("registration", ""), timezone.now(), signed_in(request)
    if number.isdecimal():
        registration = get_object_or_404(meeting.registrations.select_related("member"), pk=int(number[:18]))
        arrival: Arrival | None = welcome(registration=registration, by=by, at=now)
    elif form.is_valid():
        key = key_of(request.POST)
        arrival = welcome_stranger(meeting=meeting, by=by, at=now, once_key=key, **form.cleaned_data)
    else:
        return _arriving(request, meeting, form, status=422)
    if arrival is None:
        return redirect("tables:evening", pk)
    return _seated(request, meeting, arrival)


@door(POST=member)
def seating(request: HttpRequest, pk: int, arrival_pk: int) -> HttpResponse:
    """Someone who is here gets a table."""
    meeting = meeting_welcomed(request, pk)
    return _seated(request, meeting, _arrival(meeting, arrival_pk))


@door(GET=member, POST=member)
def person(request: HttpRequest, pk: int, arrival_pk: int) -> HttpResponse:
    """« Changer »: the tables to choose from; or they leave."""
    meeting = meeting_welcomed(request, pk)
    arrival = _arrival(meeting, arrival_pk)
    name = names_of([arrival])[arrival.pk]
    if request.method == "POST":
        table = clean_table(request.POST.get("table", ""))
        if not table:
            return redirect("tables:person", pk, arrival_pk)
        move(arrival=arrival, table=table, by=signed_in(request), at=timezone.now())
        words = _("%(name)s sits at table %(table)s.") % {"name": name, "table": table}
        return announce(redirect("tables:evening", pk), words)
    facts: dict[str, Any] = {"meeting": meeting, "arrival": arrival, "name": name}
    evening = evening_of(meeting)
    facts["tables"] = evening.now.tables if evening.now else ()
    facts["another"] = _another([table.name for table in facts["tables"]])
    return page(request, "tables/person/show.html", facts)


@door(POST=member)
def leaving(request: HttpRequest, pk: int, arrival_pk: int) -> HttpResponse:
    """Someone goes before the end."""
    meeting = meeting_welcomed(request, pk)
    arrival = _arrival(meeting, arrival_pk)
    now = timezone.now()
    leave(arrival=arrival, by=signed_in(request), at=now)
    composition = Composition.objects.select_related("meeting").get(meeting=meeting)
    if composition.state == Composition.State.WAITING and is_quick(composition):
        carry_out(composition, now)
    words = _("%(name)s leaves. The seat stays empty; the next rounds know it.")
    return announce(redirect("tables:evening", pk), words % {"name": names_of([arrival])[arrival.pk]})


def _seated(request: HttpRequest, meeting: Meeting, arrival: Arrival) -> HttpResponse:
    table = take_a_seat(arrival=arrival, by=signed_in(request), at=timezone.now())
    arrival = _arrival(meeting, arrival.pk)
    words = _("%(name)s joins table %(table)s. The others stay where they are.")
    name = names_of([arrival])[arrival.pk]
    return announce(redirect("tables:evening", meeting.pk), words % {"name": name, "table": table})


def _arrival(meeting: Meeting, pk: int) -> Arrival:
    return get_object_or_404(meeting.arrivals.select_related("member__pen_name"), pk=pk)


def _arriving(request: HttpRequest, meeting: Meeting, form: StrangerForm, status: int = 200) -> HttpResponse:
    known = meeting.arrivals.exclude(member=None).values("member")
    expected = meeting.registrations.seated().exclude(member__in=known).select_related("member")
    facts = {
        "meeting": meeting,
        "form": form,
        "expected": expected.order_by("member__search_name", "pk"),
        "unseated": evening_of(meeting).unseated,
        "once": key_of(request.POST),
    }
    return page(request, "tables/person/arriving.html", facts, status=status)


def _another(names: list[str]) -> str:
    """The next number no table has."""
    numbers = [int(name) for name in in_order(names) if name.isdecimal()]
    return str(max(numbers, default=0) + 1)
