"""What the community gave itself, season by season: read by its members, printed for the wall."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from parvis.aid.categories import words_of
from parvis.aid.flows.publishing import published
from parvis.aid.models import FlowTable
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import member


@door(GET=member)
def show(request: HttpRequest) -> HttpResponse:
    """Figures as they were written: nobody's name, nothing under five."""
    seasons = [(table, table.until_on - timedelta(days=1), _told(table)) for table in published()]
    return page(request, "aid/flow/show.html", {"seasons": seasons})


def _told(table: FlowTable) -> dict[str, Any]:
    """Kinds and places in words; empty when too few people are behind it."""
    figures = table.figures
    if not figures:
        return {}
    return {
        **figures,
        "kinds": [[_kind(key), count] for key, count in figures["kinds"]],
        "places": [[_place(key), count] for key, count in figures["places"]],
    }


def _kind(key: str) -> str:
    return _("Everything else, together") if key in ("", "-") else words_of(key)


def _place(key: str) -> str:
    return {"": _("Elsewhere, together"), "-": _("No place said")}.get(key, key)
