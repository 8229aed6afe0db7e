"""Who is at this browser, for how long, and when they show once more that it is them."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from parvis.courier.models import Dispatch
from parvis.members.giving_roles import give_role
from parvis.members.signing_in import make_link
from parvis.members.telling_of_changes import CHANGED


def enter(member, now):
    browser = Client()
    browser.post(make_link(member, now).removeprefix("http://localhost:8000"))
    return browser


def is_in(browser):
    return browser.get("/mon-espace/").status_code == 200


class TestHowLong:
    @pytest.mark.asvs("7.3.2")
    def test_a_session_ends_after_half_a_year_however_often_one_came(self, village, now):
        browser = enter(village.jeanne, now)
        for month in (1, 3, 5):
            with time_machine.travel(now + timedelta(days=30 * month), tick=True):
                assert is_in(browser)
                browser.post("/mon-espace/details/", {"name": "Jeanne Martin"})
        with time_machine.travel(now + timedelta(days=181), tick=True):
            assert not is_in(browser)

    def test_coming_back_writes_nothing_about_it(self, village, now):
        browser = enter(village.jeanne, now)
        before = list(Session.objects.values_list())
        with time_machine.travel(now + timedelta(days=3), tick=True):
            browser.get("/mon-espace/")
        assert list(Session.objects.values_list()) == before

    @pytest.mark.asvs("7.2.4")
    def test_entering_gives_a_new_key_and_forgets_what_was_planted(self, village, now, anonymous):
        session = anonymous.session
        session["planted"] = "x"
        session.save()
        planted = session.session_key
        anonymous.cookies["parvis"] = planted
        anonymous.post(make_link(village.jeanne, now).removeprefix("http://localhost:8000"))
        assert anonymous.cookies["parvis"].value != planted
        assert not Session.objects.filter(session_key=planted).exists()
        assert "planted" not in anonymous.session

    @pytest.mark.asvs("7.2.4")
    def test_a_role_given_meanwhile_gives_a_new_key_before_it_is_used(self, village, now):
        browser = enter(village.jeanne, now)
        former = browser.cookies["parvis"].value
        give_role(member=village.jeanne, kind="correspondent", by=village.fatou, at=now)
        assert browser.get("/permanence/").status_code == 200
        key = browser.cookies["parvis"].value
        assert key != former
        assert not Session.objects.filter(session_key=former).exists()
        browser.get("/permanence/")
        assert browser.cookies["parvis"].value == key  # once


@pytest.mark.asvs("7.5.3", "7.5.1")
class TestOnceMore:
    def test_behind_the_scenes_one_shows_again_who_one_is_after_twelve_hours(self, village, now):
        browser = enter(village.fatou, now)
        with time_machine.travel(now + timedelta(hours=11), tick=True):
            assert browser.get("/coulisses/lieux/?x=1").status_code == 200
        with time_machine.travel(now + timedelta(hours=13), tick=True):
            answer = browser.get("/coulisses/lieux/?x=1")
            where = urlsplit(answer["Location"])
            assert (where.path, parse_qs(where.query)["suite"]) == ("/connexion/", ["/coulisses/lieux/?x=1"])
            page = browser.get(answer["Location"]).content.decode()
            assert "Montrez encore que c’est vous" in page
            assert is_in(browser)  # the rest stays open
            asked = browser.post(
                "/connexion/", {"address": "fatou@exemple.fr", "suite": "/coulisses/lieux/?x=1"}
            )
            title = Dispatch.objects.filter(purpose="members.sign_in").latest("pk").title
            digits = re.search(r"\d{3}\s\d{3}", title).group()
            assert browser.post(asked["Location"], {"code": digits})["Location"] == "/coulisses/lieux/?x=1"
            assert browser.get("/coulisses/lieux/").status_code == 200

    def test_a_form_opened_in_time_may_be_sent_two_hours_late(self, village, now):
        browser = enter(village.fatou, now)
        for hours, status in ((13, 302), (15, 302)):
            with time_machine.travel(now + timedelta(hours=hours), tick=True):
                answer = browser.post("/coulisses/roles/", {"who": "jeanne martin", "kind": "keeper"})
                assert answer.status_code == status
                assert village.jeanne.roles.exists() == (hours >= 13)
        assert answer["Location"].startswith("/connexion/?encore=1")

    def test_whoever_holds_no_role_is_not_asked_for_nothing(self, village, now):
        browser = enter(village.jeanne, now)
        with time_machine.travel(now + timedelta(hours=13), tick=True):
            assert browser.get("/coulisses/").status_code == 403

    @pytest.mark.parametrize("path", ["/mon-espace/coordonnees/", "/mon-espace/cles/"])
    def test_neither_are_ways_in_changed_by_whoever_finds_a_browser_open(self, village, now, path):
        browser = enter(village.jeanne, now)
        assert browser.get(path).status_code == 200
        with time_machine.travel(now + timedelta(days=2), tick=True):
            assert browser.get(path)["Location"].startswith("/connexion/?encore=1")
            answer = browser.post(path, {"contact": "voleur@exemple.fr", "name": "x"})
            assert answer["Location"].startswith("/connexion/?encore=1")
        assert not village.jeanne.contact_points.filter(address="voleur@exemple.fr").exists()


@pytest.mark.asvs("6.3.7", "7.4.3")
class TestWhenAWayInChanges:
    def test_the_addresses_known_before_hear_of_a_new_one(self, village, client_of):
        client_of(village.jeanne).post("/mon-espace/coordonnees/", {"contact": "neuve@exemple.fr"})
        told = Dispatch.objects.filter(purpose=CHANGED)
        assert [row.address for row in told] == ["jeanne@exemple.fr"]
        assert "neuve@exemple.fr" not in told[0].body
        assert "Monique" in told[0].body
        assert told[0].not_before_at <= village.now + timedelta(minutes=1)

    def test_the_removed_address_hears_of_it_too_and_other_devices_go_out(self, village, client_of):
        here, there = client_of(village.jeanne), client_of(village.jeanne)
        point = village.jeanne.contact_points.get(kind="mail")
        here.post(f"/mon-espace/coordonnees/{point.pk}/retrait/")
        assert Dispatch.objects.get(purpose=CHANGED).address == "jeanne@exemple.fr"
        assert is_in(here)
        assert not is_in(there)

    def test_proving_a_new_address_closes_the_other_devices(self, village, client_of):
        here, there = client_of(village.jeanne), client_of(village.jeanne)
        here.post("/mon-espace/coordonnees/", {"contact": "neuve@exemple.fr"})
        point = village.jeanne.contact_points.get(address="neuve@exemple.fr")
        title = Dispatch.objects.get(address="neuve@exemple.fr").title
        digits = re.search(r"\d{3}\s\d{3}", title).group()
        here.post(f"/mon-espace/coordonnees/{point.pk}/code/", {"code": digits})
        assert is_in(here)
        assert not is_in(there)

    def test_a_passkey_that_goes_is_told(self, village, client_of):
        key = village.jeanne.passkeys.create(
            name="mon téléphone", credential_id=b"1", credential_data=b"1", added_at=village.now
        )
        here, there = client_of(village.jeanne), client_of(village.jeanne)
        here.post(f"/mon-espace/cles/{key.pk}/retrait/")
        assert Dispatch.objects.get(purpose=CHANGED).person == village.jeanne.pk
        assert (is_in(here), is_in(there)) == (True, False)

    def test_somebody_without_mail_is_written_to_nowhere(self, village, client_of):
        client_of(village.odile).post("/mon-espace/coordonnees/", {"contact": "06 39 98 55 55"})
        assert not Dispatch.objects.exists()
