"""Change a meeting, cancel it, take the cancellation back: this date, or this one and the following."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings import knowing
from parvis.meetings.cancelling import cancel, cancel_following, uncancel
from parvis.meetings.changing import change, change_series
from parvis.meetings.forms.meeting import MeetingForm
from parvis.meetings.forms.room import CancellationForm
from parvis.meetings.forms.ways_out import joined, taken
from parvis.meetings.models import Meeting
from parvis.meetings.noticing.remembering import keep_apart
from parvis.meetings.views.finding import meeting_hosted, meeting_seen, signed_in
from parvis.meetings.views.proposing import said_of
from parvis.meetings.views.reading_again import join_page, read_change
from parvis.members.doors import member

SHOWN = (
    "title",
    "begins_at",
    "ends_at",
    "place",
    "room",
    "where",
    "capacity",
    "about",
    "bring",
    "publics",
    "mode",
    "link",
    "telephone_seats",
    "kept_until",
    "visibility",
    "circle",
)


@door(GET=member, POST=member)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form as to propose, filled in."""
    meeting, now = meeting_hosted(request, pk), timezone.now()
    start = said_of({name: getattr(meeting, name) for name in SHOWN})
    typed = taken(request.POST) if request.method == "POST" else None
    form = MeetingForm(typed, initial=start, member=signed_in(request), now=now)
    if not form.is_valid() or request.POST.get("step") == "change":
        return _asked(request, meeting, form, status=422 if form.errors else 200)
    if other := joined(request.POST):
        return join_page(request, form, meeting_seen(request, other), back_to=request.path)
    if request.POST.get("step") != "save" and (asks := read_change(request, meeting, form, now)):
        return asks
    try:
        _change(request, meeting, form)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, meeting, form, status=refusal.status)
    return announce(redirect("meetings:meeting", pk), _("It is changed. Those concerned are told."))


@door(GET=member, POST=member)
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, one confirm, with how many people will be told."""
    meeting = meeting_hosted(request, pk)
    form = CancellationForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        facts = {"meeting": meeting, "form": form, "concerned": _concerned(meeting)}
        return page(request, "meetings/cancellation/new.html", facts, status=422 if form.is_bound else 200)
    act = cancel_following if form.cleaned_data["scope"] == "following" and meeting.series_id else cancel
    act(meeting=meeting, by=signed_in(request), at=timezone.now(), reason=form.cleaned_data["reason"])
    words = [_("It is cancelled."), _being_told(meeting)]
    return announce(redirect("meetings:meeting", pk), " ".join(part for part in words if part))


@door(POST=member)
def restoration(request: HttpRequest, pk: int) -> HttpResponse:
    """It takes place after all."""
    uncancel(meeting=meeting_hosted(request, pk), by=signed_in(request), at=timezone.now())
    return announce(
        redirect("meetings:meeting", pk), _("It takes place after all. Those concerned are told.")
    )


def _being_told(meeting: Meeting) -> str:
    """« 9 personnes concernées : un message part à 7, 2 sont à appeler. »; nothing when nobody was coming."""
    known = knowing.of(meeting, timezone.now())
    if known is None:
        return ""
    words = ngettext("%(count)s person is concerned:", "%(count)s people are concerned:", known.concerned)
    written = known.concerned - known.to_call
    parts = [
        ngettext("%(count)s message leaves", "%(count)s messages leave", written) % {"count": written},
        ngettext("%(count)s call is to be made", "%(count)s calls are to be made", known.to_call)
        % {"count": known.to_call},
    ]
    said = [part for part, count in zip(parts, (written, known.to_call), strict=True) if count]
    return f"{words % {'count': known.concerned}} {', '.join(said)}."


def _asked(request: HttpRequest, meeting: Meeting, form: MeetingForm, status: int) -> HttpResponse:
    facts = {"meeting": meeting, "form": form, "concerned": _concerned(meeting)}
    return page(request, "meetings/meeting/edit.html", facts, status=status)


def _change(request: HttpRequest, meeting: Meeting, form: MeetingForm) -> None:
    """Only what differs is changed: a date of a series whose hour stays follows the rule as before."""
    said: dict[str, Any] = form.cleaned_data["facts"]
    facts = {name: value for name, value in said.items() if value != getattr(meeting, name)}
    now = timezone.now()
    keep_apart(meeting=meeting, others=form.distinct_from, by=signed_in(request), at=now)
    if request.POST.get("scope") != "following" or meeting.series is None:
        change(meeting=meeting, by=signed_in(request), at=now, **facts)
        return
    if {"begins_at", "ends_at"} & facts.keys():
        facts |= {"begins_at": said["begins_at"], "ends_at": said["ends_at"]}
    change_series(series=meeting.series, by=signed_in(request), at=now, since=meeting.series_slot_at, **facts)


def _concerned(meeting: Meeting) -> int:
    return meeting.registrations.live().count()
