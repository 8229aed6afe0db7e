"""A shared tablet: one reads, says « je viens », and leaves nothing behind."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from parvis.courier.models import Received
from parvis.desk.kiosk import entries
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Registration
from parvis.members.keeping_cards import choose_number, replace_card
from parvis.members.signing_in import give_code
from tests.village import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def tablet(village):
    return Client()


@pytest.fixture
def odile(village, tablet):
    """Odile stands before the tablet, with her card and a code Monique read out."""
    enter(tablet, village.odile, by=village.monique)
    return village.odile


def enter(tablet, member, *, by, suite=""):
    digits = give_code(member=member, by=by, at=timezone.now()).spoken
    return tablet.post("/borne/entrer/", {"card": member.card_code, "digits": digits, "suite": suite})


def pages_of(village):
    cafe = f"/borne/rencontres/{village.cafe.pk}/"
    return ["/borne/", cafe, "/borne/histoires/", "/borne/entrer/", "/borne/moi/", "/borne/moi/journal/",
            "/borne/moi/mot/", "/borne/moi/numero/", "/borne/encore/",
            "/borne/moi/reponses/", "/borne/moi/entraide/", "/borne/moi/entraide/annonce/"]  # fmt: skip


def test_reading_asks_for_nothing(village, tablet):
    page = tablet.get("/borne/").content.decode()
    assert "Café du canal" in page
    assert "<script" not in page
    assert "refresh" not in page
    assert 'data-size="large"' in page


def test_who_came_for_a_cancelled_meeting_reads_it_there(village, tablet):
    cancel(meeting=village.cafe, by=village.karim, at=village.now, reason="Tempête")
    page = tablet.get("/borne/").content.decode()
    assert "ANNULÉ – Café du canal" in page


def test_odile_says_i_am_coming_and_takes_it_back(village, tablet, odile):
    path = f"/borne/rencontres/{village.cafe.pk}/"
    assert "Je viens" in tablet.get(path).content.decode()
    assert "C’est noté" in tablet.post(f"{path}venir/", follow=True).content.decode()
    registration = odile.registrations.get()
    assert (registration.state, registration.channel, registration.made_by) == ("seated", "kiosk", None)
    assert "Café du canal" in tablet.get("/borne/moi/").content.decode()
    tablet.post(f"{path}annulation/")
    registration.refresh_from_db()
    assert registration.state == Registration.State.WITHDRAWN


def test_a_seat_offered_is_answered_at_the_kiosk(village, tablet, odile, now):
    meeting = make_meeting("Thé", now + timedelta(days=5), capacity=2, seats_taken=1)
    row = odile.registrations.create(
        meeting=meeting, state="offered", made_at=now, expires_at=timezone.now() + timedelta(days=1)
    )
    tablet.post(f"/borne/rencontres/{meeting.pk}/reponse/", {"answer": "yes"})
    row.refresh_from_db()
    assert row.state == "seated"


def test_an_entry_is_known_to_the_kiosk_and_to_no_other_page(village, tablet):
    enter(tablet, village.monique, by=village.fatou)
    assert "Bonjour" in tablet.get("/borne/moi/").content.decode()
    for path in ("/mon-espace/", "/permanence/", "/mon-espace/donnees/", "/coulisses/", "/mon-espace/carte/"):
        assert tablet.get(path)["Location"].startswith("/connexion/")


def test_three_minutes_of_rest_end_it_in_the_database(village, tablet, odile):
    began = timezone.now()
    with time_machine.travel(began + timedelta(seconds=170), tick=False):
        assert tablet.get("/borne/encore/").status_code == 200  # looking prolongs nothing
    with time_machine.travel(began + timedelta(seconds=185), tick=False):
        answer = tablet.get("/borne/moi/")
        assert answer["Location"] == "/borne/entrer/"
    assert not Session.objects.filter(expire_date__gt=began + timedelta(seconds=185)).exists()


def test_one_tap_begins_another_three_minutes_and_an_hour_is_the_longest(village, tablet, odile):
    began = timezone.now()
    for seconds in range(150, 3600, 150):
        with time_machine.travel(began + timedelta(seconds=seconds), tick=False):
            assert tablet.post("/borne/encore/", {"silent": "1"}).status_code == 204
    with time_machine.travel(began + timedelta(seconds=3610), tick=False):
        assert tablet.get("/borne/moi/").status_code == 302


def test_the_warning_comes_without_a_script_and_leads_back_where_one_was(village, tablet, odile):
    path = f"/borne/rencontres/{village.cafe.pk}/"
    page = tablet.get(path).content.decode()
    assert (
        f'<noscript><meta http-equiv="refresh" content="150;url=/borne/encore/?suite={path}"></noscript>'
        in page
    )
    warning = tablet.get("/borne/encore/", {"suite": path}).content.decode()
    assert '<meta http-equiv="refresh" content="31;url=/borne/fin/">' in warning
    assert tablet.post("/borne/encore/", {"suite": path})["Location"] == path
    for outside in (
        "https://ailleurs.exemple/",
        "//ailleurs.exemple",
        "/mon-espace/",
        "/borne/../coulisses/",
        "/borne/\\x",
    ):
        assert tablet.post("/borne/encore/", {"suite": outside})["Location"] == "/borne/"


def test_i_have_finished_leaves_nothing(village, tablet, odile):
    answer = tablet.post("/borne/fin/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert tablet.cookies["borne"].value == ""
    assert tablet.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert not Session.objects.exists()
    assert "Odile" not in tablet.get("/borne/fin/").content.decode()
    assert tablet.get("/borne/moi/")["Location"] == "/borne/entrer/"


def test_ending_leaves_the_sessions_of_other_pages_alone(village, client_of):
    jeanne = client_of(village.jeanne)
    for answer in (jeanne.get("/borne/fin/"), jeanne.post("/borne/fin/")):
        assert not answer.has_header("Clear-Site-Data")
    assert jeanne.get("/mon-espace/").status_code == 200


def test_no_page_is_kept_none_is_completed_and_no_link_leads_out(village, tablet, odile):
    about = "Voir https://ailleurs.exemple/plan ou [nous](mailto:nous@exemple.fr)."
    type(village.cafe).objects.filter(pk=village.cafe.pk).update(about=about)
    for path in pages_of(village):
        answer = tablet.get(path)
        page = answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store", path
        assert all(
            link.startswith(("/borne/", "#")) for link in re.findall(r'<a [^>]*href="([^"]*)"', page)
        ), path
        assert all(goal.startswith("/borne/") for goal in re.findall(r'action="([^"]*)"', page)), path
        for field in re.findall(r"<(?:input|textarea)[^>]*>", page):
            assert 'type="hidden"' in field or 'autocomplete="off"' in field, path
    assert (
        "https://ailleurs.exemple/plan"
        in tablet.get(f"/borne/rencontres/{village.cafe.pk}/").content.decode()
    )


def test_wrong_unknown_and_closed_are_answered_alike(village, tablet):
    choose_number(member=village.odile, digits="4182", at=timezone.now())
    answers = set()
    for card, digits in [
        (village.odile.card_code, "4183"), (village.henri.card_code, "4182"), ("ZZ9999", "4182"),
        (village.odile.card_code, "418300"), ("ZZ9999", "418300"),
    ]:  # fmt: skip
        page = tablet.post("/borne/entrer/", {"card": card, "digits": digits})
        assert page.status_code == 422
        words = page.content.decode().replace(card, "CARD").replace(digits, "DIGITS")
        answers.add(re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", words))
    assert len(answers) == 1
    for sent in (village.odile.card_code, "ZZ9999"):
        page = tablet.post("/borne/entrer/code/", {"card": sent}).content.decode().replace(sent, "CARD")
        answers.add(re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", page))
    assert len(answers) == 2


def test_a_card_is_tried_ten_times_an_hour_whoever_has_it(village):
    for card in (village.odile.card_code, "ZZ9999"):
        statuses = [Client().post("/borne/entrer/", {"card": card, "digits": "4183"}) for _try in range(11)]
        assert "Trop d’essais" in statuses[-1].content.decode()
        assert "Trop d’essais" not in statuses[-2].content.decode()


@pytest.mark.parametrize(
    ("card", "digits"),
    [("", ""), ("Odile", "1234"), ("KL40721", "12345"), ("<b>", "x" * 900), ("KL 40 72", "")],
)
def test_odd_input_keeps_what_was_typed_and_says_what_to_do(card, digits, village, tablet):
    page = tablet.post("/borne/entrer/", {"card": card, "digits": digits, "suite": "//ailleurs"})
    assert page.status_code == 422
    assert "<b>" not in page.content.decode().split("<main")[1].replace("<body>", "")
    if card == "Odile":
        assert 'value="Odile"' in page.content.decode()


def test_a_lost_card_a_suspension_and_a_departure_end_it_at_once(village, tablet, odile, now):
    assert tablet.get("/borne/moi/").status_code == 200
    replace_card(member=odile, by=odile, at=now)
    assert tablet.get("/borne/moi/").status_code == 302
    odile.refresh_from_db()
    enter(tablet, odile, by=village.monique)
    odile.left_at = now
    odile.save()
    assert tablet.get("/borne/moi/").status_code == 302


def test_a_number_is_chosen_after_a_code_only(village, tablet, odile):
    assert tablet.post("/borne/moi/numero/", {"number": "1111"}).status_code == 422
    tablet.post("/borne/moi/numero/", {"number": "4182"})
    tablet.post("/borne/fin/")
    tablet.post("/borne/entrer/", {"card": odile.card_code, "digits": "4182"})
    assert "Choisir un numéro" not in tablet.get("/borne/moi/").content.decode()
    assert tablet.post("/borne/moi/numero/", {"number": "5293"})["Location"] == "/borne/moi/"
    tablet.post("/borne/fin/")
    assert tablet.post("/borne/entrer/", {"card": odile.card_code, "digits": "5293"}).status_code == 422


def test_a_word_waits_at_the_desk_once(village, tablet, odile, client_of):
    assert tablet.post("/borne/moi/mot/", {"text": ""}).status_code == 422
    for _tap in range(2):
        tablet.post("/borne/moi/mot/", {"text": "Rappelez-moi <b>vite</b>.", "once": "k"})
    row = Received.objects.get()
    assert (row.person, row.state) == (odile.pk, "to_read")
    page = client_of(village.monique).get("/permanence/messages/").content.decode()
    assert "Odile Roux" in page
    assert "Rappelez-moi &lt;b&gt;vite&lt;/b&gt;." in page


def test_a_closed_place_shows_its_week_to_those_who_entered(village, tablet):
    village.community.is_open = False
    village.community.save()
    assert tablet.get("/borne/")["Location"] == "/borne/entrer/"
    enter(tablet, village.odile, by=village.monique)
    assert "Café du canal" in tablet.get("/borne/").content.decode()


def test_what_one_may_not_know_of_is_not_here(village, tablet, odile, now):
    secret = make_meeting("Surprise", now + timedelta(days=2), visibility="circle", circle=village.council)
    page = tablet.get(f"/borne/rencontres/{secret.pk}/")
    assert page.status_code == 404
    assert "Surprise" not in page.content.decode() + tablet.get("/borne/").content.decode()
    tablet.post(f"/borne/rencontres/{secret.pk}/venir/")
    assert not odile.registrations.exists()


def test_a_refusal_stays_in_the_frame_of_the_kiosk(village, tablet, odile, now):
    over = make_meeting("Hier", now - timedelta(days=1))
    page = tablet.post(f"/borne/rencontres/{over.pk}/venir/", follow=True).content.decode()
    assert "Cette rencontre est passée" in page or "est terminée" in page
    assert 'href="/qui-est-qui/"' not in page


def test_the_pages_of_the_kiosk_ask_few_questions(village, tablet, odile, django_assert_max_num_queries):
    for path in pages_of(village):
        with django_assert_max_num_queries(12):
            tablet.get(path)


def test_the_rest_is_the_one_that_was_promised():
    assert (timedelta(minutes=3), timedelta(seconds=30)) == (entries.REST, entries.WARNING)
