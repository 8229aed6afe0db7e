"""Who we are, as every page shows it: one small unchanging thing, remembered until something changes."""

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.community import colours
from parvis.community.models import Community
from parvis.community.reading import place
from parvis.courier.letterhead import Letterhead
from parvis.kit.freshness import cached
from parvis.kit.telephones import spoken

ARCH = "M3 33V17a15 15 0 0 1 30 0v16h-8V18a7 7 0 0 0-14 0v15z"
_STANDS_ON = frozenset({"community_community", "community_switch"})  # read together


@dataclass(frozen=True)
class Identity:
    """What pages, messages and paper show of the community. Addresses are paths of this site."""

    uid: str  # of the installation, for ever
    name: str
    welcome: str
    telephone: str  # as written by the administrator; empty when there is none
    is_open: bool
    is_demo: bool
    is_founded: bool  # False until the first page has been filled in
    time_zone: str
    brand: str  # for light grounds, as on letters and paper
    on_brand: str
    colours_css: str
    colours_url: str
    logo_url: str  # empty when the arch stands for the community
    icon: str  # a data: address, for the browser's tab
    vacancy_alarms: bool = True
    public_holidays: str = "FR"
    school_zone: str = ""
    call_room: str = ""  # begins with https://; empty when there is none

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def current() -> Identity:
    """The community of this installation; a nameless one before the first page is filled in."""
    return cached("community.identity", _look, tables=_STANDS_ON)


def letterhead() -> Letterhead:
    """In whose name words leave: the community's name, readable colours and telephone."""
    ours = current()
    called = _("To talk to someone: %(telephone)s") % {"telephone": spoken(ours.telephone)}
    return Letterhead(
        name=ours.name,
        colour=ours.brand,
        on_colour=ours.on_brand,
        help=called if ours.telephone else "",
        time_zone=ours.time_zone,
    )


def _look() -> Identity:
    row = place().row
    community = row or Community(name="Parvis", time_zone=settings.TIME_ZONE)
    tokens = community.tokens or colours.readable(community.colour)
    css = colours.stylesheet(tokens, community.colour)
    return Identity(
        uid=str(community.uid),
        name=community.name,
        welcome=community.welcome,
        telephone=community.telephone,
        is_open=community.is_open,
        is_demo=community.is_demo,
        is_founded=row is not None,
        time_zone=community.time_zone,
        brand=tokens["light"]["brand"],
        on_brand=tokens["light"]["on-brand"],
        colours_css=css,
        colours_url=reverse("community:colours", args=[_digest(css)]),
        logo_url=_logo_url(community),
        icon=_icon(tokens["light"]["brand"]),
        vacancy_alarms=community.vacancy_alarms,
        public_holidays=community.public_holidays,
        school_zone=community.school_zone,
        call_room=community.call_room,
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


def _logo_url(community: Community) -> str:
    if not community.logo:
        return ""
    return reverse("community:logo", args=[_digest(str(community.logo.name))])


def _icon(colour: str) -> str:
    arch = f'<path fill="{colour}" d="{ARCH}"/>'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">{arch}</svg>'
    return "data:image/svg+xml," + quote(picture, safe=" =:/'")
