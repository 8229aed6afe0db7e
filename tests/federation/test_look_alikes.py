"""A followed calendar brings something that looks like a meeting already here: it waits for somebody's word."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.community.models import Circle
from parvis.courier.models import Dispatch
from parvis.federation.models import Imported
from parvis.federation.sources import deciding, jobs
from parvis.federation.sources.refusals import CannotFollow
from parvis.meetings.models import Meeting
from tests.federation.calendars import meeting
from tests.federation.test_sources import CHORUS, WALK, titles
from tests.village import make_meeting

TWIN = meeting("cafe@x", "Café du Canal", "20261126T140000", "LOCATION:Kiosque")


@pytest.fixture
def followed(follow, days_later):
    """The club's calendar, to which the café of the village and a walk were added since."""
    source = follow(CHORUS)
    days_later(source, CHORUS, TWIN, WALK, days=0.3)
    return source


def cafes() -> int:
    return Meeting.objects.filter(title__iexact="café du canal").count()


def test_a_later_reading_brings_no_double_before_somebody_looked(followed, village, client_of):
    assert titles() == ["Répétition du chœur", "Marche du dimanche"]
    assert Imported.objects.undecided().get().twin == village.cafe
    told = Dispatch.objects.get(purpose="federation.undecided")
    assert (told.person, "1 nouvelle rencontre" in told.title) == (village.fatou.pk, True)
    shown = client_of(village.fatou).get(reverse("federation:source", args=[followed.pk])).content.decode()
    assert "Est-elle déjà ici" in shown
    assert f'href="/rencontres/{village.cafe.pk}/"' in shown


@pytest.mark.parametrize(("answer", "there"), [("other", 2), ("same", 1)])
def test_one_word_decides_and_nobody_is_asked_again(
    followed,
    village,
    client_of,
    days_later,
    answer,
    there,
):
    trace = Imported.objects.undecided().get()
    path = reverse("federation:source_decision", args=[followed.pk, trace.pk])
    for _time in range(2):
        client_of(village.fatou).post(path, {"answer": answer})
    at = days_later(followed, CHORUS, TWIN, WALK, days=1)
    jobs.advance(at)
    assert cafes() == there
    assert not Imported.objects.undecided().exists()


def test_what_is_gone_or_cancelled_there_waits_for_nobody(followed, village, now, days_later):
    trace = Imported.objects.undecided().get()
    days_later(followed, CHORUS, WALK, days=0.6)
    assert not Imported.objects.undecided().exists()
    with pytest.raises(CannotFollow):
        deciding.decide(trace=trace, comes_in=True, by=village.fatou, at=now)
    days_later(followed, CHORUS, TWIN, WALK, days=0.9)
    assert Imported.objects.undecided().count() == 1, "there again"
    days_later(followed, CHORUS, f"{TWIN}|STATUS:CANCELLED", WALK, days=1.2)
    assert not Imported.objects.undecided().exists()
    assert cafes() == 1


def test_a_meeting_the_named_person_may_not_know_of_is_never_guessed(
    follow,
    days_later,
    village,
    now,
):
    den = Circle.objects.create(name="Meute", joining="secret", created_at=now)
    secret = {"circle": den, "visibility": "circle", "place": village.kiosk}
    make_meeting("Nuit des loups", now + timedelta(days=3, hours=4), **secret)
    source = follow(CHORUS)
    days_later(source, CHORUS, meeting("loups@x", "Nuit des loups", "20261127T140000", "LOCATION:Kiosque"))
    assert "Nuit des loups" in titles()
    assert not Dispatch.objects.filter(purpose="federation.undecided").exists()


def test_two_sessions_of_one_calendar_are_no_doubles(follow, days_later):
    visit = meeting("v1@x", "Visite du moulin", "20261201T100000", "LOCATION:Moulin")
    later = meeting("v2@x", "Visite du moulin", "20261201T110000", "LOCATION:Moulin")
    source = follow(visit)
    days_later(source, visit, later)
    assert titles() == ["Visite du moulin"] * 2
