"""Roles: named people with duties; a place never loses its last administrator."""

import pytest

from parvis.courier.models import Dispatch
from parvis.members.giving_roles import VACANT, LastAdministrator, end_role, give_role, vacancies
from parvis.members.helping import helper
from parvis.members.models import Role


@pytest.fixture
def behind(village, client_of):
    return client_of(village.fatou)


def test_fatou_gives_a_role_by_name_and_it_shows_in_who_is_who(behind, village, client_of):
    fields = {"who": "jeanne martin", "kind": "animator", "scope": f"circle-{village.gardeners.pk}"}
    behind.post("/coulisses/roles/", {**fields, "duties": "J’ouvre le cabanon."})
    role = village.jeanne.roles.get()
    assert (role.circle, role.duties) == (village.gardeners, "J’ouvre le cabanon.")
    assert "J’ouvre le cabanon." in client_of(village.paul).get("/qui-est-qui/").content.decode()


def test_a_name_borne_by_several_asks_for_the_code_of_the_card(behind, village):
    page = behind.post("/coulisses/roles/", {"who": "roux", "kind": "keeper"}).content.decode()
    assert "Plusieurs personnes" in page
    assert village.odile.card_code in page


def test_the_last_administrator_stays_until_someone_takes_over(behind, village):
    role = village.fatou.roles.get()
    answer = behind.post(f"/coulisses/roles/{role.pk}/fin/")
    assert answer.status_code == 409
    assert "Donnez d’abord ce rôle à quelqu’un d’autre" in answer.content.decode()
    give_role(member=village.jeanne, kind="administrator", by=village.fatou, at=village.now)
    behind.post(f"/coulisses/roles/{role.pk}/fin/")
    assert not Role.objects.filter(pk=role.pk).exists()


def test_an_administrator_of_one_circle_is_not_an_administrator_left(village):
    give_role(
        member=village.jeanne,
        kind="administrator",
        scope=village.gardeners,
        by=village.fatou,
        at=village.now,
    )
    with pytest.raises(LastAdministrator):
        end_role(role=village.fatou.roles.get(), by=village.fatou, at=village.now)


def test_a_role_left_vacant_is_told_to_administrators_and_shown(behind, village):
    end_role(role=village.monique.roles.get(), by=village.fatou, at=village.now)
    assert Dispatch.objects.get(purpose=VACANT).person == village.fatou.pk
    assert vacancies() == ["correspondent"]
    assert "Personne ne tient ces rôles" in behind.get("/coulisses/roles/").content.decode()
    assert "Personne ne tient ces rôles" in behind.get("/mon-espace/").content.decode()


def test_the_alarm_is_a_switch(village):
    village.community.vacancy_alarms = False
    village.community.save()
    end_role(role=village.monique.roles.get(), by=village.fatou, at=village.now)
    assert vacancies() == []
    assert not Dispatch.objects.filter(purpose=VACANT).exists()


def test_a_role_someone_else_also_holds_is_not_vacant(village):
    give_role(member=village.jeanne, kind="correspondent", by=village.fatou, at=village.now)
    end_role(role=village.monique.roles.get(), by=village.fatou, at=village.now)
    assert not Dispatch.objects.filter(purpose=VACANT).exists()


def test_every_page_names_monique_then_whoever_takes_over(village):
    assert helper().name == "Monique"
    role = village.monique.roles.get()
    end_role(role=role, by=village.fatou, at=village.now)
    assert helper().name == "Fatou"
    assert helper().telephone == "+33199001234"  # the community's line, never Fatou's own


def test_giving_the_same_role_again_changes_its_words_only(village):
    one = give_role(member=village.jeanne, kind="keeper", by=village.fatou, at=village.now)
    two = give_role(member=village.jeanne, kind="keeper", by=village.fatou, at=village.now)
    assert one.pk == two.pk


def test_what_a_person_holds_costs_one_query(village, django_assert_num_queries):
    member = type(village.karim).objects.get(pk=village.karim.pk)
    with django_assert_num_queries(1):
        assert [role.kind for role in member.held_roles] == ["animator"]
        assert member.held_roles
