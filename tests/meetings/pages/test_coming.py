"""Coming to a meeting, through the pages: two fields, one tap, the waiting list, not coming after all."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from parvis.courier.models import Dispatch
from parvis.meetings.models import Question, Registration
from parvis.meetings.passes import pass_of, path_of
from parvis.members.models import Member
from tests.village import make_meeting, seat, wait

NEWCOMER = {"name": "Samir Belaïd", "contact": "06 39 98 12 34"}


def text_of(response) -> str:
    """What people read, without tags, spaces made plain."""
    html = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u202f", " ").replace("\u00a0", " ").split())


def come(client: Client, meeting, **fields):
    return client.post(f"/rencontres/{meeting.pk}/inscription/", fields)


def test_the_page_says_when_where_who_welcomes_and_how_many_seats(village, anonymous):
    seat(village.jeanne, village.cafe, village.now)
    said = text_of(anonymous.get(f"/rencontres/{village.cafe.pk}/"))
    for words in [
        "jeudi 26 novembre",
        "de 14 h à 16 h",
        "Kiosque",
        "Quai du canal",
        "sans marche",
        "Karim Haddad",
        "1 personne vient. Il reste 15 places.",
    ]:
        assert words in said


def test_a_newcomer_holds_a_seat_with_two_fields(village, anonymous):
    response = come(anonymous, village.cafe, **NEWCOMER)
    registration = Registration.objects.get()
    assert response["Location"] == path_of(registration)
    assert registration.state == "seated"
    assert registration.member.name == "Samir Belaïd"
    assert not registration.is_verified
    said = text_of(anonymous.get(response["Location"]))
    assert "C’est noté" in said
    assert "jeudi 26 novembre" in said
    assert "Nous vous attendons." in said


def test_a_member_comes_with_one_tap(village, client_of):
    page = text_of(client_of(village.jeanne).get(f"/rencontres/{village.cafe.pk}/"))
    assert "Comment vous joindre" not in page
    come(client_of(village.jeanne), village.cafe)
    assert village.cafe.registrations.get().member == village.jeanne
    assert "C’est noté" in text_of(client_of(village.jeanne).get(f"/rencontres/{village.cafe.pk}/"))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"name": "", "contact": "0639981234"},
            "Écrivez votre prénom et votre nom. Par exemple : Jeanne Martin.",
        ),
        ({"name": "Samir", "contact": ""}, "Donnez un numéro de téléphone ou une adresse e-mail."),
        ({"name": "Samir", "contact": "063998123"}, "Ce numéro a 9 chiffres."),
        ({"name": "Samir", "contact": "0639981234", "party": "11"}, "Plus de dix ?"),
        ({"name": "42", "contact": "0639981234"}, "Écrivez votre prénom et votre nom."),
    ],
)
def test_a_mistake_is_said_kindly_and_nothing_typed_is_lost(village, anonymous, fields, message):
    response = come(anonymous, village.cafe, companions="Léo, Mia", **fields)
    said = response.content.decode()
    assert response.status_code == 422
    assert message in text_of(response)
    assert "Erreur" in re.search(r"<title>(.*?)</title>", said)[1]
    for typed in [*fields.values(), "Léo, Mia"]:
        assert f'value="{typed}"' in said
    assert not Registration.objects.exists()


def test_a_family_comes_together(village, anonymous):
    come(anonymous, village.cafe, **NEWCOMER, party="3", companions="Léo et Mia")
    registration = Registration.objects.get()
    assert (registration.party, registration.companions) == (3, "Léo et Mia")
    assert "Vous serez 3." in text_of(anonymous.get(path_of(registration)))


def test_the_organiser_s_question_is_asked_and_answered(village, anonymous):
    question = Question.objects.create(meeting=village.cafe, words="Thé ou café ?", is_required=True)
    assert "Thé ou café" in text_of(anonymous.get(f"/rencontres/{village.cafe.pk}/"))
    assert come(anonymous, village.cafe, **NEWCOMER).status_code == 422
    come(anonymous, village.cafe, **NEWCOMER, **{f"question_{question.pk}": "Thé"})
    assert Registration.objects.get().answers.get().words == "Thé"


def test_a_full_meeting_offers_the_waiting_list_and_says_the_rank(village, anonymous):
    meeting = make_meeting("Atelier", village.now + timedelta(days=3), host=village.karim, capacity=1)
    seat(village.paul, meeting, village.now)
    wait(village.lea, meeting, village.now)
    said = text_of(anonymous.get(f"/rencontres/{meeting.pk}/"))
    assert "M’inscrire sur la liste d’attente" in said
    assert "Vous seriez 2ᵉ" in said
    response = come(anonymous, meeting, **NEWCOMER, waits="1")
    assert "Vous êtes 2ᵉ sur la liste d’attente" in text_of(anonymous.get(response["Location"]))


def test_the_last_seat_taken_meanwhile_is_said_before_anyone_waits(village, anonymous):
    meeting = make_meeting("Atelier", village.now + timedelta(days=3), host=village.karim, capacity=1)
    seat(village.paul, meeting, village.now)
    response = come(anonymous, meeting, **NEWCOMER, waits="")
    said = text_of(response)
    assert response.status_code == 409
    assert (
        "La dernière place vient d’être prise. Voulez-vous être sur la liste d’attente ? Vous seriez 1ʳᵉ."
        in said
    )
    assert 'value="Samir Belaïd"' in response.content.decode()
    assert meeting.registrations.count() == 1


def test_a_full_meeting_without_waiting_list_shows_another_way(village, anonymous):
    meeting = make_meeting(
        "Atelier", village.now + timedelta(days=3), host=village.karim, capacity=1, has_waiting_list=False
    )
    seat(village.paul, meeting, village.now)
    said = text_of(anonymous.get(f"/rencontres/{meeting.pk}/"))
    assert "Complet." in said
    assert "Une autre rencontre vous attend." in said
    assert come(anonymous, meeting, **NEWCOMER).status_code == 409
    assert meeting.registrations.count() == 1


def test_a_form_sent_twice_holds_one_seat(village, anonymous):
    anonymous.get(f"/rencontres/{village.cafe.pk}/")
    first, second = come(anonymous, village.cafe, **NEWCOMER), come(anonymous, village.cafe, **NEWCOMER)
    assert first["Location"] == second["Location"]
    assert Registration.objects.count() == 1
    assert Member.objects.filter(name="Samir Belaïd").count() == 1


def test_naming_someone_already_registered_does_not_open_their_page(village, anonymous):
    registration = seat(village.jeanne, village.cafe, village.now - timedelta(days=1))
    response = come(anonymous, village.cafe, name="Jeanne Martin", contact="jeanne@exemple.fr")
    assert response["Location"] != path_of(registration)
    assert pass_of(registration) not in anonymous.get(response["Location"]).content.decode()


def test_the_same_browser_later_is_told_that_it_was_noted(village, anonymous, now):
    anonymous.get(f"/rencontres/{village.cafe.pk}/")
    come(anonymous, village.cafe, **NEWCOMER)
    with time_machine.travel(now + timedelta(hours=1), tick=True):
        response = come(anonymous, village.cafe, **NEWCOMER)
        assert response["Location"] == f"/rencontres/{village.cafe.pk}/"
        said = text_of(anonymous.get(response["Location"]))
    assert "C’est déjà noté. Pour changer, ouvrez notre message" in said


def test_not_coming_is_one_tap_and_one_confirm(village, anonymous):
    path = path_of(seat(village.jeanne, village.cafe, village.now))
    assert f"{path}annulation/" in anonymous.get(path).content.decode()
    anonymous.get(f"{path}annulation/")
    assert Registration.objects.get().state == "seated", "looking cancels nothing"
    response = anonymous.post(f"{path}annulation/", follow=True)
    assert Registration.objects.get().state == "withdrawn"
    assert "C’est annulé" in text_of(response)


def test_the_number_of_people_is_changed_afterwards(village, anonymous):
    registration = seat(village.jeanne, village.cafe, village.now)
    anonymous.post(f"{path_of(registration)}nombre/", {"party": "4", "companions": "les petits"})
    registration.refresh_from_db()
    assert (registration.party, registration.companions) == (4, "les petits")
    refused = anonymous.post(f"{path_of(registration)}nombre/", {"party": "0"})
    assert refused.status_code == 422


def test_an_offered_seat_is_taken_or_left(village, anonymous):
    meeting = make_meeting("Atelier", village.now + timedelta(days=3), host=village.karim, capacity=1)
    seated = seat(village.paul, meeting, village.now)
    first, second = wait(village.lea, meeting, village.now), wait(village.jeanne, meeting, village.now)
    anonymous.post(f"{path_of(seated)}annulation/")
    said = text_of(anonymous.get(path_of(first)))
    assert "Une place pour vous" in said
    assert "Je prends la place" in said
    anonymous.get(f"{path_of(first)}reponse/?answer=yes")
    first.refresh_from_db()
    assert first.state == "offered", "looking accepts nothing"
    anonymous.post(f"{path_of(first)}reponse/", {"answer": "no"})
    anonymous.post(f"{path_of(second)}reponse/", {"answer": "yes"})
    second.refresh_from_db()
    assert second.state == "seated"


def test_the_message_lets_a_newcomer_give_the_seat_up_without_an_account(village, anonymous):
    come(anonymous, village.cafe, name="Samir Belaïd", contact="samir@exemple.fr")
    link = Dispatch.objects.get(purpose="meetings.confirmation").link
    assert link.endswith(path_of(Registration.objects.get()))


@pytest.mark.parametrize("token", ["1", "1.forged", "x", "9.9.9"])
def test_a_forged_pass_opens_nothing(village, anonymous, token):
    seat(village.jeanne, village.cafe, village.now)
    assert anonymous.get(f"/inscriptions/{token}/").status_code == 404


def test_the_link_is_shown_to_those_who_registered_only(village, anonymous, client_of):
    meeting = make_meeting(
        "Lecture",
        village.now + timedelta(days=2),
        host=village.karim,
        mode="hybrid",
        link="https://visio.example/abc",
    )
    registration = seat(village.jeanne, meeting, village.now)
    assert "visio.example" not in anonymous.get(f"/rencontres/{meeting.pk}/").content.decode()
    assert "visio.example" not in client_of(village.paul).get(f"/rencontres/{meeting.pk}/").content.decode()
    assert "visio.example" in client_of(village.jeanne).get(f"/rencontres/{meeting.pk}/").content.decode()
    assert "visio.example" in anonymous.get(path_of(registration)).content.decode()


def test_only_those_who_said_yes_are_named(village, anonymous):
    seat(village.jeanne, village.cafe, village.now, shows_name=True)
    seat(village.paul, village.cafe, village.now)
    said = text_of(anonymous.get(f"/rencontres/{village.cafe.pk}/"))
    assert "Qui vient Jeanne." in said
    assert "Paul" not in said


def test_a_cancelled_meeting_says_so_and_takes_nobody(village, anonymous):
    village.cafe.cancellation = type(village.cafe).cancellation.related.related_model.objects.create(
        meeting=village.cafe, by=village.karim, at=village.now, reason="Trop de vent."
    )
    said = text_of(anonymous.get(f"/rencontres/{village.cafe.pk}/"))
    assert "ANNULÉ – Café du canal" in said
    assert "Trop de vent." in said
    assert "Comment vous joindre" not in said


def test_what_one_may_not_see_is_like_what_does_not_exist(village, anonymous, client_of):
    secret = make_meeting(
        "Surprise",
        village.now + timedelta(days=2),
        host=village.fatou,
        circle=village.council,
        visibility="circle",
    )
    for client in [anonymous, client_of(village.jeanne)]:
        assert client.get(f"/rencontres/{secret.pk}/").status_code == 404
        assert come(client, secret, **NEWCOMER).status_code == 404
    assert client_of(village.fatou).get(f"/rencontres/{secret.pk}/").status_code == 200


def test_what_was_just_noted_is_read_first_and_heard_first(village, client_of):
    jeanne, path = client_of(village.jeanne), f"/rencontres/{village.cafe.pk}/"
    registration = seat(village.jeanne, village.cafe, village.now)
    jeanne.post(f"/inscriptions/{pass_of(registration)}/nombre/", {"party": 2})
    said = jeanne.get(path).content.decode()
    assert re.search(r"<title>(.*?)</title>", said)[1].startswith("C’est noté. · Café du canal")
    assert said.index("<h1") < said.index("Voir ou changer ma venue") < said.index('<dl class="facts"')
    assert "C’est noté. ·" not in jeanne.get(path).content.decode()
