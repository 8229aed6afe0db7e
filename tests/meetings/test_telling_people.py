"""Who is told what, when, and by which way; and who is left in peace."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import purpose
from parvis.meetings import jobs, refusals
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.knowing import of
from parvis.meetings.models import Cancellation, Meeting, Reminder
from parvis.meetings.registering import register, withdraw
from tests.village import make_meeting

PARIS = ZoneInfo("Europe/Paris")
FOUR_DAYS = timedelta(days=4)  # no reminder leaves earlier


def letters(name):
    return {dispatch.person: dispatch for dispatch in Dispatch.objects.filter(purpose=f"meetings.{name}")}


def known(meeting, now):
    knowing = of(meeting, now)
    return knowing.told, knowing.concerned


def is_wanted(dispatch, at):
    return purpose(dispatch.purpose).still_wanted(dispatch, at)


def local(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=PARIS)


@pytest.fixture
def coming(village, now):
    """Jeanne by web, Odile by telephone, Paul who withdrew; all for the café."""
    register(meeting=village.cafe, member=village.jeanne, at=now)
    register(meeting=village.cafe, member=village.odile, at=now, channel="telephone", made_by=village.monique)
    withdraw(registration=register(meeting=village.cafe, member=village.paul, at=now), at=now)
    return village


def test_another_hour_and_place_are_told_with_the_old_ones(coming, now):
    village = coming
    later = village.cafe.begins_at + timedelta(hours=1)
    change(meeting=village.cafe, by=village.karim, at=now, begins_at=later, place=village.hall)
    told = letters("change")
    assert set(told) == {village.jeanne.pk, village.odile.pk}
    body = told[village.jeanne.pk].body
    for said in ["de 14", "de 15", "Kiosque", "Salle des fêtes", "1 place de la Mairie", "Monique", "01"]:
        assert said in body
    assert "/inscriptions/" in told[village.jeanne.pk].link
    assert told[village.odile.pk].channel == Channel.TELEPHONE
    assert known(village.cafe, now) == (0, 2)
    told[village.odile.pk].state = Dispatch.State.SENT
    told[village.odile.pk].save()
    assert known(village.cafe, now) == (1, 2)


def test_another_title_or_text_disturbs_nobody(coming, now):
    change(meeting=coming.cafe, by=coming.karim, at=now, title="Café", about="On parle.", capacity=20)
    assert not letters("change")
    assert Meeting.objects.get(pk=coming.cafe.pk).version == 1  # agendas follow by themselves


def test_a_change_to_the_past_or_to_nothing_known_is_refused(coming, now):
    with pytest.raises(refusals.CannotChange):
        change(meeting=coming.cafe, by=coming.karim, at=now, begins_at=now - timedelta(days=2))
    with pytest.raises(TypeError):
        change(meeting=coming.cafe, by=coming.karim, at=now, seats_taken=0)


def test_a_cancellation_is_told_once_to_those_who_come_and_says_why(coming, now):
    village = coming
    cancel(meeting=village.cafe, by=village.karim, at=now, reason="Tempête annoncée.")
    cancel(meeting=village.cafe, by=village.karim, at=now)
    told = letters("cancellation")
    assert set(told) == {village.jeanne.pk, village.odile.pk}
    assert "Tempête annoncée." in told[village.jeanne.pk].body
    assert told[village.jeanne.pk].title.startswith("Annulée")
    assert Cancellation.objects.count() == 1
    assert is_wanted(told[village.jeanne.pk], now)
    assert not is_wanted(Dispatch.objects.get(purpose="meetings.confirmation", person=village.jeanne.pk), now)


def test_a_cancellation_taken_back_is_told_and_no_longer_sent(coming, now):
    village = coming
    cancel(meeting=village.cafe, by=village.karim, at=now)
    uncancel(meeting=village.cafe, by=village.karim, at=now)
    uncancel(meeting=village.cafe, by=village.karim, at=now)
    assert set(letters("restored")) == {village.jeanne.pk, village.odile.pk}
    assert not is_wanted(letters("cancellation")[village.jeanne.pk], now)
    assert village.cafe.registrations.live().count() == 2


def test_an_evening_cancellation_for_the_morning_leaves_at_eight_even_on_sunday(village, now):
    sunday = make_meeting("Marché", local(6, 9, 30))
    register(meeting=sunday, member=village.jeanne, at=now)
    cancel(meeting=sunday, by=village.karim, at=local(5, 22))
    assert letters("cancellation")[village.jeanne.pk].not_before_at == local(6, 8)


# Reminders -----------------------------------------------------------------------------------------


def _reminded(meeting, from_at):
    """Run the job every hour until the meeting; when it wrote."""
    at, written = from_at, []
    while at < meeting.begins_at:
        if jobs.remind(at):
            written.append(at)
        at += timedelta(hours=1)
    return written


@pytest.mark.parametrize(
    ("begins_at", "expected"),
    [
        (local(10, 14), local(8, 14)),  # a Thursday: Tuesday, same hour
        (local(8, 14), local(5, 14)),  # a Tuesday: not on Sunday, on Saturday
        (local(10, 21), local(9, 8)),  # in the evening: the next morning at eight
        (local(10, 7), local(8, 8)),  # at dawn: not before eight
    ],
)
def test_a_reminder_comes_two_days_before_in_calm_hours(village, now, begins_at, expected):
    meeting = make_meeting("Bal", begins_at)
    register(meeting=meeting, member=village.jeanne, at=now)
    assert _reminded(meeting, begins_at - FOUR_DAYS)[0] == expected
    reminder = Dispatch.objects.filter(purpose="meetings.reminder").earliest("pk")
    assert reminder.not_before_at == expected
    assert is_wanted(reminder, expected)


def test_who_withdrew_waits_or_has_just_registered_gets_no_reminder(village, now):
    meeting = make_meeting("Bal", local(10, 14), capacity=3)
    register(meeting=meeting, member=village.jeanne, at=now)
    gone = register(meeting=meeting, member=village.lea, at=now)
    register(meeting=meeting, member=village.pierre, at=local(8, 10))
    register(meeting=meeting, member=village.paul, at=now)
    withdraw(registration=gone, at=local(8, 12))
    jobs.remind(local(8, 14))
    assert set(letters("reminder")) == {village.jeanne.pk}


def test_a_meeting_moved_before_its_reminder_left_is_reminded_anew(village, now):
    meeting = make_meeting("Bal", local(10, 14), host=village.karim)
    register(meeting=meeting, member=village.jeanne, at=now)
    jobs.remind(local(8, 14))
    change(meeting=meeting, by=village.karim, at=local(8, 14, 1), begins_at=local(12, 18))
    assert not letters("reminder")
    jobs.remind(local(10, 18))
    assert "18" in letters("reminder")[village.jeanne.pk].title


def test_english_speakers_are_told_in_english(village, now):
    village.jeanne.language = "en"
    village.jeanne.save()
    register(meeting=village.cafe, member=village.jeanne, at=now)
    assert "it is noted" in letters("confirmation")[village.jeanne.pk].title


def test_every_text_names_the_hour_the_place_and_whom_to_call(coming, now):
    jobs.remind(now + timedelta(hours=5))
    cancel(meeting=coming.cafe, by=coming.karim, at=now)
    for dispatch in Dispatch.objects.filter(person=coming.jeanne.pk):
        assert "de 14" in dispatch.body, dispatch.purpose
        assert "Kiosque" in dispatch.body, dispatch.purpose
        assert "Monique" in dispatch.body, dispatch.purpose
        assert dispatch.link.startswith("http")


def _told_on(village, from_at, to_at):
    """Run the job every hour, or half hour; when each reminder to Jeanne left, and how many meetings it spoke of."""
    at, seen, told = from_at.replace(minute=0), set(), []
    step = timedelta(minutes=30 if to_at.minute else 60)
    while at < to_at:
        jobs.remind(at)
        for row in Dispatch.objects.filter(purpose="meetings.reminder", person=village.jeanne.pk).exclude(
            pk__in=seen
        ):
            seen.add(row.pk)
            assert is_wanted(row, at)
            told.append((row.not_before_at.astimezone(PARIS), Reminder.objects.filter(dispatch=row).count()))
        at += step
    return told


@pytest.mark.parametrize(
    ("begins_at", "expected"),
    [
        (local(10, 14), [local(8, 14), local(10, 8)]),  # a Thursday: Tuesday, then the morning at eight
        (local(10, 10, 29), [local(8, 10, 30), local(9, 18)]),  # early: the evening before
        (local(10, 10, 30), [local(8, 10, 30), local(10, 8)]),
        (local(13, 15), [local(11, 15), local(12, 8)]),  # a Sunday: Friday, then Saturday at eight
        (local(13, 9), [local(11, 9), local(12, 18)]),  # an early Sunday: Saturday at six
        (local(14, 9), [local(12, 18)]),  # an early Monday: Saturday, and not twice the same day
        (local(14, 14), [local(12, 14), local(14, 8)]),
    ],
)
def test_the_morning_at_eight_or_the_evening_before(village, now, begins_at, expected):
    register(meeting=make_meeting("Bal", begins_at), member=village.jeanne, at=now)
    assert [at for at, _count in _told_on(village, begins_at - FOUR_DAYS, begins_at)] == expected


@pytest.mark.parametrize(
    "change_on", [datetime(2027, 3, 28, tzinfo=PARIS), datetime(2026, 10, 25, tzinfo=PARIS)]
)
def test_eight_in_the_morning_is_eight_after_the_hours_changed(village, change_on):
    begins_at = (change_on + timedelta(days=1)).replace(hour=14)
    register(meeting=make_meeting("Bal", begins_at), member=village.jeanne, at=begins_at - timedelta(days=9))
    told = [at for at, _count in _told_on(village, begins_at - FOUR_DAYS, begins_at)]
    assert [(at.weekday(), at.hour) for at in told] == [(5, 14), (0, 8)]


def test_several_meetings_of_a_day_are_one_message_in_order(village, now):
    late, soon = make_meeting("Chorale", local(10, 18)), make_meeting("Bal", local(10, 14))
    for meeting in (late, soon):
        register(meeting=meeting, member=village.jeanne, at=now)
        register(meeting=meeting, member=village.odile, at=now, channel="telephone", made_by=village.monique)
    assert _told_on(village, local(6, 14), local(10, 14)) == [(local(8, 14), 2), (local(10, 8), 2)]
    body = letters("reminder")[village.jeanne.pk].body
    assert body.index("Bal") < body.index("Chorale")
    assert "2 rencontres" in letters("reminder")[village.jeanne.pk].title
    assert letters("reminder")[village.odile.pk].channel == Channel.TELEPHONE
    assert Dispatch.objects.filter(purpose="meetings.reminder").count() == 4


def test_a_bundle_says_only_what_still_holds(village, now):
    bal, chorale = (
        make_meeting("Bal", local(10, 14), host=village.karim),
        make_meeting("Chorale", local(10, 18)),
    )
    held = [register(meeting=meeting, member=village.jeanne, at=now) for meeting in (bal, chorale)]
    jobs.remind(local(10, 8))
    both = letters("reminder")[village.jeanne.pk]
    withdraw(registration=held[1], at=local(10, 8, 1))
    jobs.remind(local(10, 8, 15))
    [left] = Dispatch.objects.filter(purpose="meetings.reminder")
    assert left.pk != both.pk
    assert "Chorale" not in left.body
    cancel(meeting=bal, by=village.karim, at=local(10, 8, 16))
    jobs.remind(local(10, 8, 30))
    assert not letters("reminder")


def test_what_a_circle_keeps_to_itself_is_never_read_out_with_the_rest(village, now):
    secret = make_meeting("Conseil", local(10, 16), circle=village.council)
    for meeting in (secret, make_meeting("Bal", local(10, 14))):
        register(meeting=meeting, member=village.odile, at=now, channel="telephone")
    jobs.remind(local(10, 8))
    calls = Dispatch.objects.filter(purpose="meetings.reminder", person=village.odile.pk)
    assert sorted("Conseil" in call.body for call in calls) == [False, True]
    assert not [call for call in calls if "Conseil" in call.body and "Bal" in call.body]


def test_no_reminder_comes_after_the_fact_nor_to_who_registered_last_night(village, now):
    meeting = make_meeting("Bal", local(10, 14))
    register(meeting=meeting, member=village.jeanne, at=now)
    register(meeting=meeting, member=village.lea, at=local(9, 22))
    assert jobs.remind(local(10, 13, 30)) == 0  # Parvis slept: half an hour before, it is too late
    assert jobs.remind(local(10, 12)) == 1
    assert set(letters("reminder")) == {village.jeanne.pk}


@pytest.mark.parametrize("hours", [3, 20, 47])
def test_a_change_within_two_days_is_told_at_once_to_everybody_by_their_own_way(village, now, hours):
    soon = make_meeting("Bal", now + timedelta(hours=hours), host=village.karim)
    for member in (village.jeanne, village.lea, village.odile):
        register(meeting=soon, member=member, at=now - timedelta(days=1))
    change(meeting=soon, by=village.karim, at=now, place=village.hall)
    cancel(meeting=soon, by=village.karim, at=now)
    for name in ("change", "cancellation"):
        told = letters(name)
        assert {row.channel for row in told.values()} == {Channel.MAIL, Channel.TELEPHONE}
        assert [row.not_before_at for row in told.values()] == [now] * 3


def test_what_is_cancelled_at_night_for_dawn_does_not_wait_for_the_morning(village, now):
    dawn, later = make_meeting("Marché", local(6, 8, 30)), make_meeting("Bal", local(6, 14))
    for meeting in (dawn, later):
        register(meeting=meeting, member=village.jeanne, at=now)
        cancel(meeting=meeting, by=village.karim, at=local(5, 22))
    rows = Dispatch.objects.filter(purpose="meetings.cancellation").order_by("pk")
    mails = rows.filter(channel=Channel.MAIL)
    assert [row.not_before_at for row in mails] == [local(5, 22), local(6, 8)]
    (call,) = rows.filter(channel=Channel.TELEPHONE)  # at dawn nobody has read it for sure
    assert (call.subject_id, call.needed_by_at) == (dawn.pk, dawn.begins_at)
    rows = mails
