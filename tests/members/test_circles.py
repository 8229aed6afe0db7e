"""Circles: open, on request, private, secret; and what one may not see does not exist."""

import pytest

from parvis.community.models import Circle
from parvis.courier.models import Dispatch
from parvis.members.circles import circle_ids_of, visible_circles
from parvis.members.giving_roles import give_role
from parvis.members.joining_circles import invite


@pytest.fixture
def choir(village):
    """A circle on request, animated by Paul."""
    circle = Circle.objects.create(name="Chorale", joining="on_request", created_at=village.now)
    give_role(member=village.paul, kind="animator", scope=circle, by=village.fatou, at=village.now)
    return circle


def test_an_open_circle_is_joined_and_left_in_one_tap(village, client_of):
    browser = client_of(village.jeanne)
    here = f"/cercles/{village.gardeners.pk}/"
    browser.post(f"{here}adhesion/")
    assert village.gardeners.pk in circle_ids_of(village.jeanne)
    assert "Paul Nguyen" in browser.get(here).content.decode()
    browser.post(f"{here}depart/")
    assert circle_ids_of(village.jeanne) == set()


def test_who_is_in_a_circle_is_read_by_its_people_only(village, client_of, anonymous):
    here = f"/cercles/{village.gardeners.pk}/"
    assert "Paul Nguyen" not in client_of(village.jeanne).get(here).content.decode()
    assert "Paul Nguyen" not in anonymous.get(here).content.decode()


def test_a_secret_circle_does_not_exist_for_others(village, client_of, anonymous):
    here = f"/cercles/{village.council.pk}/"
    for browser in (anonymous, client_of(village.jeanne), client_of(village.monique)):
        assert browser.get(here).status_code == 404
        assert "Surprise" not in browser.get("/cercles/").content.decode()
    assert client_of(village.jeanne).post(f"{here}adhesion/").status_code == 404
    assert client_of(village.fatou).get(here).status_code == 200
    assert village.council not in visible_circles(village.jeanne)


def test_a_wish_is_told_to_the_animator_who_says_yes(village, choir, client_of):
    client_of(village.jeanne).post(f"/cercles/{choir.pk}/adhesion/")
    wish = village.jeanne.memberships.get()
    assert wish.accepted_at is None
    assert Dispatch.objects.get(purpose="members.circle_asked").person == village.paul.pk
    page = client_of(village.paul).get(f"/cercles/{choir.pk}/").content.decode()
    assert "Jeanne Martin" in page
    client_of(village.paul).post(f"/cercles/{choir.pk}/demandes/{wish.pk}/", {"answer": "yes"})
    assert choir.pk in circle_ids_of(village.jeanne)
    assert Dispatch.objects.get(purpose="members.circle_answered").person == village.jeanne.pk


def test_only_the_animators_answer_a_wish(village, choir, client_of):
    client_of(village.jeanne).post(f"/cercles/{choir.pk}/adhesion/")
    wish = village.jeanne.memberships.get()
    for person in (village.jeanne, village.lea):
        answer = client_of(person).post(f"/cercles/{choir.pk}/demandes/{wish.pk}/", {"answer": "yes"})
        assert answer.status_code == 404
    assert circle_ids_of(village.jeanne) == set()


def test_a_wish_declined_goes_and_names_someone_to_talk_to(village, choir, client_of):
    client_of(village.jeanne).post(f"/cercles/{choir.pk}/adhesion/")
    wish = village.jeanne.memberships.get()
    client_of(village.paul).post(f"/cercles/{choir.pk}/demandes/{wish.pk}/", {"answer": "no"})
    assert not village.jeanne.memberships.exists()
    assert "Paul" in Dispatch.objects.get(purpose="members.circle_answered").body


def test_a_private_circle_is_seen_and_entered_by_invitation(village, client_of):
    private = Circle.objects.create(name="Bureau", joining="private", created_at=village.now)
    browser = client_of(village.jeanne)
    assert browser.get(f"/cercles/{private.pk}/").status_code == 200
    assert browser.post(f"/cercles/{private.pk}/adhesion/").status_code == 409
    invite(circle=private, member=village.jeanne, by=village.karim, at=village.now)
    assert private.pk in circle_ids_of(village.jeanne)
