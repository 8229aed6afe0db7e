"""What a calendar of 200 meetings costs the processor: written, asked for whole, asked for again."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from benchmarks import town
from parvis.community.identity import current
from parvis.community.models import Place
from parvis.federation import feeds
from parvis.federation.giving_addresses import give
from parvis.kit import freshness
from parvis.kit.calendars import calendar
from parvis.meetings.models import Meeting, Publication
from parvis.members.models import Member

MEETINGS, TIMES, MOST_MS = 200, 30, 15.0
ABOUT = "On apporte ce qu’on a, on repart avec une histoire. Venez comme vous êtes, seul ou à plusieurs. " * 3


def _plan(now: datetime) -> None:
    """Exactly so many meetings in the window, each with a place, an address and three sentences."""
    Meeting.objects.all().delete()
    place = Place.objects.order_by("pk").first()
    made = Meeting.objects.bulk_create(
        Meeting(
            title=f"Café des voisins n° {number}",
            about=ABOUT,
            begins_at=now + timedelta(days=1, hours=number),
            ends_at=now + timedelta(days=1, hours=number + 2),
            promotion_stops_at=now,
            proposed_at=now,
            place=place,
        )
        for number in range(MEETINGS)
    )
    Publication.objects.bulk_create(Publication(meeting=meeting, at=now) for meeting in made)


def _cpu(act: Callable[[], object]) -> float:
    """Milliseconds of processor, the best of so many times (others share this machine)."""
    spent = []
    for _time in range(TIMES):
        began = time.process_time()
        act()
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def measure() -> int:
    """Print each figure beside the bound; 1 when a whole calendar costs more."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    town.grow(0, 200, 0, 20, now)
    _plan(now)
    settings.ALLOWED_HOSTS = ["*"]
    client, path = Client(), "/flux/programme.ics"
    entries = list(feeds.of_all(now))
    secret = give(member=Member.objects.order_by("pk")[10], kind="programme", at=now).secret
    own, tag = f"/flux/personnel/{secret}.ics", client.get(path)["ETag"]

    def whole(address: str, **headers: str) -> Callable[[], object]:
        def ask() -> object:
            freshness.bump()
            return client.get(address, headers=headers)

        return ask

    figures = {
        "the writer alone": _cpu(lambda: b"".join(calendar(entries, zone=current().zone))),
        "rows, entries, writer": _cpu(lambda: b"".join(calendar(feeds.of_all(now), zone=current().zone))),
        "the whole request, after a change": _cpu(whole(path)),
        "one\u2019s own, after a change": _cpu(whole(own)),
        "Atom, after a change": _cpu(whole("/flux/programme.atom")),
        "OpenAgenda, after a change": _cpu(whole("/flux/programme.json")),
        "linked data, after a change": _cpu(whole("/flux/programme.jsonld")),
        "nothing new": _cpu(lambda: client.get(path, headers={"If-None-Match": tag})),
    }
    for name, spent in figures.items():
        print(f"{name:36} {spent:7.2f} ms CPU   {spent / MOST_MS:5.2f} of the bound ({MOST_MS:.0f} ms)")
    weight = len(client.get(path).content)
    print(f"{MEETINGS} meetings, {weight / 1000:.0f} kB; best of {TIMES}")
    return int(figures["rows, entries, writer"] > MOST_MS)
