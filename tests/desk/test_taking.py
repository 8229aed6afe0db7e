"""What is taken by telephone: a message, a promise to call back, a number; a place offered, more people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.conversations.models import Thread
from parvis.courier.models import Dispatch, Received
from parvis.desk.telling_apart import perhaps_twice
from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.members.reaching import route_to
from tests.village import make_meeting, make_member, seat


@pytest.fixture
def desk(village, client_of):
    client = client_of(village.monique)
    client.post(f"/permanence/personnes/{village.odile.pk}/ouverture/", {"reason": "calling"})
    return client


@pytest.fixture
def home(village):
    return f"/permanence/personnes/{village.odile.pk}/"


def test_a_message_reaches_the_host_and_stands_in_the_journal(desk, home, village):
    seat(village.odile, village.cafe, village.now)
    page = desk.get(home).content.decode()
    assert "Karim Haddad, pour « Café du canal »" in page.replace("\u00a0", " ")
    to = f"member:{village.karim.pk}"
    desk.post(f"{home}prendre/message/", {"message-to": to, "message-words": "J’apporte des gaufres."})
    told = Dispatch.objects.get(purpose="conversations.to_answer")
    assert (told.person, "J’apporte des gaufres." in told.body) == (village.karim.pk, True)
    assert "01 99 00 45 12" not in told.body
    assert "Karim Haddad" in village.odile.journal.latest("pk").words
    thread = Thread.objects.get(member=village.odile)
    assert "J’apporte des gaufres." in desk.get(f"{home}echanges/{thread.pk}/").content.decode()


def test_a_message_for_the_desk_waits_there_to_be_read(desk, home, village):
    desk.post(f"{home}prendre/message/", {"message-to": "desk", "message-words": "Elle déménage."})
    assert Received.objects.to_read().get().text == "Elle déménage."
    page = desk.get("/permanence/messages/").content.decode()
    assert "Odile Roux" in page
    assert "Elle déménage." in page


def test_a_message_for_nobody_known_keeps_what_was_typed(desk, home, village):
    answer = desk.post(f"{home}prendre/message/", {"message-to": "member:1", "message-words": "Allô"})
    assert answer.status_code == 422
    assert "Allô</textarea>" in answer.content.decode()
    assert not Dispatch.objects.filter(purpose="conversations.to_answer").exists()


def test_without_a_mandate_the_words_wait_behind_the_question(client_of, village):
    desk = client_of(village.monique)
    desk.post(f"/permanence/personnes/{village.lea.pk}/ouverture/", {"reason": "calling"})
    said = {"message-to": "desk", "message-words": "Mot gardé"}
    answer = desk.post(f"/permanence/personnes/{village.lea.pk}/prendre/message/", said)
    assert answer.status_code >= 400
    assert "Mot gardé" in answer.content.decode()
    assert not Received.objects.exists()


def test_a_promise_is_a_call_that_comes_up_at_its_hour(desk, home, village):
    day = timezone.localtime(village.now).date() + timedelta(days=1)
    said = {"promise-day": day.isoformat(), "promise-hour": "14:30", "promise-about": "le covoiturage"}
    for _tap in range(2):
        desk.post(f"{home}prendre/promise/", said)
    call = Dispatch.objects.get(purpose="desk.promise")
    local = timezone.localtime(call.not_before_at)
    assert (local.date(), local.hour, local.minute) == (day, 14, 30)
    assert (call.channel, call.address) == ("telephone", "+33199004512")
    assert "le covoiturage" in desk.get(home).content.decode()


@pytest.mark.parametrize(
    ("day", "hour"), [("hier", "14:30"), ("demain", "23:00"), ("01/01/2199", "10:00"), ("x", "y")]
)
def test_a_promise_nobody_can_keep_is_refused_with_a_sentence(day, hour, desk, home):
    answer = desk.post(f"{home}prendre/promise/", {"promise-day": day, "promise-hour": hour})
    assert answer.status_code == 422
    assert not Dispatch.objects.filter(purpose="desk.promise").exists()


def test_one_field_notes_a_number(desk, home, village):
    desk.post(f"{home}prendre/way/", {"way-contact": "06 39 98 77 01"})
    assert village.odile.contact_points.filter(address="+33639987701").exists()
    assert desk.post(f"{home}prendre/rien/", {}).status_code == 404


@pytest.mark.parametrize(("answer", "state"), [("yes", "seated"), ("no", "withdrawn")])
def test_a_place_offered_is_answered_in_one_tap(answer, state, desk, home, village):
    later = village.now + timedelta(hours=20)
    offered = seat(village.odile, village.cafe, village.now, state="offered", expires_at=later)
    assert "Une place lui est gardée" in desk.get(home).content.decode()
    desk.post(f"{home}inscriptions/{offered.pk}/proposition/", {"answer": answer})
    offered.refresh_from_db()
    assert offered.state == state
    assert "Café du canal" in village.odile.journal.latest("pk").words


def test_more_people_come_and_too_many_is_a_sentence(desk, home, village):
    registration = seat(village.odile, village.cafe, village.now)
    desk.post(f"{home}inscriptions/{registration.pk}/nombre/", {"party": "3"})
    assert Meeting.objects.get(pk=village.cafe.pk).seats_taken == 3
    page = desk.post(f"{home}inscriptions/{registration.pk}/nombre/", {"party": "99"}, follow=True)
    assert "dix personnes" in page.content.decode()


def test_two_people_with_nearly_one_name_are_noted_as_two(desk, home, village, now):
    odyle = make_member("Odyle Roux", now)
    assert "Doublon" in desk.get(home).content.decode()
    for _tap in range(2):
        desk.post(f"{home}deux/{odyle.pk}/")
    assert "Doublon" not in desk.get(home).content.decode()
    assert perhaps_twice(odyle) == {}
    assert "Odyle" not in village.odile.journal.latest("pk").words
    assert odyle.journal.count() == 1
    assert desk.post(f"{home}deux/{village.odile.pk}/").status_code == 404


def test_the_page_of_a_person_asks_twelve_questions(desk, home, village, now, django_assert_max_num_queries):
    for number in range(8):
        make_member(f"Odile Rouxx{number}", now)
        later = village.now + timedelta(days=3 + number)
        seat(village.odile, make_meeting(f"Jeux {number}", later, host=village.karim), now)
    desk.get(home)  # what is the same for all is remembered
    with django_assert_max_num_queries(12):
        assert desk.get(home).content.decode().count("Jeux") >= 8


def test_while_one_types_only_a_part_of_the_page_is_asked_for(desk, village, django_assert_max_num_queries):
    part = {"HTTP_HX_REQUEST": "true"}
    with django_assert_max_num_queries(6):
        page = desk.get("/permanence/", {"qui": "rou"}, **part).content.decode()
    assert "Odile Roux" in page
    assert "<h1" not in page
    page = desk.get("/permanence/", {"nom": "Odyle Roux", "coordonnee": "01 99"}, **part).content.decode()
    assert "Est-ce la même personne" in page
    assert "is_new" not in page


def test_somebody_who_passes_things_on_is_noted_once_they_agree(desk, home, village):
    """« Passez par ma fille »: her name, her number, her agreement; from then on words go through her."""
    sent = {"through-name": "Claire Roux", "through-contact": "06 39 98 12 40"}
    refused = desk.post(f"{home}prendre/through/", sent)
    assert refused.status_code == 422
    assert 'value="Claire Roux"' in refused.content.decode()
    assert "Demandez d’abord à cette personne" in refused.content.decode()
    assert desk.post(f"{home}prendre/through/", {**sent, "through-agrees": "on"}).status_code == 302
    odile = Member.objects.get(pk=village.odile.pk)
    route = route_to(odile)
    assert (route.through, route.address) == ("Claire Roux", "+33639981240")
    assert "Claire Roux" in odile.journal.latest("pk").words
    assert "Par Claire Roux" in desk.get(home).content.decode()
    desk.post(f"{home}prendre/through/", {**sent, "through-name": "Léon Roux", "through-agrees": "on"})
    assert odile.contact_points.filter(kind="correspondent").count() == 1  # the last one said


@pytest.mark.parametrize("contact", ["", "abc", "12", "claire@@exemple", "\0", "9" * 400])
def test_a_wrong_number_of_a_relative_is_said_and_nothing_changes(contact, desk, home, village):
    sent = {"through-name": "Claire", "through-contact": contact, "through-agrees": "on"}
    assert desk.post(f"{home}prendre/through/", sent).status_code == 422
    assert not village.odile.contact_points.filter(kind="correspondent").exists()
