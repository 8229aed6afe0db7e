"""What was agreed and no longer holds is told to both; nobody is asked about a car that cannot leave."""

from datetime import timedelta

from django.urls import reverse

from parvis.courier.models import Dispatch
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Meeting
from parvis.meetings.passes import pass_of
from parvis.rides import ending, moving
from parvis.rides.models import Car, Ride
from parvis.rides.offering import offer
from parvis.rides.refusals import RideGone
from tests.rides.test_rides import agree, coming, drive, look, spaced, the_ride, told  # noqa: F401
from tests.village import Village

HOUR = timedelta(hours=1)


def test_both_learn_that_no_car_leaves_for_a_cancelled_meeting(village: Village, coming):  # noqa: F811
    drive(coming, village)
    look(coming, village)
    agree(the_ride(), village)
    ending.stop_rides(meeting=village.cafe, at=village.now)
    for person in (village.jeanne, village.odile):
        [word] = told(person, "rides.off")
        assert word.state == Dispatch.State.WAITING, f"{person} is told"


def test_nobody_is_asked_about_a_car_to_a_cancelled_meeting(village: Village, coming):  # noqa: F811
    drive(coming, village, seats=1)
    paul = offer(registration=coming["paul"], seats=1, place_words="Saint-Martin", at=village.now)
    look(coming, village)
    cancel(meeting=village.cafe, by=village.karim, reason="Orage", at=village.now)
    ending.stop_rides(meeting=village.cafe, at=village.now)
    before = Dispatch.objects.filter(purpose="rides.asked").count()
    meeting = Meeting.objects.get(pk=village.cafe.pk)
    ending.take_back(meeting=meeting, member=village.jeanne, at=village.now)
    assert not Ride.objects.live().exists()
    assert Dispatch.objects.filter(purpose="rides.asked").count() == before
    assert Car.objects.live().get() == paul


def test_a_no_said_twice_is_one(village: Village, coming, client_of):  # noqa: F811
    drive(coming, village)
    look(coming, village)
    page, facts = pass_of(coming["jeanne"]), {"ride": the_ride().pk, "answer": "no"}
    for _tap in range(2):
        sent = client_of(village.jeanne).post(reverse("rides:answer", args=[page]), facts)
        assert sent.status_code == 302


def test_a_yes_is_to_the_hour_that_was_on_the_screen(village: Village, coming, client_of):  # noqa: F811
    drive(coming, village)
    look(coming, village, "paul")
    page = reverse("rides:cars", args=[pass_of(coming["paul"])])
    paul, ride = client_of(village.paul), the_ride()
    shown = paul.get(page).content.decode()
    assert f'name="round" value="{ride.round}"' in shown
    drive(coming, village, leaves_at=village.cafe.begins_at - 3 * HOUR)
    facts = {"ride": ride.pk, "answer": "yes", "round": ride.round}
    late = paul.post(reverse("rides:answer", args=[pass_of(coming["paul"])]), facts)
    assert late.status_code == RideGone.status
    assert "changé" in late.content.decode()
    assert the_ride().rider_yes_at is None
    paul.post(reverse("rides:answer", args=[pass_of(coming["paul"])]), {**facts, "round": the_ride().round})
    assert the_ride().rider_yes_at is not None


def test_a_car_to_a_meeting_now_at_a_distance_does_not_leave(village: Village, coming):  # noqa: F811
    drive(coming, village)
    look(coming, village)
    agree(the_ride(), village)
    Meeting.objects.filter(pk=village.cafe.pk).update(mode=Meeting.Mode.REMOTE, version=9)
    moving.move(meeting=village.cafe, at=village.now)
    assert not Ride.objects.live().exists()
    for person in (village.jeanne, village.odile):
        [word] = told(person, "rides.off")
        assert "à distance" in word.body
        assert "annulée" not in word.body
