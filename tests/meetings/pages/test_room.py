"""Those who welcome: the list, the sheet, the spreadsheet, the room, the seat to give, and afterwards."""

from datetime import timedelta

import pytest

from parvis.meetings.models import Arrival, Question
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting, make_member, seat, wait


@pytest.fixture
def today(village):
    """A meeting which has just begun, with Karim as its host."""
    return make_meeting(
        "Goûter", village.now - timedelta(minutes=10), host=village.karim, place=village.kiosk, capacity=20
    )


def test_the_list_says_what_the_host_must_know(village, client_of, today):
    question = Question.objects.create(meeting=today, words="Sucre ?")
    row = seat(village.jeanne, today, village.now, party=2, companions="Léo")
    row.answers.create(question=question, words="Non merci")
    seat(village.odile, today, village.now, channel="telephone")
    seat(make_member("Inconnu", village.now, verified_at=None), today, village.now, is_verified=False)
    wait(village.lea, today, village.now)
    client_of(village.karim).post(f"/rencontres/{today.pk}/organiser/reponses/")
    said = text_of(client_of(village.karim).get(f"/rencontres/{today.pk}/organiser/"))
    for words in ["Jeanne Martin 2 personnes Léo", "Sucre ? Non merci", "Odile Roux par téléphone",
                  "Inconnu pas encore vérifié", "1ʳᵉ · Léa Moreau"]:  # fmt: skip
        assert words in said


def test_the_spreadsheet_never_runs_a_formula(village, client_of, today):
    seat(make_member('=HYPERLINK("http://x")', village.now), today, village.now, companions="+33 1")
    response = client_of(village.karim).post(f"/rencontres/{today.pk}/organiser/liste.csv")
    said = response.getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK" in said
    assert "'+33 1" in said
    assert said.startswith("Nom")
    assert response["Content-Disposition"].startswith("attachment")


def test_the_sheet_to_sign_has_five_blank_rows(village, client_of, today):
    seat(village.jeanne, today, village.now)
    html = (
        client_of(village.karim)
        .get(f"/rencontres/{today.pk}/organiser/feuille/", follow=True)
        .content.decode()
    )
    assert "Jeanne Martin" in html
    assert html.count("À remplir à la main") == 5


def test_an_arrival_is_one_tap_and_a_slip_is_undone(village, client_of, today):
    row, client, path = (
        seat(village.jeanne, today, village.now, party=2),
        client_of(village.karim),
        f"/rencontres/{today.pk}/salle/",
    )
    assert "0/2 sont là" in text_of(client.get(path))
    for _tap in range(2):
        assert client.post(f"{path}arrivees/", {"registration": row.pk})["Location"] == path
    assert "2/2 sont là" in text_of(client.get(path))
    assert Arrival.objects.count() == 1
    client.post(f"{path}arrivees/{Arrival.objects.get().pk}/retrait/")
    assert "0/2 sont là" in text_of(client.get(path))


def test_someone_unknown_is_one_field(village, client_of, today):
    client, path = client_of(village.monique), f"/rencontres/{today.pk}/salle/"
    for _tap in range(2):
        client.post(f"{path}arrivees/", {"first_name": "Samir", "once": "one"})
    assert [arrival.first_name for arrival in Arrival.objects.all()] == ["Samir"]
    refused = client.post(f"{path}arrivees/", {"first_name": " "})
    assert refused.status_code == 422
    assert "Écrivez un prénom." in text_of(refused)


@pytest.mark.parametrize("number", ["0", "999999", "9" * 40, "²", "-1"])
def test_a_tap_for_nobody_welcomes_nobody(village, client_of, today, number):
    response = client_of(village.karim).post(
        f"/rencontres/{today.pk}/salle/arrivees/", {"registration": number}
    )
    assert response.status_code in (404, 422)
    assert not Arrival.objects.exists()


def test_an_arrival_of_another_meeting_is_not_found(village, client_of, today):
    elsewhere = seat(village.jeanne, village.cafe, village.now)
    response = client_of(village.karim).post(
        f"/rencontres/{today.pk}/salle/arrivees/", {"registration": elsewhere.pk}
    )
    assert response.status_code == 404


def test_once_offers_have_stopped_the_host_gives_the_seat(village, client_of):
    soon = make_meeting("Atelier", village.now + timedelta(hours=1), host=village.karim, capacity=2)
    seat(village.paul, soon, village.now)
    row = wait(village.lea, soon, village.now)
    client, path = client_of(village.karim), f"/rencontres/{soon.pk}/"
    assert "Donner la place" in text_of(client.get(f"{path}organiser/"))
    client.post(f"{path}places/{row.pk}/")
    row.refresh_from_db()
    assert row.state == "seated"


def test_afterwards_figures_are_shown_from_five_people_on(village, client_of, today):
    client, path = client_of(village.karim), f"/rencontres/{today.pk}/apres/"
    for person in [village.jeanne, village.paul, village.lea, village.pierre]:
        client.post(
            f"/rencontres/{today.pk}/salle/arrivees/", {"registration": seat(person, today, village.now).pk}
        )
    client.post(path, {"happened": "yes"})
    assert "en petit comité" in text_of(client.get(path))
    assert "heures ensemble" not in text_of(client.get(path))
    client.post(path, {"happened": "yes", "unnamed_people": "2"})
    said = text_of(client.get(path))
    assert "12 heures ensemble. 6 premières rencontres." in said
    assert "4 personnes ont été notées" in said
    assert client.post(path, {}).status_code == 422


def test_saying_it_did_not_happen_counts_nothing(village, client_of, today):
    client, path = client_of(village.karim), f"/rencontres/{today.pk}/apres/"
    client.post(path, {"happened": "no", "unnamed_people": "30"})
    assert "Elle n’a pas eu lieu." in text_of(client.get(path))
