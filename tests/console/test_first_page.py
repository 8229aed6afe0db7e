"""An empty place opens with four fields, once, for whoever reads the server's window."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.community.models import Community, Place
from parvis.console.installation_code import (
    forget_installation_code,
    installation_code,
    is_installation_code,
)
from parvis.members.models import Member, Role
from tests.village import make_meeting, make_member

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


def test_behind_the_first_page_are_no_doors_yet(visitor):
    """Its menu would only lead back here."""
    text = visitor.get(FIRST_PAGE).content.decode()
    assert 'class="menu"' not in text
    assert reverse("meetings:programme") not in text


def test_a_new_place_says_what_to_begin_with(visitor, now, django_capture_on_commit_callbacks):
    """Each step goes once it is done; all of them once people have met."""
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(FIRST_PAGE, four_fields())
    index, agnes = reverse("console:index"), Member.objects.get()

    def steps():
        text = visitor.get(index).content.decode()
        return text.partition('id="start"')[2].partition("</ol>")[0]

    for words in ("Dites où vous vous retrouvez", "Faites venir", "première rencontre", "Partagez les rôles"):
        assert words in steps()
    Place.objects.create(name="La grange")
    assert "Dites où vous vous retrouvez" not in steps()
    make_member("Bruno Faure", now, role=Role.Kind.CORRESPONDENT)
    assert "Faites venir" not in steps()
    assert "Partagez les rôles" not in steps()
    assert "première rencontre" in steps()
    make_meeting("Café", timezone.now() - timedelta(days=2), host=agnes)
    assert steps() == ""
