"""What a room sees of its tables: on the wall, on each telephone, on paper."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from parvis.kit import limiting
from parvis.meetings.passes import pass_of
from parvis.tables.walls import LASTS, code_of, meeting_behind
from tests.tables.seating import arrive, composed, move_on
from tests.village import make_meeting, make_member, seat


@pytest.fixture
def evening(village):
    """Tonight: Jeanne, Paul and the two Léas at table 3, Henri and Samir (whom nobody knows) at table 12."""
    meeting = make_meeting("Veillée", village.now - timedelta(minutes=5), host=village.karim)
    other_lea = make_member("Léa Simon", village.now)
    for person in (village.jeanne, village.paul, village.lea, other_lea):
        seat(person, meeting, village.now)
        arrive(meeting, person, village.now, "3")
    arrive(meeting, village.henri, village.now, "12")
    arrive(meeting, "Samir", village.now, "12")
    composed(meeting, village.now, rounds=2)
    return meeting


def wall(meeting, **query):
    return Client().get(f"/mur/{code_of(meeting)}/", query)


def test_the_wall_opens_without_account_and_shows_first_names_only(village, evening):
    said = wall(evening).content.decode()
    assert "Question 1 ?" in said
    assert "Tour 1 sur 2" in said
    assert "<li>Léa M.</li><li>Léa S.</li>" in said
    assert "<li>Henri</li><li>Samir</li>" in said
    assert "Roux" not in said
    assert "Nguyen" not in said
    assert said.index(">3</strong>") < said.index(">12</strong>")
    assert 'data-theme="dark"' in wall(evening, fond="sombre").content.decode()


def test_the_wall_keeps_up_and_says_nothing_when_nothing_changed(
    village, evening, django_assert_max_num_queries
):
    path = f"/mur/{code_of(evening)}/etat/"
    first = Client().get(path)
    assert first["Cache-Control"] == "no-store"
    with django_assert_max_num_queries(12):
        assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    arrivals = {one: str(k % 2 + 1) for k, one in enumerate(evening.arrivals.order_by("pk"))}
    move_on(evening.composition, arrivals, village.now)
    then = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert then.status_code == 200
    assert "Tour 2 sur 2" in then.content.decode()
    arrive(evening, "Rosa", village.now)
    assert "Pas encore de table\xa0:</strong> Rosa</p>" in Client().get(path).content.decode()


def test_before_the_tables_the_wall_welcomes(village, evening):
    evening.composition.delete()
    said = wall(evening).content.decode()
    assert "Bienvenue" in said
    assert "6 personnes sont arrivées." in said


def test_the_address_of_a_wall_is_dated_and_cannot_be_guessed(village, evening):
    limiting.forget()
    code = code_of(evening)
    assert meeting_behind(code.upper(), village.now) == evening
    assert meeting_behind(code, evening.ends_at + LASTS + timedelta(seconds=1)) is None
    other = make_meeting("Autre", village.now, host=village.karim)
    for wrong in (
        f"{other.pk}{code[code.index('-') :]}",
        f"{evening.pk}-aaaaaaaa",
        "x",
        f"{10**14}-aaaaaaaa",
        "é-😀",
    ):
        assert Client().get(f"/mur/{wrong}/").status_code == 404
    evening.ends_at += timedelta(days=2)
    evening.save(update_fields=["ends_at"])
    assert meeting_behind(code, village.now) is None
    answers = {Client().get(f"/mur/{evening.pk}-{'b' * 7}{k}/").status_code for k in "234567" * 12}
    assert answers == {404, 429}


def test_who_welcomes_gets_the_address_and_others_do_not(village, evening, client_of):
    said = client_of(village.karim).get(f"/rencontres/{evening.pk}/salle/mur/").content.decode()
    assert f"/mur/{code_of(evening)}" in said
    assert "<svg" in said
    assert client_of(village.paul).get(f"/rencontres/{evening.pk}/salle/mur/").status_code == 409


def test_everyone_reads_their_table_on_their_own_pages(village, evening, client_of):
    words = "Vous êtes à la table 3, avec Paul, Léa M. et Léa S."
    registration = evening.registrations.get(member=village.jeanne)
    jeanne = client_of(village.jeanne)
    for path in (f"/rencontres/{evening.pk}/", "/mon-espace/"):
        assert words in jeanne.get(path).content.decode()
    for path in (f"/inscriptions/{pass_of(registration)}/", f"/inscriptions/{pass_of(registration)}/table/"):
        said = Client().get(path).content.decode()
        assert words in said
        assert "Question 1 ?" in said
    answer = Client().get(f"/inscriptions/{pass_of(registration)}/table/")
    again = Client().get(answer.wsgi_request.path, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_who_has_not_come_or_has_no_table_is_told_so(village, evening):
    absent = seat(village.pierre, evening, village.now)
    assert "table" not in Client().get(f"/inscriptions/{pass_of(absent)}/table/").content.decode()
    arrive(evening, village.pierre, village.now)
    assert (
        "Vous n’avez pas encore de table."
        in Client().get(f"/inscriptions/{pass_of(absent)}/table/").content.decode()
    )
    assert Client().get("/inscriptions/12.faux/table/").status_code == 404


def test_cards_and_the_list_by_first_name_are_printed(village, evening, client_of):
    karim = client_of(village.karim)
    said = karim.get(f"/rencontres/{evening.pk}/salle/tables/papier/").content.decode()
    assert said.index("<bdi>Henri</bdi>") < said.index("<bdi>Jeanne</bdi>") < said.index("<bdi>Samir</bdi>")
    assert "Paul · Léa\xa0M. · Léa\xa0S." in said
    answer = karim.get(f"/rencontres/{evening.pk}/salle/tables/papier.pdf")
    pages = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == 3
    assert "Samir" in pages[0]
    assert "Henri · Samir" in pages[2]
    assert client_of(village.paul).get(f"/rencontres/{evening.pk}/salle/tables/papier/").status_code == 409


def test_nobody_seated_prints_nothing_and_says_why(village, client_of):
    answer = client_of(village.karim).get(f"/rencontres/{village.cafe.pk}/salle/tables/papier/")
    assert answer.status_code == 409
    assert "il n’y a rien à imprimer" in answer.content.decode()
