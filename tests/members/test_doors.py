"""Behind a door: what a page sees of who entered, and what happens to a page without its door."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from parvis.kit.doors import anyone
from parvis.meetings.permissions import can_host, can_publish
from parvis.members.consenting import agree
from parvis.members.doors import first_page, me, me_even_suspended


@pytest.fixture
def passer_by(rf):
    request = rf.get("/mon-espace/")
    request.user, request.session = AnonymousUser(), {}
    return request


@pytest.mark.parametrize("who", [me, me_even_suspended])
@pytest.mark.django_db
def test_a_page_that_forgot_its_door_shows_nothing_to_a_passer_by(passer_by, who):
    with pytest.raises(PermissionDenied):
        who(passer_by)


def test_a_door_open_to_anyone_turns_nobody_away(passer_by):
    with pytest.raises(RuntimeError, match="nobody"):
        anyone.turn_away(passer_by)


def test_the_first_page_is_gone_once_the_place_is_founded(passer_by, village):
    assert not first_page.admits(passer_by)
    with pytest.raises(Http404):
        first_page.turn_away(passer_by)


def test_a_passer_by_neither_hosts_nor_publishes(village):
    for somebody in (None, AnonymousUser()):
        assert not can_host(somebody, village.cafe)
        assert not can_publish(somebody, village.cafe)


def test_what_was_agreed_once_is_not_agreed_twice(village, now):
    known = {"member": village.jeanne, "purpose": "wiki.photo", "sentence": "On peut me voir sur les photos."}
    first = agree(at=now, **known)
    assert agree(at=now, **known) == first
    assert str(first) == "Jeanne Martin: wiki.photo"
