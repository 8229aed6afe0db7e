"""A stranger who knows a member's name and number: learns nothing of them, and gets no power over them."""

from datetime import timedelta

import pytest
from django.test import Client

from parvis.courier.models import Dispatch
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import pass_of, path_of
from tests.village import make_meeting, seat, wait

JEANNE = {"name": "Jeanne Martin", "contact": "06 39 98 12 01"}


def come(client, meeting, **fields):
    client.get(f"/rencontres/{meeting.pk}/")
    return client.post(f"/rencontres/{meeting.pk}/inscription/", fields)


@pytest.mark.parametrize("minutes", [0, 1, 60])
@pytest.mark.parametrize("sits", [True, False])
def test_naming_jeanne_just_after_her_opens_nothing_and_tells_nothing(village, anonymous, minutes, sits):
    at = village.now - timedelta(minutes=minutes)
    hers = (seat if sits else wait)(village.jeanne, village.cafe, at, party=3)
    Registration.objects.filter(pk=hers.pk).update(companions="Zoé et Tom")
    answer = come(anonymous, village.cafe, **JEANNE)
    page = anonymous.get(answer["Location"]).content.decode()
    assert "C’est noté" in page
    for told in ("déjà noté", "Zoé", "liste d’attente", "Vous êtes 3", pass_of(hers)):
        assert told not in page
    hers.refresh_from_db()
    assert (hers.party, hers.state) == (3, "seated" if sits else "waiting")


def test_what_a_stranger_does_with_the_page_they_were_given_does_nothing_to_jeanne(village, anonymous):
    hers = seat(village.jeanne, village.cafe, village.now)
    taken = Meeting.objects.get(pk=village.cafe.pk).seats_taken
    path = come(anonymous, village.cafe, **JEANNE)["Location"]
    anonymous.post(f"{path}nombre/", {"party": "4", "companions": "Zoé"})
    assert "Vous serez 4." in anonymous.get(path).content.decode()
    assert "C’est annulé" in anonymous.post(f"{path}annulation/", follow=True).content.decode()
    anonymous.post(f"{path}reponse/", {"answer": "yes"})
    assert anonymous.post(f"{path}effacement/")["Location"] == "/"
    assert anonymous.get(path).status_code == 404
    assert list(Registration.objects.values_list("pk", "state", "party")) == [(hers.pk, "seated", 1)]
    assert Meeting.objects.get(pk=village.cafe.pk).seats_taken == taken
    assert Dispatch.objects.get().link.endswith(path_of(hers)), "the only word goes to her"


def test_erasing_by_a_stranger_s_page_erases_neither_a_newcomer_nor_a_member(village, anonymous):
    fresh = {"name": "Samir Belaïd", "contact": "samir@exemple.fr"}
    come(Client(), village.cafe, **fresh)
    for form in (fresh, JEANNE):
        path = come(anonymous, village.cafe, **form)["Location"]
        anonymous.post(f"{path}annulation/")
        assert "Effacer" in anonymous.get(path).content.decode()
        assert anonymous.post(f"{path}effacement/")["Location"] == "/"
    assert Registration.objects.get().member.name == "Samir Belaïd"
    village.jeanne.refresh_from_db()


def test_an_echo_waits_in_no_line_and_is_in_no_list(village, anonymous, client_of):
    full = make_meeting("Atelier", village.now + timedelta(days=3), host=village.karim, capacity=1)
    seat(village.jeanne, full, village.now)
    path = come(anonymous, full, **JEANNE, waits="1")["Location"]
    assert "Vous êtes 1ʳᵉ sur la liste d’attente" in anonymous.get(path).content.decode()
    assert not full.registrations.waiting().exists()
    assert full.registrations.live().count() == 1
    seen = client_of(village.karim).get(f"/rencontres/{full.pk}/organiser/").content.decode()
    assert seen.count("Jeanne Martin") == 1


def test_jeanne_herself_receives_the_link_by_her_own_way_once_a_day(village, anonymous):
    hers = seat(village.jeanne, village.cafe, village.now - timedelta(days=1))
    for _time in range(3):
        come(anonymous, village.cafe, **JEANNE)
    sent = Dispatch.objects.get()
    assert (sent.address, sent.link.endswith(path_of(hers))) == ("jeanne@exemple.fr", True)


def test_a_second_tap_of_one_s_own_form_opens_one_s_own_page(village, anonymous):
    fresh = {"name": "Samir Belaïd", "contact": "samir@exemple.fr"}
    first, second = come(anonymous, village.cafe, **fresh), come(anonymous, village.cafe, **fresh)
    assert first["Location"] == second["Location"] == path_of(Registration.objects.get())
    assert Dispatch.objects.count() == 1


def test_a_second_tap_on_the_last_seat_is_not_told_that_it_has_gone(village, anonymous, client_of):
    last = make_meeting("Atelier", village.now + timedelta(days=3), host=village.karim, capacity=1)
    fresh = {"name": "Samir Belaïd", "contact": "samir@exemple.fr"}
    assert come(anonymous, last, **fresh)["Location"] == come(anonymous, last, **fresh)["Location"]
    other = make_meeting("Atelier", village.now + timedelta(days=4), host=village.karim, capacity=1)
    jeanne = client_of(village.jeanne)
    assert come(jeanne, other)["Location"] == come(jeanne, other)["Location"]


def test_another_browser_does_not_pass_for_the_one_that_registered(village):
    fresh = {"name": "Samir Belaïd", "contact": "samir@exemple.fr"}
    come(Client(), village.cafe, **fresh)
    other = come(Client(), village.cafe, **fresh)["Location"]
    assert other != path_of(Registration.objects.live().get())


def test_a_stranger_cannot_put_a_name_on_the_public_page(village, anonymous):
    come(anonymous, village.cafe, **JEANNE, shows_name="on")
    come(anonymous, village.cafe, name="Grossier Personnage", contact="x@exemple.fr", shows_name="on")
    page = anonymous.get(f"/rencontres/{village.cafe.pk}/").content.decode()
    assert "Jeanne" not in page
    assert "Grossier" not in page


def test_one_caller_does_not_take_a_whole_meeting_under_invented_names(village, anonymous):
    hall = make_meeting("Assemblée", village.now + timedelta(days=3), host=village.karim, capacity=200)
    statuses = []
    for number in range(30):
        forged = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        fields = {"name": "Inventée Personne", "contact": f"p{number}@exemple.fr", "party": "5"}
        answer = anonymous.post(f"/rencontres/{hall.pk}/inscription/", fields, **forged)
        statuses.append(answer.status_code)
    assert hall.registrations.count() == 20
    assert statuses[-1] == 429
    assert "appelez-nous" in answer.content.decode()
    assert 'value="p29@exemple.fr"' in answer.content.decode(), "nothing typed is lost"


def test_nobody_s_mailbox_is_filled_by_registering_and_cancelling(village, anonymous):
    for _time in range(40):
        come(anonymous, village.cafe, name="Inventée Personne", contact="victime@exemple.fr")
        for held in Registration.objects.live():
            anonymous.post(f"{path_of(held)}annulation/")
    assert Dispatch.objects.filter(address="victime@exemple.fr").count() <= 12


def test_a_seat_taken_in_jeanne_s_name_is_shown_to_the_organiser_as_not_verified(
    village, anonymous, client_of
):
    come(anonymous, village.cafe, **JEANNE)
    page = client_of(village.karim).get(f"/rencontres/{village.cafe.pk}/organiser/").content.decode()
    assert "pas encore vérifié" in page
