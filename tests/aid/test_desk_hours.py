"""Two people who meet at the desk find it kept at that hour."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.desk_hours import is_kept
from parvis.aid.exchange.links import path_of
from parvis.aid.models import Settlement
from parvis.aid.posting import post
from parvis.members.models import Role

TWO = "le mardi et le jeudi, de 14 h à 17 h"


@pytest.mark.parametrize(
    ("said", "day", "hour", "kept"),
    [
        (TWO, 24, (14, 0), True),
        (TWO, 26, (16, 59), True),
        (TWO, 26, (17, 0), False),
        (TWO, 28, (15, 0), False),
        ("du lundi au vendredi, 9 h – 12 h", 25, (9, 30), True),
        ("du lundi au vendredi, 9 h – 12 h", 28, (9, 30), False),
        ("du samedi au lundi", 29, (9, 0), True),
        ("du samedi au lundi", 24, (9, 0), False),
        ("Mardis, 9 h 30 à 11 h", 24, (9, 15), False),
        ("mardi 9 h à 12 h, jeudi 14 h à 17 h", 26, (10, 0), True),  # each day its own: not for us to refuse
        ("Tuesday to Friday", 27, (10, 0), True),
        ("sur rendez-vous", 29, (23, 0), True),
        ("", 29, (23, 0), True),
    ],
)
def test_days_and_hours_as_people_say_them(said: str, day: int, hour: tuple[int, int], kept: bool):
    moment = datetime(2026, 11, day, *hour, tzinfo=ZoneInfo("Europe/Paris"))
    assert is_kept(said, moment) is kept


def test_an_hour_when_the_desk_is_closed_is_told_and_nothing_typed_is_lost(village, anonymous, now):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    begun = answer(notice=need, by=village.paul, words="J’en ai une.", at=now)
    Role.objects.filter(member=village.monique, kind=Role.Kind.CORRESPONDENT).update(hours=TWO)
    page = path_of(begun.pk, village.paul)
    typed = {"hour-day": "2026-11-28", "hour-hour": "10:00", "hour-spot": f"desk-{village.monique.pk}"}
    said = anonymous.post(f"{page}heure/", typed)
    assert said.status_code == 422
    text = said.content.decode()
    assert f"Monique est à la permanence {TWO}." in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert 'value="10:00"' in text
    assert not Settlement.objects.exists()
    anonymous.post(f"{page}heure/", typed | {"hour-day": "2026-11-26", "hour-hour": "15:00"})
    assert Settlement.objects.get().keeper == village.monique
