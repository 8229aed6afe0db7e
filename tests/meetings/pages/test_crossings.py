"""« Doublons et chocs à venir »: those who animate see what crosses, and merge, cancel or keep."""

from datetime import timedelta

import pytest

from parvis.meetings.models import Distinction, Meeting
from tests.meetings.pages.test_coming import text_of
from tests.meetings.pages.test_noticing import FRIDAY
from tests.village import make_meeting, seat

PAGE = "/rencontres/chocs/"


@pytest.fixture
def twins(village) -> tuple[Meeting, Meeting]:
    return (
        make_meeting("Ateliers vélos", FRIDAY, host=village.jeanne, place=village.kiosk),
        make_meeting("Atelier réparation de vélos", FRIDAY, host=village.paul, place=village.kiosk),
    )


def test_animators_see_what_crosses_and_nobody_else(village, client_of, twins):
    shown = text_of(client_of(village.karim).get(PAGE))
    assert "Ateliers vélos" in shown
    assert "Atelier réparation de vélos" in shown
    assert "Même lieu, même heure, titre presque pareil" in shown
    assert client_of(village.jeanne).get(PAGE).status_code == 403


def test_nothing_crosses(village, client_of):
    assert "Rien ne se croise" in text_of(client_of(village.karim).get(PAGE))


def test_merging_brings_everyone_into_one_meeting(village, client_of, twins):
    kept, extra = twins
    seat(village.lea, extra, village.now)
    client = client_of(village.karim)
    assert client.post(f"/rencontres/{extra.pk}/reunion/{kept.pk}/").status_code == 302
    assert kept.registrations.live().filter(member=village.lea).exists()
    extra = Meeting.objects.get(pk=extra.pk)
    assert extra.is_cancelled
    assert "Ateliers vélos" in extra.cancellation.reason
    again = client.post(f"/rencontres/{extra.pk}/reunion/{kept.pk}/")
    assert again.status_code == 409 or "réunies" in text_of(again)


def test_keeping_both_is_remembered(village, client_of, twins):
    client, (one, other) = client_of(village.karim), twins
    client.post(f"/rencontres/{one.pk}/chocs/", {"other": f"meeting:{other.pk}", "kinds": "duplicate,room"})
    assert Distinction.objects.count() == 1
    assert "Rien ne se croise" in text_of(client.get(PAGE))


def test_a_long_list_asks_no_more_of_the_database(village, client_of, twins, django_assert_max_num_queries):
    for week in range(1, 9):
        for title in ("Ateliers vélos", "Atelier vélo"):
            make_meeting(title, FRIDAY + timedelta(weeks=week), host=village.paul, place=village.kiosk)
    client = client_of(village.karim)
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)
