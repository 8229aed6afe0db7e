"""The waiting list: strict order, timed offers, kept seats, and a host who decides at the end."""

from datetime import timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from parvis.courier.models import Dispatch
from parvis.meetings import refusals
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.jobs import lapse_due, stop_promotions
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import accept, answer_by, decline, give_seat, offer_free_seats
from parvis.meetings.registering import register, withdraw
from parvis.meetings.seating import would_wait
from tests.village import make_meeting, make_member

State = Registration.State
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def dance(village, now):
    """A dance in nine days, in the evening, two seats, nobody yet."""
    return make_meeting("Bal", now + timedelta(days=9, hours=9), host=village.karim, capacity=2)


def come(meeting, member, now, **said):
    return register(meeting=meeting, member=member, at=now, **said)


def state(registration):
    registration.refresh_from_db()
    return registration.state


def _full(dance, village, now):
    return come(dance, village.fatou, now), come(dance, village.pierre, now)


def test_a_free_seat_is_offered_to_the_first_in_line_and_held(village, dance, now):
    seated, _other = _full(dance, village, now)
    first, second = come(dance, village.jeanne, now), come(dance, village.paul, now)
    withdraw(registration=seated, at=now)
    dance.refresh_from_db()
    assert (state(first), state(second)) == (State.OFFERED, State.WAITING)
    assert dance.seats_taken == 2
    assert first.expires_at == now + timedelta(hours=24)
    offer = Dispatch.objects.get(purpose="meetings.offer")
    assert offer.person == village.jeanne.pk
    assert "mercredi 25" in offer.body
    assert "10" in offer.body


def test_taking_the_offered_seat_keeps_it_and_is_confirmed(village, dance, now):
    seated, _other = _full(dance, village, now)
    first = come(dance, village.jeanne, now)
    withdraw(registration=seated, at=now)
    accept(registration=first, at=now)
    accept(registration=first, at=now)
    assert state(first) == State.SEATED
    assert Dispatch.objects.filter(purpose="meetings.confirmation", person=village.jeanne.pk).count() == 1


def test_letting_the_seat_go_offers_it_to_the_next(village, dance, now):
    seated, _other = _full(dance, village, now)
    first, second = come(dance, village.jeanne, now), come(dance, village.paul, now)
    withdraw(registration=seated, at=now)
    decline(registration=first, at=now)
    decline(registration=first, at=now)
    assert (state(first), state(second)) == (State.WITHDRAWN, State.OFFERED)


def test_an_unanswered_seat_goes_to_the_next_and_the_person_is_told(village, dance, now):
    seated, _other = _full(dance, village, now)
    first, second = come(dance, village.jeanne, now), come(dance, village.paul, now)
    withdraw(registration=seated, at=now)
    Dispatch.objects.filter(purpose="meetings.offer").update(state=Dispatch.State.SENT)
    assert lapse_due(now + timedelta(hours=23)) == 0
    assert lapse_due(now + timedelta(hours=24)) == 1
    assert (state(first), state(second)) == (State.LAPSED, State.OFFERED)
    assert Dispatch.objects.get(purpose="meetings.lapsed").person == village.jeanne.pk
    with pytest.raises(refusals.OfferGone):
        accept(registration=first, at=now + timedelta(hours=25))


def test_an_offer_nobody_carried_does_not_lapse(village, dance, now):
    """Monique has not called Odile yet: Odile's hour has not begun."""
    seated, _other = _full(dance, village, now)
    odile = come(dance, village.odile, now, channel="telephone", made_by=village.monique)
    withdraw(registration=seated, at=now)
    assert state(odile) == State.OFFERED
    due_at = odile.expires_at
    assert due_at == now + timedelta(hours=48)
    assert lapse_due(due_at) == 0
    assert state(odile) == State.OFFERED
    assert odile.expires_at > due_at
    Dispatch.objects.filter(purpose="meetings.offer").update(state=Dispatch.State.SENT)
    assert lapse_due(odile.expires_at) == 1


def test_a_group_that_waits_first_holds_the_line_and_the_host_is_told_once(village, dance, now):
    seated, _other = _full(dance, village, now)
    pair, alone = come(dance, village.jeanne, now, party=2), come(dance, village.paul, now)
    withdraw(registration=seated, at=now)
    offer_free_seats(meeting=dance, at=now)
    assert (state(pair), state(alone)) == (State.WAITING, State.WAITING)
    told = Dispatch.objects.get(purpose="meetings.to_decide")
    assert told.person == village.karim.pk
    give_seat(registration=alone, by=village.karim, at=now)
    assert state(alone) == State.SEATED
    assert Dispatch.objects.get(purpose="meetings.promoted").person == village.paul.pk
    with pytest.raises(refusals.MeetingFull):
        give_seat(registration=pair, by=village.karim, at=now)


def test_promotion_stops_before_the_start_and_then_the_host_decides(village, dance, now):
    seated, _other = _full(dance, village, now)
    waiting = come(dance, village.jeanne, now)
    late = dance.begins_at - timedelta(hours=2)
    withdraw(registration=seated, at=late)
    assert state(waiting) == State.WAITING
    assert stop_promotions(late) == 1
    stop_promotions(late)
    assert Dispatch.objects.filter(purpose="meetings.to_decide").count() == 1
    give_seat(registration=waiting, by=village.karim, at=late)
    assert state(waiting) == State.SEATED


