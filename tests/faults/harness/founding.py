"""Fills a place with the village: run in a process of its own, prints what writers need as JSON."""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

WAITING_LIST, NO_WAITING_LIST = "Atelier vélo", "Balade en barque"


def fill() -> dict[str, Any]:
    """Migrate, settle the village, open some meetings and a story; ids and session cookies."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from benchmarks.town import session_of
    from tests.village import make_meeting, settle

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE faults_echo (deed bigint NOT NULL, told_at text NOT NULL)")
    now = timezone.now()
    village = settle(now)
    soon = now + timedelta(days=9)
    meetings = {
        "open": make_meeting("Marche douce", soon, host=village.karim).pk,
        "line": make_meeting(WAITING_LIST, soon, host=village.karim, capacity=12).pk,
        "strict": make_meeting(
            NO_WAITING_LIST, soon, host=village.karim, capacity=9, has_waiting_list=False
        ).pk,
        "room": make_meeting("Café du jour", now + timedelta(minutes=30), host=village.karim).pk,
    }
    tellers = _tellers(now)
    return {
        "meetings": meetings,
        "story": _story(now),
        "karim": session_of(village.karim),
        "tellers": [session_of(member) for member in tellers],
        "mails": [f"conteur{number}@exemple.fr" for number in range(len(tellers))],
    }


def _tellers(now: datetime) -> list[Any]:
    """People who tell stories and sign in; one alone may only say five sentences a story."""
    from tests.village import make_member

    letters = "ABCDEFGHIJKLMNOPQRST"
    return [
        make_member(f"Conteuse {letter}", now, mail=f"conteur{number}@exemple.fr")
        for number, letter in enumerate(letters)
    ]


def _story(now: datetime) -> int:
    from parvis.wiki.publishing import publish
    from parvis.wiki.telling import add_sentence, begin

    story = begin(title="La fête des lanternes", happened_on=now.date(), at=now)
    from parvis.members.models import Member

    lucie = Member.objects.get(name="Lucie Bernard")
    add_sentence(story=story, author=lucie, words="Il pleuvait, on a ri.", signed_as="", at=now)
    publish(story=story, by=lucie, at=now)
    return int(story.pk)


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
