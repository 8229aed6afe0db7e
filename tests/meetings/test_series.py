"""Regular appointments: rules, hours that hold across DST, exceptions that stay, people never dropped."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.courier.models import Dispatch
from parvis.meetings import jobs, recurring, refusals
from parvis.meetings.cancelling import cancel, cancel_following
from parvis.meetings.changing import change, change_series
from parvis.meetings.models import Meeting
from parvis.meetings.proposing import propose
from parvis.meetings.registering import register
from parvis.meetings.repeating import days_of

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = date(2026, 11, 24)


def local(year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def weekly(village, now, **said):
    """A bicycle workshop on Thursdays at 18 h, until the end of March."""
    begins_at = local(2026, 11, 26, 18)
    known = {
        "title": "Atelier vélo", "begins_at": begins_at, "ends_at": begins_at + timedelta(hours=2), "host": village.karim,
        "weekly_until_on": date(2027, 3, 31), "place": village.kiosk, "capacity": 12, "at": now,
    }  # fmt: skip
    return propose(**{**known, **said})


def hours(series):
    return [f"{m.begins_at.astimezone(PARIS):%d/%m %H:%M}" for m in series.meetings.order_by("begins_at")]


# Rules, pure ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=WEEKLY", [(11, 24), (12, 1), (12, 8)]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2", [(11, 24), (12, 8), (12, 22)]),
        ("FREQ=MONTHLY;BYDAY=1TU", [(12, 1), (1, 5), (2, 2)]),
        ("FREQ=MONTHLY;BYDAY=-1FR", [(11, 27), (12, 25), (1, 29)]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [(11, 30), (12, 31), (1, 29)]),
        ("freq=daily;count=2", [(11, 24), (11, 25)]),
        ("FREQ=WEEKLY;UNTIL=20261201", [(11, 24), (12, 1)]),
        ("FREQ=WEEKLY;UNTIL=20261201T000000Z", [(11, 24)]),
        ("UNTIL=20261201T235959;FREQ=WEEKLY", [(11, 24), (12, 1)]),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21", [(6, 21), (6, 21)]),
    ],
)
def test_rules_give_the_days_calendars_give(rule, first):
    tidy = recurring.read_rule(rule, TUESDAY, PARIS)
    days = list(recurring.days(tidy, TUESDAY, TUESDAY + timedelta(days=900)))[: len(first)]
    assert [(day.month, day.day) for day in days] == first


@pytest.mark.parametrize(
    "rule",
    [
        "", "tous les mardis", "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;BYMINUTE=1", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;COUNT=9999999", "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;FREQ=DAILY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=WEEKLY;UNTIL=20261340", "FREQ=WEEKLY;UNTIL=20200101", "FREQ=WEEKLY;DTSTART=20261124", "FREQ=WEEKLY;INTERVAL=²",
        "FREQ=DAILY;BYDAY=XX", "FREQ=WEEKLY;" + "BYDAY=MO;" * 60, "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1",
    ],
)  # fmt: skip
def test_what_is_no_rule_or_a_flood_is_refused(rule):
    with pytest.raises(recurring.NotARule):
        recurring.read_rule(rule, TUESDAY, PARIS)


@settings(max_examples=60)
@given(
    freq=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 400),
    parts=st.lists(
        st.sampled_from([
            "BYDAY=MO,FR", "BYDAY=5MO", "BYMONTHDAY=31", "BYMONTH=2", "BYSETPOS=3", "BYYEARDAY=366", "BYWEEKNO=53", "COUNT=5",
        ]), unique=True, max_size=4,
    ),
)  # fmt: skip
def test_any_rule_ends_in_a_moment_and_gives_each_day_once_in_order(freq, interval, parts):
    text = ";".join([f"FREQ={freq}", f"INTERVAL={interval}", *parts])
    try:
        rule = recurring.read_rule(text, TUESDAY, PARIS)
    except recurring.NotARule:
        return
    days = list(recurring.days(rule, TUESDAY, TUESDAY + timedelta(days=800)))
    assert days == sorted(set(days))
    assert days[0] >= TUESDAY


def test_six_in_the_evening_stays_six_in_the_evening_across_dst():
    begins = recurring.moments(
        "FREQ=WEEKLY", date(2027, 3, 23), time(18), PARIS, after=None, until=date(2027, 4, 6)
    )
    assert [f"{moment.astimezone(PARIS):%H:%M}" for moment in begins] == ["18:00"] * 3
    assert [moment.hour for moment in begins] == [17, 16, 16]


def test_an_hour_that_does_not_exist_or_comes_twice_is_one_moment():
    spring = recurring.moments(
        "FREQ=DAILY", date(2027, 3, 27), time(2, 30), PARIS, after=None, until=date(2027, 3, 29)
    )
    assert [f"{moment.astimezone(PARIS):%d %H:%M}" for moment in spring] == [
        "27 02:30",
        "28 03:30",
        "29 02:30",
    ]
    autumn = recurring.moments(
        "FREQ=DAILY", date(2027, 10, 30), time(2, 30), PARIS, after=None, until=date(2027, 11, 1)
    )
    assert [moment.astimezone(UTC).hour for moment in autumn] == [0, 0, 1]


def test_the_days_are_read_again_before_publishing(db):
    days = days_of(begins_at=local(2026, 11, 26, 18), weekly_until_on=date(2026, 12, 17))
    assert [day.day for day in days] == [26, 3, 10, 17]


# Meetings of a series ------------------------------------------------------------------------------


def test_a_series_comes_into_being_eight_weeks_ahead_and_goes_on(village, now):
    meeting = weekly(village, now)
    assert hours(meeting.series)[0] == "26/11 18:00"
    assert meeting.series.meetings.count() == 8
    assert jobs.materialise(now) == 0
    assert jobs.materialise(now + timedelta(weeks=2)) == 2
    jobs.materialise(local(2027, 6, 1, 12))
    assert hours(meeting.series)[-1] == "25/03 18:00"
    assert all(m.is_published and m.capacity == 12 for m in Meeting.objects.filter(series=meeting.series))


def test_each_date_has_its_own_registrations_and_questions(village, now):
    first = weekly(village, now, questions=["Quel vélo ?"])
    second = first.series.meetings.order_by("begins_at")[1]
    register(meeting=first, member=village.jeanne, at=now)
    assert not second.registrations.exists()
    assert second.questions.get().words == "Quel vélo ?"


def test_a_rule_nobody_can_follow_is_refused_with_nothing_written(village, now):
    with pytest.raises(refusals.CannotPropose):
        weekly(village, now, weekly_until_on=None, rule="FREQ=SECONDLY")
    assert not Meeting.objects.filter(title="Atelier vélo").exists()


def test_another_hour_moves_empty_dates_and_never_those_with_people(village, now):
    first = weekly(village, now)
    series, third = first.series, first.series.meetings.order_by("begins_at")[2]
    register(meeting=third, member=village.jeanne, at=now)
    change_series(
        series=series,
        by=village.karim,
        at=now,
        begins_at=local(2026, 11, 26, 19),
        ends_at=local(2026, 11, 26, 21),
    )
    assert hours(series)[:4] == ["26/11 19:00", "03/12 19:00", "10/12 18:00", "17/12 19:00"]
    third.refresh_from_db()
    assert third.is_exception
    assert third.registrations.live().count() == 1
    told = Dispatch.objects.get(purpose="meetings.kept")
    assert told.person == village.karim.pk
    assert not Dispatch.objects.filter(purpose="meetings.change").exists()
    jobs.materialise(now + timedelta(weeks=3))
    assert [day for day in hours(series) if day.startswith("10/12")] == ["10/12 18:00"]


def test_another_weekday_keeps_dates_with_people_and_drops_empty_ones(village, now):
    first = weekly(village, now)
    series, second = first.series, first.series.meetings.order_by("begins_at")[1]
    register(meeting=second, member=village.jeanne, at=now)
    change_series(
        series=series,
        by=village.karim,
        at=now,
        begins_at=local(2026, 11, 27, 18),
        ends_at=local(2026, 11, 27, 20),
    )
    assert hours(series)[:4] == ["27/11 18:00", "03/12 18:00", "04/12 18:00", "11/12 18:00"]


def test_one_day_earlier_from_a_date_on_leaves_the_dates_before_it(village, now):
    series = weekly(village, now).series
    third = series.meetings.order_by("begins_at")[2]
    change_series(
        series=series, by=village.karim, at=now, since=third.series_slot_at,
        begins_at=local(2026, 12, 9, 18), ends_at=local(2026, 12, 9, 20),
    )  # fmt: skip
    assert hours(series)[:4] == ["26/11 18:00", "03/12 18:00", "09/12 18:00", "16/12 18:00"]


def test_a_rhythm_changed_in_the_evening_makes_no_meeting_in_the_morning(village, now):
    series = weekly(village, now).series
    said = {"begins_at": local(2026, 12, 10, 9), "ends_at": local(2026, 12, 10, 10)}
    change_series(series=series, by=village.karim, at=local(2026, 12, 3, 22), **said)
    assert hours(series)[:4] == ["26/11 18:00", "03/12 18:00", "10/12 09:00", "17/12 09:00"]


def test_a_rhythm_that_names_its_days_does_not_follow_another_one(village, now):
    first = weekly(village, now, weekly_until_on=None, rule="FREQ=WEEKLY;BYDAY=TH")
    with pytest.raises(refusals.CannotChange):
        change_series(
            series=first.series, by=village.karim, at=now,
            begins_at=local(2026, 11, 27, 18), ends_at=local(2026, 11, 27, 20),
        )  # fmt: skip


def test_exceptions_and_cancellations_stay_when_the_rhythm_changes(village, now):
    first = weekly(village, now)
    series = first.series
    _one, second, third, *_rest = series.meetings.order_by("begins_at")
    change(
        meeting=second,
        by=village.karim,
        at=now,
        begins_at=local(2026, 12, 3, 9),
        ends_at=local(2026, 12, 3, 10),
    )
    cancel(meeting=third, by=village.karim, at=now)
    change_series(
        series=series,
        by=village.karim,
        at=now,
        begins_at=local(2026, 11, 26, 19),
        ends_at=local(2026, 11, 26, 21),
    )
    assert hours(series)[:4] == ["26/11 19:00", "03/12 09:00", "10/12 18:00", "17/12 19:00"]
    assert Meeting.objects.get(pk=third.pk).is_cancelled


def test_a_rule_every_two_weeks_keeps_the_odd_week_that_has_people(village, now):
    first = weekly(village, now)
    series, second = first.series, first.series.meetings.order_by("begins_at")[1]
    register(meeting=second, member=village.jeanne, at=now)
    change_series(series=series, by=village.karim, at=now, rule="FREQ=WEEKLY;INTERVAL=2")
    assert hours(series)[:4] == ["26/11 18:00", "03/12 18:00", "10/12 18:00", "24/12 18:00"]


def test_another_place_from_a_day_on_is_told_to_those_concerned_only(village, now):
    first = weekly(village, now)
    third = first.series.meetings.order_by("begins_at")[2]
    register(meeting=first, member=village.jeanne, at=now)
    register(meeting=third, member=village.paul, at=now)
    change_series(
        series=first.series,
        by=village.karim,
        at=now,
        since=third.series_slot_at,
        place=village.hall,
        room=None,
    )
    told = Dispatch.objects.get(purpose="meetings.change")
    assert told.person == village.paul.pk
    assert "Kiosque" in told.body
    assert "Salle des fêtes" in told.body
    first.refresh_from_db()
    assert first.place == village.kiosk


def test_fewer_seats_for_all_leave_a_fuller_date_as_it_is(village, now):
    first = weekly(village, now)
    register(meeting=first, member=village.jeanne, at=now, party=5)
    change_series(series=first.series, by=village.karim, at=now, capacity=4)
    capacities = list(first.series.meetings.order_by("begins_at").values_list("capacity", flat=True))
    assert capacities[:3] == [12, 4, 4]


def test_the_series_ends_from_a_date_on(village, now):
    first = weekly(village, now)
    _one, second, third, fourth, *_rest = first.series.meetings.order_by("begins_at")
    register(meeting=fourth, member=village.jeanne, at=now)
    cancel_following(meeting=third, by=village.karim, at=now, reason="Le local ferme.")
    assert hours(first.series) == ["26/11 18:00", "03/12 18:00", "10/12 18:00", "17/12 18:00"]
    assert not Meeting.objects.get(pk=second.pk).is_cancelled
    assert Meeting.objects.get(pk=fourth.pk).is_cancelled
    assert Dispatch.objects.get(purpose="meetings.cancellation").person == village.jeanne.pk
    assert jobs.materialise(now + timedelta(weeks=10)) == 0


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_rhythm_becomes_people_keep_their_date(village, now, seed):
    """Registered people find the same meeting at the same hour after any change of rule, and no day twice."""
    dice = random.Random(seed)
    series = weekly(village, now).series
    dates = list(series.meetings.order_by("begins_at"))
    chosen = dice.sample(dates, 3)
    for meeting in chosen:
        register(meeting=meeting, member=village.jeanne, at=now)
    for _step in range(4):
        begins_at = local(2026, 11, 26, dice.randrange(9, 20))
        said = {"begins_at": begins_at, "ends_at": begins_at + timedelta(hours=2)}
        rule = dice.choice(
            ["FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=1TH"]
        )
        change_series(series=series, by=village.karim, at=now, rule=rule, **said)
        for meeting in chosen:
            same = Meeting.objects.get(pk=meeting.pk)
            assert (same.begins_at, same.ends_at) == (meeting.begins_at, meeting.ends_at)
        slots = series.meetings.values_list("series_slot_at", flat=True)
        days = [slot.astimezone(PARIS).date() for slot in slots]
        assert len(days) == len(set(days))
