"""A filled place learns to book: meetings to come have their rooms, the first to have proposed first."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from parvis.community.models import Place
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Booking
from parvis.meetings.proposing import propose
from tests.village import make_meeting

pytestmark = pytest.mark.django_db
step = import_module("parvis.meetings.migrations.0006_book_meetings_to_come")


def test_an_upgrade_books_what_is_to_come_and_writes_to_nobody(village, now):
    begins_at = now + timedelta(days=9)

    def proposed(title, days_ago, **said):
        facts = {
            "begins_at": begins_at,
            "ends_at": begins_at + timedelta(hours=2),
            "host": village.paul,
        } | said
        return propose(title=title, at=now - timedelta(days=days_ago), **facts)

    late = proposed("Danse", 1, room=village.room)
    early = proposed("Loto", 5, place=village.hall)
    small = proposed("Chant", 3, place=village.kiosk)
    remote = proposed("Visio", 2, place=village.hall, mode="remote", link="https://visio.exemple.fr/1")
    off = proposed("Foire", 9, place=village.hall)
    cancel(meeting=off, by=village.paul, at=now)
    past = make_meeting("Hier", now - timedelta(days=1), host=village.paul, place=village.hall)
    Booking.objects.all().delete()
    step.book(apps, None)
    step.book(apps, None)  # killed and begun again: nothing twice
    states = dict(Booking.objects.values_list("meeting__title", "state"))
    assert states | {village.cafe.title: ""} == {
        early.title: "confirmed",
        late.title: "pending",
        small.title: "confirmed",
        village.cafe.title: "",
    }
    assert not Booking.objects.filter(meeting__in=[remote, off, past]).exists()


def test_a_place_where_only_a_secret_circle_met_gets_no_page_for_all(village, now):
    cellar = Place.objects.create(name="La cave")
    begins_at = now + timedelta(days=3)
    make_meeting("Surprise", begins_at, host=village.fatou, place=cellar, circle=village.council)
    make_meeting("Surprise aussi", begins_at, host=village.fatou, place=village.hall, circle=village.council)
    make_meeting("Loto", begins_at, host=village.paul, place=village.hall)
    step.keep_secret_places(apps, None)
    assert set(Place.objects.filter(is_listed=False)) == {cellar}
