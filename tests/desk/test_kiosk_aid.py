"""Mutual help at the kiosk: two fields, a yes or no in one tap, and nothing stays on the tablet."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from parvis.aid.exchange.agreeing import agree
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.settling import settle
from parvis.aid.models import Exchange, Notice
from parvis.aid.posting import post
from parvis.community.models import Switch
from parvis.members.contacts import read_contact
from parvis.members.minors import Parent, protect
from parvis.members.signing_in import give_code
from parvis.rides.asking import ask
from parvis.rides.models import Ride
from parvis.rides.offering import offer
from tests.village import Village, seat

AID, NEW, ANSWERS = "/borne/moi/entraide/", "/borne/moi/entraide/annonce/", "/borne/moi/reponses/"
TYPED = {"direction": "need", "words": "une échelle", "once": "k"}


@pytest.fixture
def tablet(village: Village) -> Client:
    """Odile stands before it, with her card and a code Monique read out."""
    client = Client()
    digits = give_code(member=village.odile, by=village.monique, at=timezone.now()).spoken
    client.post("/borne/entrer/", {"card": village.odile.card_code, "digits": digits})
    return client


def test_two_fields_and_it_is_published_once(village: Village, tablet: Client):
    empty = tablet.post(NEW, {"direction": "offer", "words": ""})
    assert empty.status_code == 422
    assert "en une phrase" in empty.content.decode()
    for _tap in range(2):
        page = tablet.post(NEW, TYPED, follow=True).content.decode()
    assert "une échelle" in page
    made = Notice.objects.get()
    assert (made.author, made.channel, made.category) == (village.odile, "kiosk", "objets")
    tablet.post(f"{AID}{made.pk}/fin/", {"why": "found"})
    made.refresh_from_db()
    assert made.end.why == "fulfilled"


def test_a_few_words_answer_somebody_and_only_somebody_else(village: Village, tablet: Client):
    need = post(author=village.jeanne, direction="need", words="tenir l’escabeau", at=timezone.now())
    assert "tenir l’escabeau" in tablet.get(AID).content.decode()
    assert tablet.post(f"{AID}{need.pk}/", {"words": ""}).status_code == 422
    for _tap in range(2):
        assert tablet.post(f"{AID}{need.pk}/", {"words": "Je sais faire", "once": "k"}).status_code == 302
    assert Exchange.objects.get().answered_by == village.odile
    own = post(author=village.odile, direction="need", words="des plants", at=timezone.now())
    inner = post(
        author=village.paul, direction="need", words="zqcercle", at=timezone.now(), circle=village.gardeners
    )
    for hidden in (own, inner):
        assert tablet.get(f"{AID}{hidden.pk}/").status_code == 404
    assert "zqcercle" not in tablet.get(AID).content.decode()
    theirs = post(author=village.paul, direction="offer", words="des clous", at=timezone.now())
    tablet.post(f"{AID}{theirs.pk}/fin/", {"why": "found"})
    assert Notice.objects.live(timezone.now()).filter(pk=theirs.pk).exists()


def test_a_yes_to_an_hour_and_to_a_car_are_one_tap_each_and_no_number_is_shown(
    village: Village, tablet: Client
):
    now = timezone.now()
    need = post(author=village.odile, direction="need", words="tenir l’escabeau", at=now)
    begun = answer(notice=need, by=village.jeanne, words="J’arrive avec le mien", at=now)
    rows = [seat(one, village.cafe, now) for one in (village.jeanne, village.odile)]
    offer(registration=rows[0], seats=2, place_words="Saint-Martin", at=now)
    ask(registration=rows[1], place_words="Saint-Martin", at=now)
    assert "2 choses attendent ma réponse" in tablet.get("/borne/moi/").content.decode()
    page = tablet.get(ANSWERS).content.decode()
    assert "J’arrive avec le mien" in page
    tablet.post(ANSWERS, {"said": f"yes-{begun.pk}-0"})
    settle(exchange=begun, by=village.jeanne, begins_at=now + timedelta(days=1), where="Sous le pont", at=now)
    assert "Sous le pont" in tablet.get(ANSWERS).content.decode()
    old = tablet.post(ANSWERS, {"said": f"yes-{begun.pk}-0"})
    assert old.status_code == 409
    assert "n’est plus posée" in old.content.decode()
    assert tablet.post(ANSWERS, {"said": f"hour-{begun.pk}-1"}).status_code == 302
    ride = Ride.objects.get()
    assert tablet.post(ANSWERS, {"said": f"ride-yes-{ride.pk}-0"}).status_code == 302
    assert Exchange.objects.for_page().get().meets is not None
    page = tablet.get("/borne/moi/").content.decode()
    assert "Sous le pont" in page
    assert "attend ma réponse" not in page
    assert "98.12" not in page + tablet.get(ANSWERS).content.decode()


def test_a_no_is_one_tap_too(village: Village, tablet: Client):
    now = timezone.now()
    need = post(author=village.odile, direction="need", words="tenir l’escabeau", at=now)
    begun = answer(notice=need, by=village.jeanne, words="Oui", at=now)
    agree(exchange=begun, by=village.odile, at=now)
    settle(exchange=begun, by=village.jeanne, begins_at=now + timedelta(days=1), where="Ici", at=now)
    tablet.post(ANSWERS, {"said": f"no-{begun.pk}"})
    assert Exchange.objects.for_page().get().has_ended


@pytest.mark.parametrize("said", ["", "x" * 900, "hour-1-1", "yes-0-0\0", "<b>"])
def test_what_was_not_asked_is_refused(said, village: Village, tablet: Client):
    assert tablet.post(ANSWERS, {"said": said}).status_code == 409


def test_a_child_reads_who_answers_for_them(village: Village, tablet: Client):
    parent = Parent("Une parente", read_contact("01 99 00 45 77"), agreed=True)
    protect(member=village.odile, birth_year=village.now.year - 10, parent=parent, at=village.now)
    need = post(author=village.jeanne, direction="need", words="une échelle", at=timezone.now())
    assert "un parent" in tablet.get(f"{AID}{need.pk}/").content.decode()
    refused = tablet.post(NEW, TYPED)
    assert "un parent" in refused.content.decode()
    assert Notice.objects.count() == 1


def test_nothing_stays_and_a_passer_by_reads_nothing(village: Village, tablet: Client):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=timezone.now())
    tablet.post(NEW, {"direction": "offer", "words": "zqmots", "once": "k"})
    assert tablet.post("/borne/fin/")["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()
    for path in (AID, NEW, ANSWERS, f"{AID}{need.pk}/"):
        assert tablet.get(path)["Location"] == "/borne/entrer/", path
    for path in (NEW, ANSWERS, f"{AID}{need.pk}/", f"{AID}{need.pk}/fin/"):
        assert tablet.post(path, TYPED)["Location"] == "/borne/entrer/", path
    assert Notice.objects.count() == 2


def test_switched_off_it_is_not_there(village: Village, tablet: Client):
    Switch.objects.create(area="aid", is_on=False, changed_at=village.now)
    assert "Entraide" not in tablet.get("/borne/moi/").content.decode()
    assert tablet.get(AID).status_code == 404
