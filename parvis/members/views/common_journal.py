"""What was done in the name of all: every act of power over the place, month by month, for every member."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.common_months import in_month, months_beside
from parvis.members.doors import member

A_PAGE = 40
FIRST_YEAR = 2000


@door(GET=member)
def this_month(request: HttpRequest) -> HttpResponse:
    return _month(request, timezone.localdate().replace(day=1))


@door(GET=member)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if not (FIRST_YEAR <= year <= timezone.localdate().year and 1 <= month <= 12):
        raise Http404
    return _month(request, date(year, month, 1))


def _month(request: HttpRequest, first_on: date) -> HttpResponse:
    pages = Paginator(in_month(first_on), A_PAGE).get_page(request.GET.get("page"))
    before, after = months_beside(first_on)
    context = {"pages": pages, "first_on": first_on, "before": before, "after": after}
    return page(request, "members/traces/common.html", context)
