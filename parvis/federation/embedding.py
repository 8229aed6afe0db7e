"""The programme inside the page of another site: which meetings, how it looks, its frame (oEmbed).

Everything one may choose is in a short list: nothing typed in an address comes into the page.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.federation import feeds
from parvis.meetings.listing import Days, by_day

GROUNDS = ("auto", "clair", "sombre")
COLOURS = ("communaute", "neutre")
FEW, MOST, USUAL = 1, 30, 10
WIDTH, HEIGHT, LEAST = 600, 520, 120
LONGEST = 2000  # letters of an address somebody asks about
_SHOWN = {"meetings:programme", "portal:home", "federation:embedded"}


@dataclass(frozen=True)
class Look:
    """What was chosen: how many meetings, of which circle or place, on which ground, in which colour."""

    count: int = USUAL
    narrowing: str = ""
    ground: str = "auto"
    colour: str = "communaute"

    @property
    def theme(self) -> str:
        """The value of `data-theme`; empty follows the reader's system."""
        return {"clair": "light", "sombre": "dark"}.get(self.ground, "")

    @property
    def query(self) -> str:
        """The same choices, in an address."""
        chosen = {"nombre": self.count, "par": self.narrowing, "fond": self.ground, "couleur": self.colour}
        usual = {"nombre": USUAL, "par": "", "fond": GROUNDS[0], "couleur": COLOURS[0]}
        return urlencode({name: value for name, value in chosen.items() if value != usual[name]})


def read_look(query: QueryDict) -> Look:
    """The choices of an address; what is not in the list is as usual."""
    ground, colour = query.get("fond", ""), query.get("couleur", "")
    return Look(
        count=_bounded(query.get("nombre", ""), USUAL, FEW, MOST),
        narrowing=_narrowing(query.get("par", "")),
        ground=ground if ground in GROUNDS else GROUNDS[0],
        colour=colour if colour in COLOURS else COLOURS[0],
    )


def days_of(look: Look, now: datetime) -> Days:
    """The meetings to come anyone may know of, by day; one query."""
    meetings = feeds.in_calendars(None, now).filter(ends_at__gt=now)
    kind, _dash, pk = look.narrowing.partition("-")
    if pk:
        meetings = meetings.filter(**{"circle_id" if kind == "cercle" else "place_id": int(pk)})
    return by_day(meetings.select_related("place", "room", "cancellation")[: look.count])


def page_of(look: Look) -> str:
    """The whole address of the page to put in a frame."""
    query = f"?{look.query}" if look.query else ""
    return f"{settings.PUBLIC_ADDRESS}{reverse('federation:embedded')}{query}"


def frame(look: Look, width: str = "100%", height: int = HEIGHT) -> str:
    """The HTML to paste: one frame, which needs no script. A text to be read: no page takes it as its own."""
    title = _("Programme of %(name)s") % {"name": current().name}
    made = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0"></iframe>',
        page_of(look),
        title,
        width,
        height,
    )
    return str.__str__(made)


def oembed(query: QueryDict) -> dict[str, Any] | None:
    """The answer to a site that asks how to show one of our addresses; None when it is not one of those."""
    look = _look_of(query.get("url", ""))
    if look is None:
        return None
    width = _bounded(query.get("maxwidth", ""), WIDTH, LEAST, WIDTH)
    height = _bounded(query.get("maxheight", ""), HEIGHT, LEAST, HEIGHT)
    return {
        "version": "1.0",
        "type": "rich",
        "title": _("Programme of %(name)s") % {"name": current().name},
        "provider_name": current().name,
        "provider_url": f"{settings.PUBLIC_ADDRESS}/",
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame(look, str(width), height),
    }


def _look_of(address: str) -> Look | None:
    """The look an address of ours asks for: the programme, or the page to embed itself."""
    ours = f"{settings.PUBLIC_ADDRESS}/"
    if not address.startswith(ours) or len(address) > LONGEST:
        return None
    path, _mark, query = address.removeprefix(ours).partition("?")
    try:
        name = resolve(f"/{path}").view_name
    except Resolver404:
        return None
    return read_look(QueryDict(query)) if name in _SHOWN else None


def _narrowing(text: str) -> str:
    kind, _dash, pk = text.partition("-")
    is_known = kind in {"cercle", "lieu"} and pk.isascii() and pk.isdecimal() and len(pk) < 10
    return text if is_known else ""


def _bounded(text: str, usual: int, least: int, most: int) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 7
    return max(least, min(int(text), most)) if is_number else usual
