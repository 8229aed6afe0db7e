"""What belongs to one of two people before one screen is never shown before their own digits."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.settling import settle
from parvis.aid.models import Notice
from parvis.aid.posting import post
from parvis.kit import limiting, matrix
from parvis.rides.asking import ask
from parvis.rides.offering import offer
from tests.covisits.sitting import sit_down
from tests.village import Village, seat

# Odile's alone: what was said to her, where she would be met, that she comes, looks for a car, answered somebody.
CANARIES = ("zqpont", "zqbourg", "zqsaintmartin", "zqentrenous", "0199004512", "45 12")


@pytest.fixture
def two(village: Village, client_of) -> Client:
    """Paul looks with Odile, for whom much waits."""
    now = village.now
    notice = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    begun = answer(notice=notice, by=village.odile, words="zqentrenous", at=now)
    settle(exchange=begun, by=village.jeanne, begins_at=now + timedelta(days=1), where="zqpont", at=now)
    rows = [seat(one, village.cafe, now) for one in (village.jeanne, village.odile)]
    offer(registration=rows[0], seats=2, place_words="zqsaintmartin", at=now)
    ask(registration=rows[1], place_words="zqbourg zqsaintmartin", at=now)
    return sit_down(client_of(village.paul), village, village.odile)


def addresses(village: Village) -> list[str]:
    """Every page of two people, with every « pour »."""
    known = {"number": 2}
    found = []
    for row in matrix.rows():
        if not row.name.startswith("covisits:beside"):
            continue
        if row.name in ("covisits:beside_end", "covisits:beside_start"):
            continue
        thing = Notice.objects.get().pk if "annonce" in row.path else village.cafe.pk
        path = reverse(row.name, kwargs={one: known.get(one, thing) for one in row.arguments})
        found += [path, *(f"{path}?pour={whom}" for whom in ("1", "2", "nous"))]
    return found


def test_nothing_of_hers_is_read_before_her_digits(village: Village, two: Client):
    seen = []
    paths = addresses(village)
    assert len(paths) > 30
    for path in paths:
        limiting.forget()
        two.get("/cote-a-cote/encore/")
        for answered in (two.get(path), two.post(path, {"step": "say"})):
            shown = answered.content.decode()
            seen += [(path, canary) for canary in CANARIES if canary in shown]
    assert not seen


def test_hers_are_read_with_her_digits_and_with_no_others(village: Village, two: Client):
    path = reverse("covisits:beside_words", args=[2])
    bogus = {"step": "say", "exchange-1": "x", "digits2": "4182", "digits1": "4182"}
    for sent in ({"digits2": "4182"}, {"digits1": "4182"}, bogus):
        page = two.post(path, sent)
        assert page.status_code == 422
        assert not [canary for canary in CANARIES if canary in page.content.decode()]
    page = two.post(path, {"digits2": "7391"}).content.decode()
    assert "zqpont" in page
    assert "zqsaintmartin" in page
    mine = two.post(reverse("covisits:beside_words", args=[1]), {"digits1": "4182"}).content.decode()
    assert not [canary for canary in CANARIES if canary in mine]


def test_whether_she_comes_is_on_no_page(village: Village, two: Client):
    page = two.get(reverse("covisits:beside_meeting", args=[village.cafe.pk])).content.decode()
    seat(village.paul, village.cafe, village.now)
    assert "Qui vient" not in page
    refused = two.post(
        reverse("covisits:beside_going", args=[village.cafe.pk]) + "?pour=2", {"digits2": "0000"}
    )
    assert "place à cette rencontre" not in refused.content.decode()
