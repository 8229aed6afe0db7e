"""Whom one may still ride with, at every meeting one goes to: as many questions for three as for one."""

from datetime import timedelta

import pytest

from parvis.meetings.models import Registration
from parvis.rides.after_all import after_all
from parvis.rides.answering import answer
from parvis.rides.asking import ask
from parvis.rides.models import Car, Ride
from parvis.rides.offering import offer
from parvis.rides.showing import seen_by, seen_each
from tests.village import Village, make_meeting, seat


def declined(village: Village, number: int) -> Registration:
    """Odile, who looks for a car, said no to Jeanne’s, at one more meeting."""
    now = village.now
    meeting = make_meeting(f"Bal {number}", now + timedelta(days=3 + number))
    jeanne, odile = seat(village.jeanne, meeting, now), seat(village.odile, meeting, now)
    offer(registration=jeanne, seats=2, place_words="Saint-Martin", at=now)
    ask(registration=odile, place_words="Saint-Martin", at=now)
    ride = Ride.objects.for_page().latest("pk")
    answer(ride=ride, member=village.odile, says_yes=False, at=now)
    return odile


def test_the_same_as_on_each_page_and_no_question_more_for_three_meetings(
    village: Village, django_assert_num_queries
):
    going = [declined(village, number) for number in range(3)]
    for some in (going[:1], going):
        seen = seen_each(some)
        with django_assert_num_queries(2):
            found = after_all(seen)
        assert {key: [(one.other, one.car) for one in ones] for key, ones in found.items()} == {
            one.pk: [(again.other, again.car) for again in seen_by(one).after_all] for one in some
        }
        assert len(found) == len(some)


@pytest.mark.parametrize("why", ["full", "two noes", "of the other"])
def test_a_full_car_a_last_word_and_the_no_of_the_other_are_left_out(village: Village, why):
    odile = declined(village, 1)
    if why == "full":
        Car.objects.update(taken=2)
    elif why == "two noes":
        ride = Ride.objects.get()
        ride.pk = None  # the same no, once more
        ride.save(force_insert=True)
    else:
        Ride.objects.update(no_of=Ride.Side.DRIVER)
    assert after_all(seen_each([odile])) == {}
    assert after_all([]) == {}
