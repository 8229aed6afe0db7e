"""Read again before publishing: the meeting as people will see it, and what it resembles or disturbs."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse

from parvis.kit.moments import date as day_in_words
from parvis.kit.rendering import page
from parvis.meetings.forms.meeting import MeetingForm
from parvis.meetings.forms.ways_out import slot_words
from parvis.meetings.keeping_seats import set_hour
from parvis.meetings.materialising import local_day, zone
from parvis.meetings.models import Meeting
from parvis.meetings.noticing.candidates import Hours
from parvis.meetings.noticing.looking import look
from parvis.meetings.noticing.noticed import Date, Notice, Noticed
from parvis.meetings.noticing.slots import FreeHours
from parvis.meetings.permissions import can_publish, needs_animator
from parvis.meetings.repeating import days_of
from parvis.meetings.views.finding import signed_in
from parvis.members.models import Member

MOST_DAYS, MOST_DETAILED = 60, 12
_JUDGED = ("title", "begins_at", "ends_at", "place", "room", "where", "mode", "circle", "publics")


@dataclass(frozen=True)
class Crossing:
    """Another meeting, or series, with all the dates on which it crosses this one."""

    first: Notice
    dates: list[Date]


def read_again(request: HttpRequest, form: MeetingForm, now: datetime) -> HttpResponse:
    """The meeting, not yet written anywhere, with the ways out of what was noticed."""
    facts, viewer = form.cleaned_data["facts"], signed_in(request)
    meeting = Meeting(host=viewer, has_waiting_list=True, **facts)
    set_hour(meeting, now)
    hours = hours_of(meeting, form)
    noticed = look(meeting, hours, viewer=viewer, apart=form.known_apart)
    return page(
        request,
        "meetings/meeting/read.html",
        {
            "meeting": meeting,
            "questions": form.questions_asked,
            "days": [day_in_words(local_day(begins_at)) for begins_at, _ends in hours[:MOST_DAYS]]
            if form.repetition
            else [],
            "said": said(form),
            "needs_an_animator": needs_animator(meeting.circle) and not can_publish(viewer, meeting),
            **shown(meeting, noticed, now, viewer=viewer, is_series=bool(form.repetition)),
        },
    )


def read_change(
    request: HttpRequest, meeting: Meeting, form: MeetingForm, now: datetime
) -> HttpResponse | None:
    """The page to read before a change of day, hour or place is kept; None when it asks nothing."""
    facts = form.cleaned_data["facts"]
    if all(facts[name] == getattr(meeting, name) for name in _JUDGED):
        return None
    changed = [meeting, *_following(request, meeting)]
    moved = (facts["begins_at"] - meeting.begins_at, facts["ends_at"] - meeting.ends_at)
    hours = [(one.begins_at + moved[0], one.ends_at + moved[1]) for one in changed]
    then = copy.copy(meeting)
    for name, value in facts.items():
        setattr(then, name, value)
    out = tuple(one.pk for one in changed)
    noticed = look(then, hours, viewer=signed_in(request), apart=form.known_apart, leaving_out=out)
    if not noticed.asking:
        return None
    scope = [("scope", request.POST["scope"])] if "scope" in request.POST else []
    facts = shown(then, noticed, now, viewer=signed_in(request), is_series=len(hours) > 1, leaving_out=out)
    return page(
        request,
        "meetings/meeting/read_change.html",
        {"meeting": then, "said": said(form) + scope, "is_change": True, **facts},
    )


def _following(request: HttpRequest, meeting: Meeting) -> list[Meeting]:
    """The later dates of the series, when they change too."""
    if request.POST.get("scope") != "following" or meeting.series is None:
        return []
    later = meeting.series.meetings.filter(series_slot_at__gt=meeting.series_slot_at, is_exception=False)
    return list(later.filter(cancellation__isnull=True).order_by("begins_at"))


def join_page(request: HttpRequest, form: MeetingForm, other: Meeting, back_to: str = "") -> HttpResponse:
    """« Rejoindre celle-ci »: that meeting, and the way back to the proposal, nothing of it lost."""
    facts = {"meeting": other, "said": said(form), "back_to": back_to}
    return page(request, "meetings/meeting/join.html", facts)


def said(form: MeetingForm) -> list[tuple[str, str]]:
    """What was typed, for hidden fields."""
    return [(name, form.data[name]) for name in form.fields if form.data.get(name)]


def hours_of(meeting: Meeting, form: MeetingForm) -> list[Hours]:
    """When each date begins and ends: the one, or those of the rhythm but the days left out."""
    if not form.repetition:
        return [(meeting.begins_at, meeting.ends_at)]
    local, lasts = meeting.begins_at.astimezone(zone()), meeting.ends_at - meeting.begins_at
    begun = [
        datetime.combine(on, _hour_on(on, local.time(), form.days_otherwise), zone())
        for on in days_of(begins_at=meeting.begins_at, **form.repetition)
        if form.days_otherwise.get(on.isoformat()) != ""
    ]
    return [(begins_at, begins_at + lasts) for begins_at in begun]


def _hour_on(on: date, hour: time, otherwise: Mapping[str, str]) -> time:
    said_hour = otherwise.get(on.isoformat())
    return time.fromisoformat(said_hour) if said_hour else hour


def shown(
    meeting: Meeting,
    noticed: Noticed,
    now: datetime,
    *,
    viewer: Member,
    is_series: bool,
    leaving_out: tuple[int, ...] = (),
) -> dict[str, Any]:
    """What the page says of it: crossings, dates that ask something, free hours beside each."""
    asking = noticed.asking[:MOST_DETAILED]
    facts: dict[str, Any] = {"noticed": noticed, "is_series": is_series, "asking": asking, "free": {}}
    facts["crossings"] = _crossings(noticed)
    if asking:
        hours = [(one.begins_at, one.ends_at) for one in asking]
        days = 0 if is_series else 14
        free = FreeHours.around(meeting, hours, now, viewer=viewer, days=days, leaving_out=leaving_out)
        facts["free"] = {
            one.begins_at: [
                {"begins_at": begins_at, "ends_at": ends_at, "value": slot_words(begins_at, ends_at)}
                for begins_at, ends_at in free.near(one.begins_at, one.ends_at, days=days)
            ]
            for one in asking
        }
    return facts


def _crossings(noticed: Noticed) -> list[Crossing]:
    """By meeting or series, in the order they were noticed."""
    by_key: dict[str, Crossing] = {}
    for one in noticed.dates:
        for notice in one.notices:
            by_key.setdefault(notice.key, Crossing(notice, [])).dates.append(one)
    return list(by_key.values())
