"""The pages of the letter, as whoever writes it walks through them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from parvis.community.interests import offer
from parvis.courier.models import Dispatch
from parvis.meetings.models import Meeting
from parvis.meetings.registering import register
from parvis.members.choosing_interests import choose_interests, interests_of
from parvis.newsletters.jobs import publish, write_out
from parvis.newsletters.models import Letter, Plan, Section
from tests.newsletters.writing import letter_of
from tests.village import make_meeting

pytestmark = pytest.mark.django_db


def test_three_steps_read_again_choose_plan(village, now, client_of):
    browser = client_of(village.karim)
    answer = browser.post(reverse("newsletters:writing"), {"once": "abc"}, follow=True)
    assert "Café du canal" in answer.text
    assert browser.post(reverse("newsletters:writing"), {"once": "abc"}).url.endswith("/relire/")
    letter = Letter.objects.get()
    opening = letter.sections.get(source="")
    sent = {"title": "Bonjour", "words": "Il fait **froid**.", "seen": "0"}
    browser.post(reverse("newsletters:section", args=[letter.pk, opening.pk]), sent)
    assert "<strong>froid</strong>" in browser.get(reverse("newsletters:reading", args=[letter.pk])).text
    choosing = browser.get(reverse("newsletters:choosing", args=[letter.pk])).text
    assert "10" in choosing
    assert "8 par e-mail" in choosing
    for way in ("mail", "site", "papier", "voix"):
        assert (
            "Café du canal"
            in browser.get(reverse("newsletters:preview", args=[letter.pk]), {"par": way}).text
        )
    mail = browser.get(reverse("newsletters:preview_mail", args=[letter.pk]))
    assert "Bonjour Karim," in mail.text
    assert "unsafe-inline" in mail.headers["Content-Security-Policy"]
    planning = reverse("newsletters:programming", args=[letter.pk])
    assert browser.get(planning).status_code == 200
    assert browser.post(planning, {"act": "now"}).url.endswith("/depart/")
    assert write_out(now) == 10
    assert Dispatch.objects.about(letter).count() == 10
    assert "0 sur 10" in browser.get(reverse("newsletters:departure", args=[letter.pk])).text.replace(
        "\u00a0", " "
    )


def test_a_plan_is_shown_moved_and_called_off(village, now, client_of):
    browser, letter = client_of(village.karim), letter_of(village, now)
    due = now + timedelta(days=1)
    sent = {"day": f"{due:%d/%m/%Y}", "hour": "10:00"}
    browser.post(reverse("newsletters:programming", args=[letter.pk]), sent)
    plan = Plan.objects.get()
    assert plan.state == "waiting"
    assert letter.title in browser.get(reverse("newsletters:plans")).text
    page = reverse("newsletters:plan", args=[plan.pk])
    browser.post(page, {**sent, "hour": "11 h"})
    plan.refresh_from_db()
    assert plan.due_at.astimezone(ZoneInfo("Europe/Paris")).hour == 11
    assert browser.get(page).status_code == 200
    assert client_of(village.jeanne).get(page).status_code == 404
    browser.post(reverse("newsletters:plan_calling_off", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == "cancelled"


def test_two_people_write_at_once_and_nothing_is_lost(village, now, client_of):
    letter = letter_of(village, now)
    section = letter.sections.get(source="meetings.next")
    url = reverse("newsletters:section", args=[letter.pk, section.pk])
    village.lucie.roles.create(kind="animator", since_on=now.date())
    first = client_of(village.karim).post(url, {"title": "A", "words": "De Karim", "seen": "0"})
    assert first.status_code == 302
    second = client_of(village.lucie).post(url, {"title": "B", "words": "De Lucie", "seen": "0"})
    assert second.status_code == 409
    assert "De Karim" in second.text
    assert "De Lucie" in second.text
    assert "Karim" in second.text
    assert Section.objects.get(pk=section.pk).words == "De Karim"
    kept = client_of(village.lucie).post(url, {"title": "B", "words": "De Lucie", "seen": "1"})
    assert kept.status_code == 302
    assert Section.objects.get(pk=section.pk).words == "De Lucie"


def test_sections_go_up_down_out_and_in(village, now, client_of):
    letter, browser = letter_of(village, now), client_of(village.karim)
    first, second = letter.sections.all()[:2]
    url = reverse("newsletters:section_place", args=[letter.pk, second.pk])
    browser.post(url, {"act": "haut"})
    assert list(letter.sections.values_list("pk", flat=True)[:2]) == [second.pk, first.pk]
    browser.post(url, {"act": "retirer"})
    assert not letter.sections.said().filter(pk=second.pk).exists()
    assert second.words in Section.objects.get(pk=second.pk).words
    browser.post(url, {"act": "remettre"})
    assert letter.sections.said().filter(pk=second.pk).exists()


def test_only_who_animates_the_whole_place_writes(village, now, client_of):
    letter = letter_of(village, now)
    village.paul.roles.create(kind="animator", circle=village.gardeners, since_on=now.date())
    for who in (village.jeanne, village.lucie, village.paul):
        answer = client_of(who).get(reverse("newsletters:reading", args=[letter.pk]))
        assert answer.status_code == 403
        assert "Karim" in answer.text


def test_a_draft_has_no_page_and_a_letter_that_left_is_read_by_those_it_is_for(
    village, now, client_of, anonymous
):
    letter = letter_of(village, now)
    url = reverse("newsletters:letter", args=[letter.pk])
    assert client_of(village.karim).get(url).status_code == 404
    Letter.objects.filter(pk=letter.pk).update(left_at=now)
    assert anonymous.get(url).status_code == 404
    assert "Café du canal" in client_of(village.jeanne).get(url).text
    Letter.objects.filter(pk=letter.pk).update(shown_to="all")
    assert "Café du canal" in anonymous.get(url).text
    assert letter.title in anonymous.get(reverse("newsletters:letters")).text


def test_an_interest_is_offered_where_one_takes_part(village, now, client_of):
    garden = offer(name="le jardin", words="potager")
    meeting = make_meeting("Semis au potager", now + timedelta(days=3), host=village.karim)
    register(meeting=meeting, member=village.jeanne, at=now)
    browser = client_of(village.jeanne)
    assert "Le jardin" in browser.get(reverse("meetings:meeting", args=[meeting.pk])).text
    browser.post(reverse("newsletters:my_interest", args=[garden.pk]))
    assert village.jeanne.chosen_interests.filter(interest=garden).exists()
    assert "newsletters:my_interest" not in browser.get(reverse("meetings:meeting", args=[meeting.pk])).text
    choose_interests(member=village.jeanne, interests=[], at=now)


def test_interests_are_kept_in_a_list(village, now, client_of):
    browser = client_of(village.karim)
    index = reverse("newsletters:interests")
    browser.post(index, {"name": "la musique", "words": "chorale"})
    assert browser.post(index, {"name": "LA MUSIQUE"}).status_code == 422
    assert "chorale" in browser.get(index).text
    garden = offer(name="le jardin")
    browser.post(reverse("newsletters:interest", args=[garden.pk]), {"name": "le potager", "words": ""})
    browser.post(reverse("newsletters:interest_withdrawal", args=[garden.pk]))
    garden.refresh_from_db()
    assert (garden.name, garden.is_offered) == ("le potager", False)


def test_names_are_listed_only_where_each_declared_what_puts_them_there(village, now, client_of):
    letter, browser = letter_of(village, now), client_of(village.karim)
    people = reverse("newsletters:people", args=[letter.pk])
    choosing = reverse("newsletters:choosing", args=[letter.pk])
    assert browser.get(people).status_code == 404
    browser.post(choosing, {"join": "and", "criterion": f"circle:{village.gardeners.pk}"})
    assert "Paul Nguyen" in browser.get(people).text
    assert (
        browser.post(choosing, {"join": "and", "criterion": f"circle:{village.council.pk}"}).status_code
        == 422
    )
    browser.post(choosing, {"join": "except", "criterion": f"place:{village.kiosk.pk}"})
    assert browser.get(people).status_code == 404
    browser.post(choosing, {"without": "1"})
    assert "Paul Nguyen" in browser.get(people).text


def test_a_meeting_is_kept_for_later_then_planned(village, now, client_of):
    browser = client_of(village.jeanne)
    day = now + timedelta(days=9)
    sent = {
        "title": "Goûter secret", "day": f"{day:%d/%m/%Y}", "begins": "16:00", "ends": "17:00", "place": "other",
        "where": "chez moi", "audience": "public", "mode": "in_person", "once": "keep-1", "step": "keep",
    }  # fmt: skip
    browser.post(reverse("meetings:propose"), sent)
    meeting = Meeting.objects.get(title="Goûter secret")
    assert not Meeting.objects.visible_to(village.paul).filter(pk=meeting.pk).exists()
    assert f"quoi=meeting:{meeting.pk}" in browser.get(reverse("meetings:meeting", args=[meeting.pk])).text
    due = {"thing": f"meeting:{meeting.pk}", "day": f"{now + timedelta(days=2):%d/%m/%Y}", "hour": "10:00"}
    assert browser.post(reverse("newsletters:new_plan"), due).status_code == 302
    assert client_of(village.paul).get(reverse("newsletters:plans")).text.count("Goûter secret") == 0
    publish(now + timedelta(days=3))
    assert Meeting.objects.visible_to(village.paul).filter(pk=meeting.pk).exists()


def test_interests_are_chosen_in_my_space_and_by_telephone(village, now, client_of):
    garden = offer(name="le jardin")
    choices = reverse("members:choices")
    browser = client_of(village.jeanne)
    assert "Le jardin" in browser.get(choices).text
    browser.post(choices, {"wish": "everything", "interests": [str(garden.pk)]})
    assert interests_of(village.jeanne) == [garden]
    assert browser.post(choices, {"wish": "everything", "interests": ["999"]}).status_code == 422
    browser.post(choices, {"wish": "everything"})
    assert interests_of(village.jeanne) == []
