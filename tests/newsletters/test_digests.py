"""What each area tells in a letter, and never tells."""

from datetime import timedelta

import pytest

from parvis.community import interests
from parvis.community.models import Ritual
from parvis.kit.digests import Digest, digest, digests, register
from parvis.meetings.cancelling import cancel
from parvis.members.choosing_interests import choose_interests, interests_of
from parvis.members.models import Member
from parvis.wiki.publishing import publish
from parvis.wiki.telling import add_sentence, begin
from tests.village import make_meeting, make_member

pytestmark = pytest.mark.django_db


def told(name, now, days=14):
    return digest(name).fill(now, now + timedelta(days=days))


def test_the_next_meetings_hold_nothing_secret_nothing_cancelled_one_of_a_series(village, now):
    make_meeting("Chut", now + timedelta(days=1), circle=village.council, visibility="public")
    make_meeting("Entre nous", now + timedelta(days=1), visibility="members")
    gone = make_meeting("Annulée", now + timedelta(days=1), host=village.karim)
    cancel(meeting=gone, by=village.karim, reason="trop de vent", at=now)
    items = told("meetings.next", now)
    assert [item.title for item in items] == ["Café du canal"]
    assert items[0].place == "Kiosque"
    assert items[0].url == f"/rencontres/{village.cafe.pk}/"


def test_what_was_told_and_is_so_no_more_is_said(village, now):
    key, check = f"meetings.meeting:{village.cafe.pk}", digest("meetings.next").gone
    assert check([key], now) == []
    assert "passée" in check([key], village.cafe.begins_at)[0]
    cancel(meeting=village.cafe, by=village.karim, reason="trop de vent", at=now)
    assert "annulée" in check([key], now)[0]
    assert len(check(["meetings.meeting:999999"], now)) == 1


def test_newcomers_are_those_who_agreed_and_never_a_child(village, now):
    make_member("Zoé Petit", now, is_listed=True)
    make_member("Noé Grand", now, minor_until_on=(now + timedelta(days=90)).date())
    Member.objects.filter(name__startswith="Zoé").update(joined_at=now - timedelta(days=3))
    Member.objects.filter(name__startswith="Noé").update(joined_at=now - timedelta(days=3))
    assert [item.title for item in told("members.newcomers", now)] == ["Zoé"]


def test_a_story_for_all_and_the_ritual_of_the_season(village, now):
    assert told("wiki.story", now) == told("community.ritual", now) == []
    story = begin(title="La nuit des lanternes", happened_on=now.date(), at=now)
    add_sentence(story=story, author=village.lea, words="On a vu l’eau briller.", signed_as="Léa", at=now)
    assert told("wiki.story", now) == []  # nobody published it
    publish(story=story, by=village.lucie, at=now)
    assert "On a vu l’eau briller." in told("wiki.story", now)[0].words
    Ritual.objects.create(name="La soupe", season="le mardi", is_current=True)
    assert told("community.ritual", now)[0].title == "La soupe"


def test_digests_come_in_their_order_and_names_are_taken_once():
    names = [one.name for one in digests()]
    assert names.index("meetings.next") < names.index("wiki.story") < names.index("members.newcomers")
    with pytest.raises(ValueError, match="two digests"):
        register(Digest("meetings.next", words="x", order=1, fill=lambda now, until: []))


def test_interests_are_chosen_and_found_by_the_families_of_their_words(village, now):
    garden = interests.offer(name="Le jardin", words="potager, semis")
    music = interests.offer(name="La musique", words="chorale")
    assert interests.touched_by("Atelier : on sème au potager") == [garden]
    choose_interests(member=village.jeanne, interests=[garden, music], at=now)
    assert interests_of(village.jeanne) == [music, garden]
    interests.withdraw(music)
    assert choose_interests(member=village.jeanne, interests=[], at=now, by=village.monique)
    assert interests_of(village.jeanne) == [music]  # no longer offered, it stays hers
    assert village.jeanne.journal.filter(author=village.monique).exists()
    with pytest.raises(interests.CannotOffer):
        interests.offer(name="le JARDIN")
    assert interests.offer(name="la musique") == music
