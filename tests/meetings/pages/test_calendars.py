"""The month, the week, tonight: the same rights, days in their order, filters kept by the address."""

from datetime import timedelta

import pytest

from parvis.meetings.models import Cancellation, Meeting
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting, seat

MONTH, WEEK = "/rencontres/2026/11/", "/rencontres/2026/semaine/48/"


@pytest.mark.parametrize("path", [MONTH, WEEK])
def test_each_day_has_its_heading_and_its_meetings(village, anonymous, path):
    make_meeting("Marche", village.now + timedelta(days=1), where="Devant la mairie")
    page = anonymous.get(path).content.decode()
    assert (
        page.index("<h2>Mercredi 25")
        < page.index("Marche")
        < page.index("<h2>Jeudi 26")
        < page.index("Café du canal")
    )
    assert "Devant la mairie" in page
    assert page.count("<h2>") == 2  # days without meetings have no heading


@pytest.mark.parametrize(("path", "days"), [(MONTH, 30), (WEEK, 7)])
def test_every_day_stands_at_its_place(village, anonymous, path, days):
    page = anonymous.get(path).content.decode()
    assert page.count('class="day ') == days
    assert page.count('class="day from-4"') + page.count('class="day bare from-4"') == days // 7


def test_one_goes_from_month_to_month_and_from_week_to_week_with_the_filter(village, anonymous):
    make_meeting("Semis", village.now + timedelta(days=1), circle=village.gardeners)
    query = f"?par=cercle-{village.gardeners.pk}"
    for path, before, after, other in [
        (MONTH, "/rencontres/2026/10/", "/rencontres/2026/12/", WEEK),
        (WEEK, "/rencontres/2026/semaine/47/", "/rencontres/2026/semaine/49/", MONTH),
        (
            "/rencontres/2026/semaine/53/",
            "/rencontres/2026/semaine/52/",
            "/rencontres/2027/semaine/1/",
            "/rencontres/2026/12/",
        ),
    ]:
        page = anonymous.get(path + query).content.decode()
        assert all(f'href="{there}{query}"' in page for there in (before, after, other)), path
    said = anonymous.get(MONTH + query).content.decode()
    assert "Semis" in said
    assert "Café du canal" not in said
    assert anonymous.get(MONTH + "?par=lieu-" + "9" * 30).status_code == 200


@pytest.mark.parametrize(
    "path", ["/rencontres/2026/semaine/54/", "/rencontres/2025/semaine/53/", "/rencontres/1/semaine/1/"]
)
def test_weeks_that_do_not_exist_are_not_found(village, anonymous, path):
    assert anonymous.get(path).status_code == 404


@pytest.mark.parametrize("path", [MONTH, WEEK, "/rencontres/ce-soir/"])
def test_secret_and_unpublished_ones_are_not_there(village, anonymous, client_of, path):
    make_meeting("Cachée", village.now + timedelta(hours=5), circle=village.council, visibility="circle")
    make_meeting("Brouillon", village.now + timedelta(hours=5), published=False)
    for client in (anonymous, client_of(village.jeanne)):
        page = client.get(path).content.decode()
        assert "Cachée" not in page
        assert "Brouillon" not in page


def test_a_week_on_paper_has_a_telephone_number_and_says_what_is_cancelled(village, anonymous):
    Cancellation.objects.create(meeting=village.cafe, at=village.now, reason="Trop de vent.")
    said = text_of(anonymous.get(WEEK))
    assert "01 99 00 12 34" in said
    assert "ANNULÉ – Café du canal" in said


def test_tonight_says_what_one_may_join_where_and_how_to_get_in(village, anonymous, client_of):
    soup = make_meeting(
        "La soupe", village.now + timedelta(hours=8), place=village.kiosk, host=village.karim, capacity=9
    )
    seat(village.paul, soup, village.now)
    full = make_meeting("Le chœur", village.now + timedelta(hours=9), capacity=1)
    seat(village.paul, full, village.now)
    off = make_meeting("La veillée", village.now + timedelta(hours=9))
    Cancellation.objects.create(meeting=off, at=village.now)
    make_meeting("Demain", village.now + timedelta(hours=15))
    make_meeting("Commencé", village.now - timedelta(hours=1))
    make_meeting("Finie", village.now - timedelta(hours=3))
    said = text_of(anonymous.get("/rencontres/ce-soir/"))
    assert (
        said.index("Commencé")
        < said.index("La soupe")
        < said.index("Complet ce soir")
        < said.index("Le chœur")
    )
    assert "Quai du canal" in said
    assert "Bus 4, sans marche" in said
    assert "Il reste 8 places." in said
    assert "Karim vous accueille." in said
    assert not [title for title in ("La veillée", "Demain", "Finie", "Café du canal") if title in said]
    assert said == text_of(client_of(village.jeanne).get("/rencontres/ce-soir/")).replace(
        "Mon espace", "Mon espace"
    )


def test_an_empty_evening_names_somebody_and_what_comes_next(village, anonymous):
    said = text_of(anonymous.get("/rencontres/ce-soir/"))
    assert "Rien à rejoindre ce soir." in said
    assert "Café du canal" in said
    assert "Monique" in said
    assert "01 99 00 12 34" in said
    Meeting.objects.all().delete()
    assert "La prochaine rencontre" not in text_of(anonymous.get("/rencontres/ce-soir/"))


def test_tonight_is_kept_for_passers_by_until_something_ends(village, anonymous):
    soup = make_meeting("La soupe", village.now + timedelta(hours=8))
    response = anonymous.get("/rencontres/ce-soir/")
    assert response.for_passers_by
    assert response.remembered_until == soup.ends_at.timestamp()


def test_a_closed_place_shows_its_evening_to_members_only(village, anonymous, client_of):
    village.community.is_open = False
    village.community.save()
    make_meeting("La soupe", village.now + timedelta(hours=8), visibility="members")
    assert anonymous.get("/rencontres/ce-soir/").status_code == 302
    answer = client_of(village.jeanne).get("/rencontres/ce-soir/")
    assert "La soupe" in answer.content.decode()
    assert not hasattr(answer, "for_passers_by")


@pytest.mark.parametrize("path", [MONTH, WEEK, "/rencontres/ce-soir/"])
def test_calendars_ask_few_questions_however_much_there_is(
    village, anonymous, django_assert_max_num_queries, path
):
    for hour in range(1, 40):
        make_meeting(
            f"Rencontre {hour}",
            village.now + timedelta(minutes=20 * hour),
            place=village.kiosk,
            host=village.karim,
        )
    anonymous.get(path)
    with django_assert_max_num_queries(12):
        anonymous.get(path)
