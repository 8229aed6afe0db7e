"""My space and who is who: one's own words, one's own choices, and what others did for one."""

import re

import pytest

from parvis.courier.models import Dispatch
from parvis.members.models import ContactPoint, Member
from parvis.members.reaching import route_to
from tests.village import make_member, seat

DETAILS = {"name": "Jeanne Martin", "about": "Je fais des gaufres.", "pen_name": ""}


@pytest.fixture
def jeanne(village, client_of):
    return client_of(village.jeanne)


def test_my_space_says_where_i_am_going_and_what_i_hold(village, client_of):
    seat(village.karim, village.cafe, village.now)
    page = client_of(village.karim).get("/mon-espace/").content.decode()
    assert "Bonjour Karim" in page
    assert "Café du canal" in page
    assert "animation" in page


def test_being_listed_is_a_consent_and_taking_it_back_hides_me(jeanne, village, client_of):
    page = jeanne.get("/mon-espace/details/").content.decode()
    assert "checked" not in page
    jeanne.post("/mon-espace/details/", {**DETAILS, "is_listed": "on"})
    assert "gaufres" in client_of(village.paul).get("/qui-est-qui/").content.decode()
    consent = village.jeanne.consents.get()
    assert consent.sentence in page.replace("&#39;", "'")
    jeanne.post(f"/mon-espace/accords/{consent.pk}/retrait/")
    assert "gaufres" not in client_of(village.paul).get("/qui-est-qui/").content.decode()
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_nobody_takes_back_someone_else_s_consent(village, jeanne, client_of):
    jeanne.post("/mon-espace/details/", {**DETAILS, "is_listed": "on"})
    consent = village.jeanne.consents.get()
    assert client_of(village.paul).post(f"/mon-espace/accords/{consent.pk}/retrait/").status_code == 404


def test_a_pen_name_is_one_person_s(jeanne, village, client_of):
    jeanne.post("/mon-espace/details/", {**DETAILS, "pen_name": "La Mouette"})
    assert village.jeanne.pen_name.name == "La Mouette"
    answer = client_of(village.paul).post(
        "/mon-espace/details/", {"name": "Paul Nguyen", "pen_name": "la mouette"}
    )
    assert answer.status_code == 409


def test_a_new_mail_waits_for_its_code(jeanne, village):
    page = jeanne.post("/mon-espace/coordonnees/", {"contact": "Jeanne.Bis@exemple.fr"})["Location"]
    point = ContactPoint.objects.get(address="jeanne.bis@exemple.fr")
    assert point.verified_at is None
    digits = re.search(r"\d{3}\s\d{3}", Dispatch.objects.get(address=point.address).title).group()
    assert jeanne.post(page, {"code": "000 000"}).status_code == 422 or digits == "000 000"
    jeanne.post(page, {"code": digits})
    point.refresh_from_db()
    assert point.verified_at is not None


def test_i_choose_how_i_am_reached_and_remove_what_i_no_longer_use(jeanne, village):
    telephone = village.jeanne.contact_points.get(kind="telephone")
    jeanne.post(f"/mon-espace/coordonnees/{telephone.pk}/preference/")
    assert route_to(Member.objects.get(pk=village.jeanne.pk)).channel == "telephone"
    jeanne.post(f"/mon-espace/coordonnees/{telephone.pk}/retrait/")
    assert route_to(Member.objects.get(pk=village.jeanne.pk)).channel == "mail"


def test_nobody_touches_someone_else_s_contact_points(jeanne, village):
    point = village.paul.contact_points.get()
    for act in ("preference", "retrait", "nouveau-code"):
        assert jeanne.post(f"/mon-espace/coordonnees/{point.pk}/{act}/").status_code == 404
    assert jeanne.get(f"/mon-espace/coordonnees/{point.pk}/code/").status_code == 404


def test_who_is_who_shows_nobody_who_did_not_say_yes(village, client_of, anonymous):
    Member.objects.filter(pk=village.lea.pk).update(is_listed=True)
    members = client_of(village.jeanne).get("/qui-est-qui/").content.decode()
    assert "Léa Moreau" in members
    assert "Paul Nguyen" not in members
    passers_by = anonymous.get("/qui-est-qui/").content.decode()
    assert "Léa Moreau" not in passers_by
    assert "Karim Haddad" not in passers_by


def test_a_holder_who_agreed_is_named_to_passers_by(village, anonymous):
    village.karim.roles.update(is_public=True)
    assert "Karim Haddad" in anonymous.get("/qui-est-qui/").content.decode()


def test_a_name_is_found_without_accents_and_nobody_found_names_monique(village, client_of):
    Member.objects.filter(pk=village.lea.pk).update(is_listed=True)
    browser = client_of(village.jeanne)
    assert "Léa Moreau" in browser.get("/qui-est-qui/", {"nom": "LEA"}).content.decode()
    page = browser.get("/qui-est-qui/", {"nom": "pétanque"}).content.decode()
    assert "Nous n’avons trouvé personne pour" in page
    assert "demandez à Monique" in page


def test_who_is_who_stays_small_with_two_hundred_people(village, client_of, django_assert_max_num_queries):
    for number in range(200):
        make_member(f"Voisine {number:03}", village.now, is_listed=True, about="Bonjour à toutes et tous.")
    browser = client_of(village.jeanne)
    with django_assert_max_num_queries(12):
        page = browser.get("/qui-est-qui/").content.decode()
    assert len(re.findall(r"<[a-z]", page)) <= 300
    assert "Voir la suite" in page


def test_my_journal_says_what_was_done_for_me(village, client_of):
    village.odile.journal.create(
        author=village.monique, words="Vous a lu un code.", channel="telephone", at=village.now
    )
    page = client_of(village.odile).get("/mon-espace/journal/").content.decode()
    assert "Monique Faure" in page
    assert "Vous a lu un code." in page


def test_my_space_asks_few_questions(village, client_of, django_assert_max_num_queries):
    for days in range(10):
        seat(village.karim, village.cafe, village.now) if not days else None
    browser = client_of(village.karim)
    browser.get("/mon-espace/")
    with django_assert_max_num_queries(12):
        browser.get("/mon-espace/")


def test_a_closed_place_shows_its_people_to_members_only(village, anonymous, client_of):
    village.community.is_open = False
    village.community.save()
    answer = anonymous.get("/qui-est-qui/")
    assert answer["Location"].startswith("/connexion/")
    assert anonymous.get("/connexion/").status_code == 200
    assert client_of(village.jeanne).get("/qui-est-qui/").status_code == 200


def test_the_hour_of_a_visit_is_kept_nowhere(village, client_of):
    before = Member.objects.filter(pk=village.jeanne.pk).values().get()
    client_of(village.jeanne).get("/mon-espace/")
    assert Member.objects.filter(pk=village.jeanne.pk).values().get() == before
