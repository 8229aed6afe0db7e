"""For those who watch over a place: `/sante/vif` (the process), `/sante/pret` (all it needs)."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from parvis.kit import health
from parvis.kit.doors import anyone, door

Facts = dict[str, str | int | float | None]


@door(GET=anyone)
def alive(request: HttpRequest) -> HttpResponse:
    return _told({}, is_well=True)


@door(GET=anyone)
def ready(request: HttpRequest) -> HttpResponse:
    checks = health.examine()
    return _told(checks, is_well=all(checks.values()), facts=health.told())


def _told(checks: dict[str, bool], *, is_well: bool, facts: Facts | None = None) -> HttpResponse:
    """Names and yes or no: the reasons are in the log, not on the network."""
    response = JsonResponse(
        {"bien": is_well, "controles": checks} | ({"a_savoir": facts} if facts else {}),
        status=200 if is_well else 503,
    )
    response["Cache-Control"] = "no-store"
    return response
