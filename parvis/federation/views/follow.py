"""« Suivre le programme »: which calendar for whom, and how, program by program."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from parvis.community.identity import current
from parvis.federation import choosing, embedding
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import visitor


@door(GET=visitor)
def show(request: HttpRequest) -> HttpResponse:
    """The calendars for all, one of them with its address, its square and the steps of each program."""
    context: dict[str, Any] = {"is_open": current().is_open}
    if current().is_open:
        known = choosing.choices()
        choice = choosing.chosen(request.GET.get("par", "")[:20], known)
        context |= {"choices": known, "choice": choice, "address": choice.address}
    return page(request, "federation/follow/show.html", context)


@door(GET=visitor)
def elsewhere(request: HttpRequest) -> HttpResponse:
    """« Le programme sur votre site »: the frame to paste, its options, the forms other programs read."""
    look = embedding.read_look(request.GET)
    context = {
        "is_open": current().is_open,
        "look": look,
        "frame": embedding.frame(look),
        "preview": embedding.page_of(look),
        "choices": choosing.choices() if current().is_open else [],
        "grounds": embedding.GROUNDS,
        "colours": embedding.COLOURS,
    }
    return page(request, "federation/follow/elsewhere.html", context)
