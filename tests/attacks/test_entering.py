"""Entering as somebody else, keeping them out, and what stays in a browser after them."""

import re

import pytest

from parvis.courier.models import Dispatch
from parvis.meetings.passes import path_of
from parvis.members.models import ContactPoint
from tests.village import seat


def test_the_correspondent_is_shown_no_code_that_opens_a_role_she_does_not_hold(village, client_of):
    desk = client_of(village.monique)
    for person in (village.fatou, village.karim):
        answer = desk.post(f"/permanence/personnes/{person.pk}/code/")
        assert answer.status_code == 403
        assert not re.search(r"\d{3}\s\d{3}<", answer.content.decode())
        assert not person.sign_in_codes.exists()
    assert desk.post(f"/permanence/personnes/{village.jeanne.pk}/code/").status_code == 200


def test_a_stranger_who_burns_the_tries_does_not_keep_jeanne_out(village, anonymous, client_of):
    asked = anonymous.post("/connexion/", {"address": "jeanne@exemple.fr"})["Location"]
    for _time in range(9):
        anonymous.post(asked, {"code": "000000"})
    link = Dispatch.objects.get().link.removeprefix("http://localhost:8000")
    path = "/" + link.split("/", 3)[-1].lstrip("/") if link.startswith("http") else link
    assert anonymous.get(path).status_code == 200
    assert anonymous.post(path)["Location"] == "/mon-espace/"


@pytest.mark.parametrize("address", ["/mon-espace/", "/mon-espace/journal/", "/rencontres/", "/cercles/"])
def test_nothing_of_a_member_s_pages_stays_in_a_shared_computer(village, client_of, address):
    assert "no-store" in client_of(village.jeanne).get(address)["Cache-Control"]


def test_nothing_of_a_page_opened_by_its_address_stays_either(village, anonymous):
    registration = seat(village.jeanne, village.cafe, village.now)
    assert "no-store" in anonymous.get(path_of(registration))["Cache-Control"]
    assert "public" not in anonymous.get("/connexion/")["Cache-Control"]


def test_a_member_does_not_use_this_place_to_write_to_strangers(village, client_of):
    jeanne = client_of(village.jeanne)
    for number in range(200):
        jeanne.post("/mon-espace/coordonnees/", {"contact": f"victime{number}@exemple.fr"})
        ContactPoint.objects.filter(address=f"victime{number}@exemple.fr").delete()
    assert Dispatch.objects.filter(address__startswith="victime").count() <= 120


def test_doing_a_meeting_again_does_not_tell_the_address_of_its_video_call(village, client_of):
    village.cafe.link, village.cafe.mode = "https://visio.exemple.fr/secret", "hybrid"
    village.cafe.save()
    again = f"/rencontres/{village.cafe.pk}/refaire/"
    assert "visio.exemple.fr" not in client_of(village.jeanne).get(again).content.decode()
    assert "visio.exemple.fr" in client_of(village.karim).get(again).content.decode()
