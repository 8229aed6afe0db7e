"""Which address a step opens: a path as it is, or a thing of the village by what it is called."""

import re
from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

from parvis.aid.bridge.links import path_of as path_of_volunteer
from parvis.aid.exchange.links import path_of as path_of_exchange
from parvis.aid.models import Exchange, GroupPurchase, Notice, Volunteer
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import path_of as path_of_registration
from parvis.members.models import Member

_NAMED = re.compile(r"(?P<kind>[a-zé’ ]+) « (?P<name>[^»]+) »")
Find = Callable[[str, Member | None, datetime], str | None]


def address_of(page: str, player: Member | None, at: datetime) -> str:
    """The address, for whoever plays. What is no longer there leads to the first page of its kind."""
    if page.startswith("/"):
        return page
    named = _NAMED.fullmatch(page)
    if named is None or named["kind"] not in _FIND:
        raise ValueError(page)
    find, otherwise = _FIND[named["kind"]]
    return find(named["name"], player, at) or reverse(otherwise)


def _meeting(name: str, player: Member | None, at: datetime) -> Meeting | None:
    rows = Meeting.objects.visible_to(player).filter(title=name, ends_at__gt=at)
    return rows.order_by("begins_at").first()


def _meeting_page(name: str, player: Member | None, at: datetime) -> str | None:
    found = _meeting(name, player, at)
    return reverse("meetings:meeting", args=[found.pk]) if found else None


def _room(name: str, player: Member | None, at: datetime) -> str | None:
    found = _meeting(name, player, at)
    return reverse("meetings:room", args=[found.pk]) if found else None


def _coming(name: str, player: Member | None, at: datetime) -> str | None:
    rows = Registration.objects.live().filter(meeting=_meeting(name, player, at), member=player)
    found = rows.select_related("meeting").first()
    return path_of_registration(found) if found else _meeting_page(name, player, at)


def _desk(name: str, player: Member | None, at: datetime) -> str | None:
    found = Member.objects.present().filter(name=name).first()
    return reverse("desk:person", args=[found.pk]) if found else None


def _notice(name: str, player: Member | None, at: datetime) -> str | None:
    rows = Notice.objects.visible_to(player).live(at).filter(words__startswith=name)
    found = rows.latest_first().first()
    return reverse("aid:notice", args=[found.pk]) if found else None


def _exchange(name: str, player: Member | None, at: datetime) -> str | None:
    if player is None:
        return None
    rows = Exchange.objects.of(player).filter(notice__words__startswith=name).select_related("notice__author")
    found = rows.order_by("-moved_at", "-pk").first()
    return path_of_exchange(found.pk, player) if found else None


def _purchase(name: str, player: Member | None, at: datetime) -> str | None:
    found = GroupPurchase.objects.filter(title=name, closes_at__gt=at).first()
    return reverse("aid:purchase", args=[found.pk]) if found else None


def _calls(name: str, player: Member | None, at: datetime) -> str | None:
    found = Volunteer.objects.filter(member=player, wake__slept_at=None).order_by("-pk").first()
    return path_of_volunteer(found) if found else None


_FIND: dict[str, tuple[Find, str]] = {
    "rencontre": (_meeting_page, "meetings:programme"),
    "salle": (_room, "meetings:programme"),
    "venue": (_coming, "meetings:programme"),
    "permanence": (_desk, "desk:home"),
    "annonce": (_notice, "aid:index"),
    "échange": (_exchange, "aid:mine"),
    "achat": (_purchase, "aid:purchases"),
    "pont": (_calls, "aid:bridge"),
}
