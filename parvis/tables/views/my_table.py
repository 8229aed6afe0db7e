"""Where somebody sits now, asked again by their own page: their pass opens it, without an account."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.kit.doors import anyone, door
from parvis.kit.rendering import page
from parvis.meetings.views.finding import registration_of
from parvis.tables.my_table import my_table


@door(GET=anyone)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """One piece of a page; nothing (304) while it is as the page has it."""
    mine = my_table(registration_of(token), timezone.now())
    if mine is None:
        return HttpResponse("")
    mark = f'"{mine.mark}"'
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponse(status=304)
    else:
        answer = page(request, "tables/my_table/_table.html", {"mine": mine})
        answer["ETag"] = mark
    answer["Cache-Control"] = "no-store"
    return answer
