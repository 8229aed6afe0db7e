"""The programme: by day, by month, by week, tonight, and the short addresses of posters."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from parvis.community.identity import current
from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.meetings import listing, spanning
from parvis.meetings.views.finding import viewer
from parvis.members.doors import visitor
from parvis.members.helping import helper

MOST_PAGES = 500


@door(GET=visitor)
@front.kept_for_passers_by
def index(request: HttpRequest) -> HttpResponse:
    """What is to come, by day."""
    member, now = viewer(request), timezone.now()
    narrowing, number = request.GET.get("par", "")[:20], _number(request.GET.get("page", ""))
    meetings, has_more = listing.upcoming_page(member, now, narrowing, number)
    known = listing.narrowings()
    response = page(
        request,
        "meetings/programme/index.html",
        {
            "days": listing.by_day(meetings),
            "narrowings": known,
            "narrowing": narrowing,
            "narrowed_to": dict(known).get(narrowing, ""),
            "this_month": timezone.localdate(now),
            "this_week": _week_path(timezone.localdate(now)),
            "whole_address": f"{settings.PUBLIC_ADDRESS}{request.path}",
            "next_page": urlencode({"par": narrowing, "page": number + 1}) if has_more else "",
        },
    )
    if member is None:
        front.remember_for_passers_by(response, until=min((m.ends_at for m in meetings), default=None))
    return response


@door(GET=visitor)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: seven columns where there is room, a list by day on a telephone and on paper."""
    first_on = first_day(year, month)
    before, after = listing.month_before(first_on), listing.next_month(first_on)
    facts = {
        "span": listing.month_in_words(first_on),
        "is_month": True,
        "first_on": first_on,
        "before": reverse("meetings:month", args=[before.year, before.month]),
        "after": reverse("meetings:month", args=[after.year, after.month]),
        "other_view": _week_path(max(first_on, min(timezone.localdate(), after - timedelta(days=1)))),
    }
    return _calendar(request, first_on, after, facts)


@door(GET=visitor)
def week(request: HttpRequest, year: int, week: int) -> HttpResponse:
    """One week, day by day, as calendars number them."""
    monday = _monday(year, week)
    facts = {
        "span": spanning.week_in_words(monday),
        "is_month": False,
        "before": _week_path(monday - timedelta(weeks=1)),
        "after": _week_path(monday + timedelta(weeks=1)),
        "other_view": reverse("meetings:month", args=[monday.year, monday.month]),
    }
    return _calendar(request, monday, monday + timedelta(weeks=1), facts)


@door(GET=visitor)
def tonight(request: HttpRequest) -> HttpResponse:
    """What one may still join before midnight: the same page for everyone."""
    now, is_public = timezone.now(), current().is_open
    free, full = spanning.tonight(now, is_public=is_public)
    facts = {
        "today": timezone.localdate(now),
        "free": free,
        "full": full,
        "next": None if free else spanning.after_tonight(now, is_public=is_public),
        "person": helper(),
    }
    response = page(request, "meetings/programme/tonight.html", facts)
    if is_public and viewer(request) is None:
        ends = [spanning.midnight(now), *(one.ends_at for one in [*free, *full])]
        front.remember_for_passers_by(response, until=min(ends))
    return response


@door(GET=visitor)
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """« /r/12 », short enough to copy from a poster by hand."""
    return redirect("meetings:meeting", pk)


def _calendar(request: HttpRequest, first_on: date, until_on: date, facts: dict[str, Any]) -> HttpResponse:
    narrowing = request.GET.get("par", "")[:20]
    known = listing.narrowings()
    days = spanning.between(viewer(request), first_on, until_on, narrowing)
    facts |= {
        "days": days,
        "is_empty": not any(day.meetings for day in days),
        "today": timezone.localdate(),
        "narrowings": known,
        "narrowing": narrowing,
        "narrowed_to": dict(known).get(narrowing, ""),
        "keeping": f"?{urlencode({'par': narrowing})}" if narrowing in dict(known) else "",
    }
    return page(request, "meetings/programme/calendar.html", facts)


def _week_path(on: date) -> str:
    year, week, _day = on.isocalendar()
    return reverse("meetings:week", args=[year, week])


def _monday(year: int, week: int) -> date:
    if not 2000 <= year <= 2200:
        raise Http404
    try:
        return spanning.monday_of(year, week)
    except ValueError:
        raise Http404 from None


def _number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isdecimal() and text != "0" and len(text) < 6 else 1


def first_day(year: int, month: int) -> date:
    """The first day of a month between 2000 and 2200; else 404."""
    if not (2000 <= year <= 2200 and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)