def test_an_offer_outstanding_when_promotion_stops_ends_there(village, dance, now):
    seated, _other = _full(dance, village, now)
    first, second = come(dance, village.jeanne, now), come(dance, village.paul, now)
    withdraw(registration=seated, at=dance.promotion_stops_at - timedelta(hours=2))
    assert state(first) == State.OFFERED
    assert first.expires_at <= dance.promotion_stops_at
    assert lapse_due(dance.promotion_stops_at) == 1  # carried or not: now a person decides
    assert (state(first), state(second)) == (State.LAPSED, State.WAITING)


def test_an_offer_never_ends_in_the_night_nor_after_promotion_stops(village, now):
    day, made = now.astimezone(PARIS) + timedelta(days=20), 0
    for who, hour, before in product(
        [village.jeanne, village.odile], [8, 10, 14, 18, 20], [*range(4, 40), 60, 200]
    ):
        meeting = Meeting(begins_at=day.replace(hour=hour), promotion_stops_at=day.replace(hour=hour - 3))
        at = meeting.begins_at - timedelta(hours=before)
        expires_at = answer_by(meeting, who, at)
        if expires_at is None:
            continue
        made += 1
        assert at + timedelta(hours=1) <= expires_at <= meeting.promotion_stops_at
        local = expires_at.astimezone(PARIS)
        assert 8 <= local.hour < 20 or (local.hour, local.minute) == (20, 0)
    assert made > 100


# Kept seats ----------------------------------------------------------------------------------------


@pytest.fixture
def tea(village, now):
    """Four seats, two of them kept for those who call."""
    return make_meeting("Goûter", now + timedelta(days=9), host=village.karim, capacity=4, telephone_seats=2)


def test_the_web_never_takes_a_kept_seat(village, tea, now):
    come(tea, village.jeanne, now, party=2)
    assert come(tea, village.paul, now).state == State.WAITING
    tea.refresh_from_db()
    assert tea.free_seats("web") == 0
    assert tea.free_seats("telephone") == 2


def test_who_calls_takes_kept_seats_first_and_gives_them_back(village, tea, now):
    odile = come(tea, village.odile, now, channel="telephone")
    tea.refresh_from_db()
    assert (tea.telephone_taken, tea.open_seats_free()) == (1, 2)
    come(tea, village.jeanne, now, party=2)
    paul, henri = come(tea, village.paul, now), come(tea, village.henri, now, channel="telephone", party=1)
    assert henri.state == State.SEATED  # on a kept seat, which Paul could not have
    withdraw(registration=odile, at=now)
    tea.refresh_from_db()
    assert state(paul) == State.WAITING
    assert tea.telephone_taken == 1


def test_nobody_overtakes_a_group_that_called(village, tea, now):
    come(tea, village.jeanne, now, party=2)
    family = come(tea, village.odile, now, channel="telephone", party=3)
    alone = come(tea, village.henri, now, channel="telephone")
    assert (family.state, alone.state) == (State.WAITING, State.WAITING)


def test_the_host_frees_kept_seats_and_the_line_moves(village, tea, now):
    come(tea, village.jeanne, now, party=2)
    paul = come(tea, village.paul, now)
    change(meeting=tea, by=village.karim, at=now, telephone_seats=0)
    assert state(paul) == State.OFFERED


def test_seats_taken_cannot_become_kept(village, tea, now):
    come(tea, village.jeanne, now, party=2)
    with pytest.raises(refusals.CannotChange):
        change(meeting=tea, by=village.karim, at=now, telephone_seats=3)


# Capacity ------------------------------------------------------------------------------------------


def test_more_seats_are_offered_at_once_in_order(village, dance, now):
    _full(dance, village, now)
    first, second = come(dance, village.jeanne, now), come(dance, village.paul, now)
    change(meeting=dance, by=village.karim, at=now, capacity=3)
    assert (state(first), state(second)) == (State.OFFERED, State.WAITING)
    change(meeting=dance, by=village.karim, at=now, capacity=None)
    assert state(second) == State.OFFERED


def test_fewer_seats_than_promised_is_refused(village, dance, now):
    _full(dance, village, now)
    with pytest.raises(refusals.CannotChange) as refusal:
        change(meeting=dance, by=village.karim, at=now, capacity=1)
    assert "2" in refusal.value.reason
    assert Meeting.objects.get(pk=dance.pk).capacity == 2


def test_a_cancelled_meeting_offers_nothing_and_its_offers_wait_for_it(village, dance, now):
    seated, _other = _full(dance, village, now)
    first = come(dance, village.jeanne, now)
    withdraw(registration=seated, at=now)
    cancel(meeting=dance, by=village.karim, at=now)
    later = now + timedelta(days=2)
    assert lapse_due(later) == 0
    uncancel(meeting=dance, by=village.karim, at=later)
    assert state(first) == State.OFFERED
    assert first.expires_at > later


def test_nobody_is_counted_absent(village):
    """No column remembers who did not come."""
    words = {
        field.name for model in (Registration, type(village.jeanne)) for field in model._meta.get_fields()
    }
    assert not {word for word in words if "absen" in word or ("show" in word and word != "shows_name")}


def test_would_wait_says_what_registering_does(village, dance, now):
    for number in range(4):
        dance.refresh_from_db()
        told = would_wait(dance, 1)
        made = come(dance, make_member(f"Danseur {number}", now), now)
        assert told == (made.state == State.WAITING)
