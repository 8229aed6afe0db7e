"""Who receives a letter, by what they declared or where they came, from left to right."""

from datetime import timedelta

import pytest

from parvis.community.interests import offer
from parvis.meetings.models import Arrival
from parvis.members.choosing_interests import choose_interests
from parvis.newsletters.audience import Criterion, is_declared, kept, read, readers
from parvis.newsletters.saying_audience import in_words, names_for
from tests.village import make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(village, now):
    """Jeanne and Paul came to the kiosk last week; Jeanne and Léa like the garden."""
    meeting = make_meeting("Soupe", now - timedelta(days=7), place=village.kiosk)
    for who in (village.jeanne, village.paul):
        Arrival.objects.create(meeting=meeting, member=who, at=meeting.begins_at)
    Arrival.objects.create(meeting=meeting, first_name="Samir", at=meeting.begins_at)
    garden = offer(name="le jardin")
    for who in (village.jeanne, village.lea):
        choose_interests(member=who, interests=[garden], at=now)
    return meeting, garden


def names(criteria, now):
    return sorted(one.first_name for one in readers(criteria, now))


def test_and_or_except_are_read_from_left_to_right(village, now, evening):
    meeting, garden = evening
    likes = Criterion("and", "interest", str(garden.pk))
    assert names([likes], now) == ["Jeanne", "Léa"]
    assert names([likes, Criterion("and", "came", str(meeting.pk))], now) == ["Jeanne"]
    assert names([likes, Criterion("or", "came", str(meeting.pk))], now) == ["Jeanne", "Léa", "Paul"]
    assert names([likes, Criterion("except", "place", str(village.kiosk.pk))], now) == ["Léa"]
    three = [
        likes,
        Criterion("or", "circle", str(village.gardeners.pk)),
        Criterion("except", "came", str(meeting.pk)),
    ]
    assert names(three, now) == ["Léa"]
    assert names([Criterion("and", "role", "animator")], now) == ["Karim"]
    assert "Karim" in names([], now)


def test_except_works_where_somebody_came_without_a_name(village, now, evening):
    everybody = readers([], now).count()
    assert readers([Criterion("except", "came", str(evening[0].pk))], now).count() == everybody - 2


def test_a_secret_circle_is_no_criterion_nor_its_meetings_nor_its_roles(village, now):
    secret = make_meeting("Chut", now - timedelta(days=3), circle=village.council, place=village.kiosk)
    Arrival.objects.create(meeting=secret, member=village.fatou, at=now)
    village.fatou.roles.create(kind="facilitator", circle=village.council, since_on=now.date())
    for one in (("circle", village.council.pk), ("came", secret.pk), ("place", village.kiosk.pk)):
        assert names([Criterion("and", one[0], str(one[1]))], now) == []
    assert names([Criterion("and", "role", "facilitator")], now) == ["Pierre"]
    said = str(names_for(village.fatou, now).groups())
    assert "Surprise" not in said
    assert "Chut" not in said


def test_only_what_people_declared_may_be_listed(village, now):
    assert is_declared([Criterion("and", "circle", "1"), Criterion("except", "role", "animator")])
    assert not is_declared([Criterion("and", "circle", "1"), Criterion("except", "came", "1")])


@pytest.mark.parametrize(
    "row",
    [None, "x", {}, {"join": "and", "kind": "came", "key": "²"}, {"join": "and", "kind": "came", "key": "9" * 40},
     {"join": "nor", "kind": "came", "key": "1"}, {"join": "and", "kind": "looked", "key": "1"},
     {"join": "and", "kind": "role", "key": "king"}],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(row):
    assert read([row]) == []


def test_it_is_kept_and_said_in_words(village, now, evening):
    criteria = [Criterion("and", "interest", str(evening[1].pk)), Criterion("except", "circle", "999")]
    assert read(kept(criteria)) == criteria
    said = in_words(criteria, names_for(village.karim, now))
    assert said.startswith("qui s’intéresse à")
    assert "le jardin" in said
    assert "n’existe plus" in said


def test_a_suspended_or_departed_member_reads_nothing(village, now):
    gone = make_member("Partie", now, left_at=now)
    assert gone not in readers([], now)
