"""An empty place opens with four fields, once, for whoever reads the server's window."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.community.models import Community
from parvis.console.installation_code import (
    forget_installation_code,
    installation_code,
    is_installation_code,
)
from parvis.members.models import Member, Role

FIRST_PAGE = "/premiere-page/"


def four_fields(**changed):
    known = {
        "code": installation_code(),
        "community": "Les Amis du Moulin",
        "person": "Agnès Vidal",
        "contact": "06 39 98 12 34",
        "colour": "#ffcc00",
    }
    return {**known, **changed}


@pytest.fixture
def visitor(db, now):
    yield Client()
    forget_installation_code()


def test_an_empty_place_leads_to_its_first_page(visitor):
    answer = visitor.get("/", follow=True)
    assert answer.redirect_chain == [(FIRST_PAGE, 302)]
    assert "quatre champs" in visitor.get(FIRST_PAGE).content.decode().lower()


def test_four_fields_open_the_place(visitor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post(FIRST_PAGE, four_fields(), follow=True)
    assert answer.redirect_chain == [(reverse("console:index"), 302)]
    text = answer.content.decode()
    assert "Les Amis du Moulin" in text
    assert "Votre lieu est ouvert" in text
    agnes = Member.objects.get()
    assert agnes.name == "Agnès Vidal"
    assert {role.kind for role in agnes.roles.all()} == set(Role.Kind.values)
    ours = Community.objects.get()
    assert ours.colour == "#ffcc00"
    assert ours.tokens["dark"]["brand"] == "#ffcc00"


def test_the_code_opens_nothing_once_the_place_is_open(visitor, django_capture_on_commit_callbacks):
    code = installation_code()
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(FIRST_PAGE, four_fields(code=code))
    assert not is_installation_code(code)
    again = Client().post(FIRST_PAGE, four_fields(code=code, community="Autre lieu"))
    assert again.status_code == 302
    assert Community.objects.get().name == "Les Amis du Moulin"
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "AAAA-BBBB-CCCC"}, "Ce n’est pas le code"),
        ({"code": ""}, "Écrivez le code"),
        ({"community": ""}, "Écrivez le nom"),
        ({"person": ""}, "Jeanne Martin"),
        ({"contact": "06 39 98"}, "Il en faut 10"),
        ({"colour": "rouge"}, "compris cette couleur"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(visitor, changed, said):
    answer = visitor.post(FIRST_PAGE, four_fields(**changed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "<title>Erreur" in text
    assert "community" in changed or "Les Amis du Moulin" in text
    assert not Community.objects.exists()
    assert not Member.objects.exists()
