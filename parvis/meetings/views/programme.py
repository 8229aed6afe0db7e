"""The programme: by day, by month to print, and the short addresses of posters."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.meetings import listing
from parvis.meetings.views.finding import viewer
from parvis.members.doors import visitor

MOST_PAGES = 500


@door(GET=visitor)
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
            "next_page": urlencode({"par": narrowing, "page": number + 1}) if has_more else "",
        },
    )
    if member is None:
        front.remember_for_passers_by(response, until=min((m.ends_at for m in meetings), default=None))
    return response


@door(GET=visitor)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month on one sheet of paper."""
    first_on = first_day(year, month)
    return page(
        request,
        "meetings/programme/month.html",
        {
            "first_on": first_on,
            "month": listing.month_in_words(first_on),
            "before": listing.month_before(first_on),
            "after": listing.next_month(first_on),
            "days": listing.by_day(listing.of_month(viewer(request), first_on)),
        },
    )


@door(GET=visitor)
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """« /r/12 », short enough to copy from a poster by hand."""
    return redirect("meetings:meeting", pk)


def _number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isdecimal() and text != "0" and len(text) < 6 else 1


def first_day(year: int, month: int) -> date:
    """The first day of a month between 2000 and 2200; else 404."""
    if not (2000 <= year <= 2200 and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)
