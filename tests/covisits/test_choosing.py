"""« On prend celle-ci »: all are registered in one act, or nobody is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.courier.models import Dispatch
from parvis.covisits import choosing, leaving
from parvis.covisits.choosing import Coming
from parvis.covisits.models import Choice, ChoiceAnswer
from parvis.meetings import cancelling
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import offer_free_seats
from parvis.members.contacts import read_contact
from parvis.members.minors import is_minor
from parvis.members.models import Guardian
from parvis.members.suspending import suspend
from tests.covisits.company import begin, carry
from tests.village import Village, make_meeting, seat

CHOICE, ANSWER = reverse("covisits:choice"), reverse("covisits:answer")
_State = Choice.State
LEA = {"name": "Léa Petit", "contact": "06 39 98 44 55"}


def take(client, meeting):
    return client.post(CHOICE, {"kind": "meeting", "pk": meeting.pk})


def answer(client, **said):
    return client.post(ANSWER, {"choice": Choice.objects.latest("pk").pk, **said})


def typed(name: str, contact: str) -> Coming:
    return Coming(name=name, contact=read_contact(contact))


def full(village: Village, now, free: int, **columns) -> Meeting:
    """A meeting with so many seats left."""
    meeting = make_meeting(
        "Atelier vélo", now + timedelta(days=4), host=village.karim, capacity=free + 1, **columns
    )
    seat(village.lucie, meeting, now)
    return meeting


def seated(meeting: Meeting) -> set[str]:
    return set(meeting.registrations.seated().values_list("member__name", flat=True))


def test_a_child_comes_along_and_a_parent_is_called(village: Village, client_of, client, now):
    """Nothing is asked of the parent before all are registered; a mistake keeps what was typed."""
    jeanne, lina = begin(village.jeanne, now, "Lina")
    first, second = carry(client_of(village.jeanne), jeanne), carry(client, lina)
    take(first, village.cafe)
    typed_by_lina = {
        "name": "Lina Diallo",
        "contact": "06 39 98 77 03",
        "is_minor": "1",
        "birth_year": "2015",
    }
    wrong = answer(second, **typed_by_lina, parent_name="Awa Diallo", parent_telephone="awa@exemple.fr")
    assert wrong.status_code == 422
    said = wrong.content.decode()
    assert "Donnez un numéro de téléphone" in said
    assert 'value="2015"' in said
    assert 'value="Awa Diallo"' in said
    answer(
        second, **typed_by_lina, parent_name="Awa Diallo", parent_telephone="06 39 98 77 04", shows_name="1"
    )
    assert not Guardian.objects.exists()
    assert 'value="06 39 98 77 04"' in second.get(CHOICE).content.decode().replace("\xa0", " ")
    answer(first)
    assert seated(village.cafe) == {"Jeanne Martin", "Lina Diallo"}
    guardian = Guardian.objects.get()
    assert (guardian.child.name, guardian.name, guardian.telephone) == (
        "Lina Diallo",
        "Awa Diallo",
        "+33639987704",
    )
    assert is_minor(guardian.child, now)
    assert not Registration.objects.get(member=guardian.child).shows_name
    assert Dispatch.objects.filter(address="+33639987704", channel="telephone").count() == 1


def test_a_member_and_a_friend_without_account_are_registered_in_one_act(
    village: Village, client_of, client, now
):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    first, second = carry(client_of(village.jeanne), jeanne), carry(client, rosa)
    take(first, village.cafe)
    answer(first)
    assert not village.cafe.registrations.exists()
    assert "Chacun répond" in second.get("/rencontres/").content.decode()
    wrong = answer(second, name="Rosa", contact="06 39")
    assert wrong.status_code == 422
    assert 'value="06 39"' in wrong.content.decode()
    answer(second, name="Rosa Dupont", contact="06 39 98 44 55")
    assert seated(village.cafe) == {"Jeanne Martin", "Rosa Dupont"}
    for browser in (first, second):
        page = browser.get(CHOICE).content.decode()
        assert "C’est noté pour tout le monde." in page
        assert "/inscriptions/" in page or "inscription" in page
    assert "0639984455" not in first.get(CHOICE).content.decode().replace(" ", "")


def test_two_decisions_at_once_give_one(village: Village, client_of, client, now):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    other = full(village, now, 5)
    take(carry(client_of(village.jeanne), jeanne), village.cafe)
    second = carry(client, rosa)
    take(second, other)
    assert Choice.objects.get().meeting == village.cafe
    assert "Une autre rencontre vient d’être proposée" in second.get(CHOICE).content.decode()


def lacking(village, now, free=1, **columns):
    """Two people chose a meeting with too few seats for both."""
    meeting = full(village, now, free, **columns)
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    choice = choosing.propose(visitor=jeanne, meeting=meeting, at=now)
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=now)
    choosing.answer(visitor=rosa, choice=choice, coming=typed("Rosa Dupont", "rosa@exemple.fr"), at=now)
    return meeting, jeanne, rosa, Choice.objects.get(pk=choice.pk)


def test_when_seats_lack_nobody_is_registered_and_nobody_is_written_to(village: Village, now, client):
    meeting, _jeanne, rosa, choice = lacking(village, now)
    assert choice.state == _State.LACKING
    assert seated(meeting) == {"Lucie Bernard"}
    assert not Dispatch.objects.exists()
    assert not Registration.objects.filter(meeting=meeting).exclude(member=village.lucie).exists()
    page = carry(client, rosa).get(CHOICE).content.decode()
    assert "Il manque des places pour vous tous." in page
    assert "liste d’attente" in page


def test_they_wait_together_and_are_offered_seats_together(village: Village, now, client):
    meeting, _jeanne, rosa, choice = lacking(village, now)
    choosing.wait_together(visitor=rosa, choice=choice, at=now)
    waiting = list(meeting.registrations.waiting())
    assert len(waiting) == 2
    assert Choice.objects.get().state == _State.DONE
    assert "Vous êtes ensemble sur la liste d’attente." in carry(client, rosa).get(CHOICE).content.decode()
    meeting.refresh_from_db()
    assert offer_free_seats(meeting=meeting, at=now) == []  # one seat is free, they are two
    Meeting.objects.filter(pk=meeting.pk).update(capacity=3)
    assert {row.pk for row in offer_free_seats(meeting=meeting, at=now)} == {row.pk for row in waiting}
    assert "Une place vous est gardée." in client.get(CHOICE).content.decode()


def test_who_wait_together_have_the_seats_that_were_given_back_meanwhile(village: Village, now):
    meeting, _jeanne, rosa, choice = lacking(village, now)
    Meeting.objects.filter(pk=meeting.pk).update(capacity=3)
    choosing.wait_together(visitor=rosa, choice=choice, at=now)
    assert seated(meeting) == {"Lucie Bernard", "Jeanne Martin", "Rosa Dupont"}
    assert (Choice.objects.get().state, Choice.objects.get().waits) == (_State.DONE, False)


def test_without_waiting_list_other_dates_with_seats_for_all_are_shown(village: Village, now, client):
    meeting, _jeanne, rosa, choice = lacking(village, now, has_waiting_list=False)
    browser = carry(client, rosa)
    browser.post(reverse("covisits:heart"), {"kind": "meeting", "pk": village.cafe.pk})
    page = browser.get(CHOICE).content.decode()
    assert "Avec des places pour vous tous" in page
    assert "Café du canal" in page
    assert reverse("covisits:wait") not in page
    take(browser, village.cafe)
    assert [one.state for one in Choice.objects.order_by("pk")] == [_State.DROPPED, _State.ASKED]
    assert 'value="Rosa Dupont"' in browser.get(CHOICE).content.decode()  # nobody types twice
    assert choice.meeting == meeting


def test_a_meeting_cancelled_meanwhile_is_told_to_all(village: Village, now, client):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=now)
    cancelling.cancel(meeting=village.cafe, by=village.karim, reason="Il pleut.", at=now)
    choosing.answer(visitor=rosa, choice=choice, coming=typed("Rosa Dupont", "rosa@exemple.fr"), at=now)
    assert Choice.objects.get().state == _State.DROPPED
    assert "Cette rencontre est annulée." in carry(client, rosa).get(CHOICE).content.decode()


def test_rights_that_ended_are_told_and_the_others_go_on(village: Village, now, client_of):
    jeanne, paul = begin(village.jeanne, now, village.paul)
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    choosing.answer(visitor=paul, choice=choice, coming=Coming(member=village.paul), at=now)
    suspend(member=village.paul, by=village.fatou, reason="Le temps d’en parler.", at=now)
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=now)
    assert not village.cafe.registrations.exists()
    page = carry(client_of(village.jeanne), jeanne).get(CHOICE).content.decode()
    assert "réponse à revoir" in page
    choosing.go_without(visitor=jeanne, choice=choice, others=[paul.pk], at=now)
    assert seated(village.cafe) == {"Jeanne Martin"}


def test_who_may_not_come_is_said_and_may_not_answer_yes(village: Village, now, client_of, client):
    garden = make_meeting(
        "Semis", now + timedelta(days=3), host=village.paul, circle=village.gardeners, visibility="circle"
    )
    paul, rosa = begin(village.paul, now, "Rosa")
    first, second = carry(client_of(village.paul), paul), carry(client, rosa)
    take(first, garden)
    assert "Ne peut pas venir\u00a0: Rosa" in first.get(CHOICE).content.decode()
    page = second.get(CHOICE).content.decode()
    assert "Semis" not in page
    assert answer(second, **LEA).status_code == 409
    answer(second, comes="no")
    answer(first)
    assert seated(garden) == {"Paul Nguyen"}


def test_leaving_counts_as_not_coming(village: Village, now):
    jeanne, rosa, _paul = begin(village.jeanne, now, "Rosa", village.paul)
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=now)
    choosing.answer(visitor=rosa, choice=choice, coming=None, at=now)
    leaving.leave(visitor=_paul, at=now)
    assert Choice.objects.get().state == _State.DONE
    assert seated(village.cafe) == {"Jeanne Martin"}


def test_an_answer_to_what_was_settled_is_told(village: Village, now, client):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    choosing.drop(visitor=jeanne, choice=choice, at=now)
    late = answer(carry(client, rosa), **LEA)
    assert late.status_code == 409
    assert "Cela vient d’être réglé" in late.content.decode()
    assert not ChoiceAnswer.objects.exists()


def test_a_contact_that_holds_too_many_seats_stops_only_its_owner(village: Village, now):
    for number in range(3):
        other = make_meeting(f"Autre {number}", now + timedelta(days=5 + number), host=village.karim)
        pair = begin(None, now)
        choice = choosing.propose(visitor=pair[0], meeting=other, at=now)
        choosing.answer(visitor=pair[0], choice=choice, coming=typed("Rosa D", "rosa@exemple.fr"), at=now)
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=now)
    choosing.answer(visitor=rosa, choice=choice, coming=typed("Rosa D", "rosa@exemple.fr"), at=now)
    assert ChoiceAnswer.objects.get(visitor=rosa, choice=choice).trouble
    assert not village.cafe.registrations.exists()


@pytest.mark.parametrize("pk", ["", "0", "x", "9" * 30])
def test_hostile_choices_change_nothing(village: Village, now, client, pk):
    (rosa,) = begin(None, now)
    browser = carry(client, rosa)
    assert browser.post(CHOICE, {"kind": "meeting", "pk": pk}).status_code == 404
    assert browser.post(CHOICE, {"kind": "place", "pk": village.kiosk.pk}).status_code == 409
    assert browser.post(ANSWER, {"choice": pk, **LEA}).status_code == 404
    assert not Choice.objects.exists()


def test_who_began_without_a_first_name_is_called_as_they_said_to_come(village: Village, now, client):
    nobody, rosa = begin(None, now, "Rosa")
    choice = choosing.propose(visitor=nobody, meeting=village.cafe, at=now)
    choosing.answer(visitor=nobody, choice=choice, coming=typed("Léa Petit", "lea@exemple.fr"), at=now)
    shown = carry(client, rosa).get(CHOICE).content.decode()
    assert "Léa" in shown
    assert "Petit" not in shown
    assert "lea@exemple.fr" not in shown


def test_whoever_signs_out_leaves_no_pass_behind(village: Village, now, client_of):
    nobody, rosa = begin(None, now, "Rosa")
    choice = choosing.propose(visitor=nobody, meeting=village.cafe, at=now)
    choosing.answer(visitor=nobody, choice=choice, coming=Coming(member=village.jeanne), at=now)
    choosing.answer(visitor=rosa, choice=choice, coming=typed("Rosa Dupont", "rosa@exemple.fr"), at=now)
    browser = carry(client_of(village.jeanne), nobody)
    assert "Voir ou changer ma venue" in browser.get(CHOICE).content.decode()
    browser.logout()
    carry(browser, nobody)
    page = browser.get(CHOICE).content.decode()
    assert "Café" in page
    assert "/inscriptions/" not in page
    assert "Voir ou changer ma venue" not in page
