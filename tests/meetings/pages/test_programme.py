"""The programme: by day, by month on paper, narrowed, page after page; never dearer as it grows."""

from datetime import timedelta

import pytest

from parvis.kit import freshness
from parvis.meetings.models import Cancellation
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting, seat


def test_meetings_stand_under_their_day(village, anonymous):
    make_meeting(
        "Marche douce", village.now + timedelta(days=2, hours=-1), host=village.paul, where="Devant la mairie"
    )
    said = text_of(anonymous.get("/rencontres/"))
    assert said.count("Jeudi 26 novembre") == 1
    assert said.index("Marche douce") < said.index("Café du canal")
    assert "Devant la mairie. Ouvert à tous, sans limite." in said


def test_a_passer_by_s_plain_page_is_kept_but_for_its_secret(village, anonymous, django_assert_num_queries):
    freshness.bump()
    anonymous.get("/rencontres/")
    with django_assert_num_queries(0):
        assert "Café du canal" in text_of(anonymous.get("/rencontres/"))


def test_cancelled_and_full_ones_are_shown_as_such(village, anonymous):
    Cancellation.objects.create(meeting=village.cafe, at=village.now, reason="Trop de vent.")
    full = make_meeting("Atelier", village.now + timedelta(days=3), capacity=1)
    seat(village.paul, full, village.now)
    said = text_of(anonymous.get("/rencontres/"))
    assert "ANNULÉ – Café du canal" in said
    assert "Trop de vent." in said
    assert "Complet, liste d’attente ouverte." in said


def test_the_meetings_come_before_what_one_may_do_and_the_rest_is_folded(village, anonymous):
    page = anonymous.get("/rencontres/").content.decode()
    before, _, folded = page.partition("<summary>Plus</summary>")
    meetings = before.index("Café du canal")
    assert before.index("Ce soir") < meetings < before.index("Proposer une rencontre")
    assert before.count('class="button') == 2
    assert all(words in folded for words in ("Je suis là, venez", "J’ai quatre chiffres", "Suivre"))


def test_an_empty_programme_gives_one_thing_to_do(village, anonymous):
    village.cafe.delete()
    said = text_of(anonymous.get("/rencontres/"))
    assert "Rien de prévu pour l’instant. Et si vous proposiez un café ?" in said
    assert "Proposer une rencontre" in said


def test_the_programme_can_be_narrowed(village, anonymous):
    make_meeting("Semis", village.now + timedelta(days=3), circle=village.gardeners)
    said = text_of(anonymous.get(f"/rencontres/?par=cercle-{village.gardeners.pk}"))
    assert "Semis" in said
    assert "Café du canal" not in said
    said = text_of(anonymous.get(f"/rencontres/?par=lieu-{village.kiosk.pk}"))
    assert "Semis" not in said
    assert "Café du canal" in said


@pytest.mark.parametrize(
    "query",
    ["par=cercle-x", "par=autre-1", "page=0", "page=-3", "page=999999999", "page=²", "par=" + "9" * 500],
)
def test_strange_addresses_break_nothing(village, anonymous, query):
    assert anonymous.get(f"/rencontres/?{query}").status_code == 200


def test_the_secret_circle_is_not_even_named(village, anonymous):
    assert village.council.name not in anonymous.get("/rencontres/").content.decode()


def test_a_month_holds_on_a_sheet(village, anonymous):
    make_meeting("Noël", village.now + timedelta(days=30))
    said = text_of(anonymous.get("/rencontres/2026/12/"))
    assert "Décembre 2026" in said
    assert "Noël" in said
    assert "Café du canal" not in said
    assert "01 99 00 12 34" in said


@pytest.mark.parametrize(
    "path", ["/rencontres/2026/13/", "/rencontres/2026/0/", "/rencontres/1/1/", "/rencontres/99999/1/"]
)
def test_months_that_do_not_exist_are_not_found(village, anonymous, path):
    assert anonymous.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/rencontres/{}/", "/rencontres/{}/organiser/", "/rencontres/{}/1/"])
def test_numbers_nobody_gave_are_not_found(village, anonymous, client_of, path):
    assert client_of(village.karim).get(path.format("9" * 40)).status_code == 404


@pytest.mark.parametrize("end", ["", "/"])
def test_a_poster_s_short_address_opens_the_meeting(village, anonymous, end):
    response = anonymous.get(f"/r/{village.cafe.pk}{end}")
    assert response["Location"] == f"/rencontres/{village.cafe.pk}/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/rencontres/",
        "/rencontres/2026/12/",
        "/rencontres/{pk}/",
        "/rencontres/{pk}/organiser/",
        "/rencontres/{pk}/salle/",
        "/rencontres/{pk}/apres/",
        "/rencontres/proposer/",
    ],
)
def test_a_page_asks_few_questions_however_much_there_is(
    village, client_of, django_assert_max_num_queries, path
):
    path = path.format(pk=village.cafe.pk)
    client = client_of(village.karim)
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    for day in range(1, 60):
        seat(village.jeanne, make_meeting(f"Rencontre {day}", village.now + timedelta(days=day)), village.now)
    for person in [village.jeanne, village.paul, village.lea, village.pierre]:
        seat(person, village.cafe, village.now, shows_name=True)
    client.get(path)  # what every page remembers is remembered again
    with django_assert_max_num_queries(12) as many:
        client.get(path)
    assert len(many) <= len(few) + 1  # answers are fetched once there are registrations


def test_the_programme_leads_to_the_month_to_print(village, anonymous):
    page = anonymous.get("/rencontres/").content.decode()
    assert 'href=""' not in page
    address = f"/rencontres/{village.now.year}/{village.now.month}/"
    assert address in page
    assert anonymous.get(address).status_code == 200
