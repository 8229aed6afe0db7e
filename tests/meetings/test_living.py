"""Proposing, improvising, seeing, welcoming, closing, telling: a meeting from its first word to its story."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.chronicle.models import Deed, Encounter, Presence
from parvis.community.models import Circle, Community
from parvis.courier.models import Dispatch
from parvis.meetings import jobs, permissions, refusals
from parvis.meetings.closing import close, figures_of
from parvis.meetings.improvising import improvise, leave
from parvis.meetings.making_public import publish
from parvis.meetings.models import Arrival, Meeting, Telling
from parvis.meetings.proposing import draft_like, propose
from parvis.meetings.registering import register, register_newcomer
from parvis.meetings.telling import ask_those_present, begin_story
from parvis.meetings.welcoming import undo_arrival, welcome, welcome_member, welcome_stranger
from parvis.members.contacts import Contact
from parvis.members.models import Membership, Role
from tests.village import make_meeting

PARIS = ZoneInfo("Europe/Paris")


def a_meeting(village, now, **said):
    begins_at = now + timedelta(days=3)
    known = {
        "title": " Tricot ",
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(hours=2),
        "host": village.jeanne,
    }
    return propose(**{**known, "at": now, **said})


# Proposing -----------------------------------------------------------------------------------------


def test_any_member_proposes_and_it_is_seen_at_once(village, now):
    meeting = a_meeting(village, now, room=village.room, questions=["Quelle laine ?", ("Allergies ?", True)])
    assert meeting.title == "Tricot"
    assert meeting.place == village.hall
    assert meeting in Meeting.objects.visible_to(None).upcoming(now).live()
    assert [q.is_required for q in meeting.questions.order_by("pk")] == [False, True]
    assert list(Deed.objects.values_list("verb", flat=True)) == ["meetings.proposed", "meetings.published"]


def test_a_form_sent_twice_proposes_once(village, now):
    assert a_meeting(village, now, once_key="k").pk == a_meeting(village, now, once_key="k").pk


@pytest.mark.parametrize(
    "said",
    [
        {"title": "  "}, {"ends_at": datetime(2026, 11, 25, tzinfo=PARIS)}, {"capacity": 0},
        {"capacity": 3, "telephone_seats": 4}, {"link": "javascript:alert(1)"}, {"visibility": "circle"},
        {"begins_at": datetime(2026, 11, 2, tzinfo=PARIS), "ends_at": datetime(2026, 11, 3, tzinfo=PARIS)},
        {"ends_at": datetime(2027, 11, 25, tzinfo=PARIS)},
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused_with_a_way_out(village, now, said):
    with pytest.raises(refusals.CannotPropose) as refusal:
        a_meeting(village, now, **said)
    assert refusal.value.way_out
    assert Meeting.objects.count() == 1


def test_only_people_of_a_circle_propose_to_it(village, now):
    with pytest.raises(refusals.CannotPropose):
        a_meeting(village, now, circle=village.gardeners)
    assert a_meeting(village, now, circle=village.gardeners, host=village.paul).is_published


def test_where_the_circle_wants_it_an_animator_publishes(village, now):
    village.gardeners.publishing = Circle.Publishing.ANIMATORS
    village.gardeners.save()
    meeting = a_meeting(village, now, circle=village.gardeners, host=village.paul, rule="FREQ=WEEKLY")
    assert not meeting.is_published
    assert Dispatch.objects.get(purpose="meetings.to_publish").person == village.karim.pk
    assert meeting not in Meeting.objects.visible_to(village.jeanne)
    assert {m.pk for m in Meeting.objects.visible_to(village.karim)} >= {meeting.pk}
    with pytest.raises(refusals.NotOpen):
        publish(meeting=meeting, by=village.paul, at=now)
    publish(meeting=meeting, by=village.karim, at=now)
    publish(meeting=meeting, by=village.karim, at=now)
    assert Meeting.objects.filter(series=meeting.series).live().count() == 8
    assert Deed.objects.filter(verb="meetings.published").count() == 8


def test_do_it_again_like_the_last_time(village, now):
    begins_at = datetime(2026, 10, 20, 18, tzinfo=PARIS)  # a Tuesday, before the clocks changed
    last = make_meeting("Atelier vélo", begins_at, host=village.karim, place=village.kiosk, capacity=12)
    last.questions.create(words="Quel vélo ?")
    draft = draft_like(last, now)
    assert draft["begins_at"] == datetime(2026, 12, 1, 18, tzinfo=PARIS)
    assert draft["ends_at"] - draft["begins_at"] == timedelta(hours=2)
    again = propose(**draft, host=village.paul, at=now)
    assert (again.place, again.capacity, again.questions.get().words) == (village.kiosk, 12, "Quel vélo ?")


# Improvised ----------------------------------------------------------------------------------------


def test_i_am_here_come_along_expires_by_itself(village, now):
    meeting = improvise(host=village.jeanne, until_at=now + timedelta(hours=3), at=now, place=village.kiosk)
    assert meeting in Meeting.objects.visible_to(None).upcoming(now).live()
    assert register(meeting=meeting, member=village.paul, at=now).state == "seated"
    assert not Dispatch.objects.exists()
    assert meeting not in Meeting.objects.visible_to(None).upcoming(now + timedelta(hours=3))
    again = improvise(host=village.jeanne, until_at=now + timedelta(hours=4), at=now, place=village.kiosk)
    assert again.pk == meeting.pk
    leave(meeting=again, by=village.jeanne, at=now + timedelta(hours=1))
    assert meeting not in Meeting.objects.visible_to(None).upcoming(now + timedelta(hours=1))


@pytest.mark.parametrize("hours", [-1, 0, 13])
def test_an_improvised_meeting_ends_the_same_day(village, now, hours):
    with pytest.raises(refusals.CannotPropose):
        improvise(host=village.jeanne, until_at=now + timedelta(hours=hours), at=now)


# Seeing --------------------------------------------------------------------------------------------


def test_rows_and_pages_agree_on_who_may_see(village, now):
    """`visible_to` and `can_see` are one rule, for every kind of meeting and everybody."""
    Role.objects.create(
        member=village.lea, kind=Role.Kind.ANIMATOR, circle=village.gardeners, since_on=now.date()
    )
    Membership.objects.create(
        member=village.pierre, circle=village.gardeners, asked_at=now
    )  # not accepted yet
    meetings = [
        make_meeting(f"{visibility} {circle} {published}", now + timedelta(days=1), host=village.odile,
                     visibility=visibility, circle=circle, published=published)
        for visibility in ["public", "members", "circle"]
        for circle in [None, village.gardeners, village.council]
        for published in [True, False]
    ]  # fmt: skip
    for meeting in meetings:
        if meeting.is_published:
            register(meeting=meeting, member=village.henri, at=now)
    people = [
        village.jeanne,
        village.paul,
        village.lea,
        village.karim,
        village.fatou,
        village.odile,
        village.henri,
        village.pierre,
    ]
    for is_open in [True, False]:
        Community.objects.update(is_open=is_open)
        Community.objects.get().save()
        for person in [None, AnonymousUser(), *people]:
            seen = set(Meeting.objects.visible_to(person).values_list("pk", flat=True))
            allowed = {m.pk for m in Meeting.objects.for_page() if permissions.can_see(person, m)}
            assert seen == allowed, (person, is_open)


def test_a_secret_circle_is_invisible_elsewhere(village, now):
    secret = make_meeting("Surprise", now + timedelta(days=1), host=village.fatou, circle=village.council)
    for person in [None, village.jeanne, village.karim]:
        assert secret not in Meeting.objects.visible_to(person)
        assert not permissions.can_host(person, secret)
    assert secret in Meeting.objects.visible_to(village.fatou)


def test_a_closed_place_shows_nothing_to_passers_by(village):
    Community.objects.update(is_open=False)
    Community.objects.get().save()
    assert not Meeting.objects.visible_to(None).exists()
    assert village.cafe in Meeting.objects.visible_to(village.jeanne)


def test_who_may_do_what(village):
    cafe = Meeting.objects.for_page().get(pk=village.cafe.pk)
    cafe.host = village.jeanne
    may = {
        name: [who for who in ["jeanne", "paul", "karim", "monique"] if getattr(permissions, name)(getattr(village, who), cafe)]
        for name in ["can_host", "can_publish", "can_decide_seats", "can_welcome", "can_register"]
    }  # fmt: skip
    assert may["can_host"] == may["can_publish"] == may["can_decide_seats"] == ["jeanne", "karim"]
    assert may["can_welcome"] == ["jeanne", "karim", "monique"]
    assert len(may["can_register"]) == 4


@pytest.mark.parametrize("who", [None, "jeanne"])
def test_sixty_lines_of_the_programme_cost_three_queries_at_most(
    village, now, who, django_assert_max_num_queries
):
    for number in range(60):
        make_meeting(
            f"M{number}",
            now + timedelta(hours=number + 1),
            host=village.karim,
            room=village.room,
            circle=village.gardeners,
        )
    member = getattr(village, who) if who else None
    with django_assert_max_num_queries(3):
        rows = list(Meeting.objects.visible_to(member).upcoming(now)[:60])
        for row in rows:
            shown = (row.where_words, row.host.first_name, row.circle, row.is_cancelled, row.free_seats())
            assert len(shown) == 5
            assert row.is_published
    assert len(rows) == 60


# Welcoming and closing -----------------------------------------------------------------------------


@pytest.fixture
def room(village, now):
    """The café has begun: Jeanne came with a friend, Paul and Karim alone, a stranger too."""
    at = village.cafe.begins_at
    registration = register(meeting=village.cafe, member=village.jeanne, at=now, party=2)
    welcome(registration=registration, by=village.karim, at=at)
    welcome(registration=registration, by=village.karim, at=at)
    for member in [village.paul, village.karim]:
        welcome_member(meeting=village.cafe, member=member, by=village.karim, at=at)
    for _tap in range(2):
        welcome_stranger(meeting=village.cafe, first_name="Samir", by=village.karim, at=at, once_key="tap-1")
    return village


def _encounter(village):
    return Encounter.objects.filter(gathering_kind="meetings.meeting", gathering_id=village.cafe.pk).first()


def test_each_arrival_counts_once(room):
    assert Arrival.objects.count() == 4
    assert Deed.objects.filter(verb="meetings.arrived").count() == 4


def test_closing_writes_what_was_lived_and_may_be_corrected(room):
    village, at = room, room.cafe.ends_at
    close(meeting=village.cafe, by=village.karim, at=at, happened=True, unnamed_people=1)
    met = _encounter(village)
    assert (met.people, met.minutes, met.first_meetings) == (6, 120, 3)
    assert set(Presence.objects.values_list("person", flat=True)) == {
        village.jeanne.pk, village.paul.pk, village.karim.pk,
    }  # fmt: skip
    assert figures_of(village.cafe).hours == 12
    welcome_member(meeting=village.cafe, member=village.lea, by=village.karim, at=at)
    assert _encounter(village).people == 7
    undo_arrival(arrival=Arrival.objects.get(member=village.lea), by=village.karim, at=at)
    assert _encounter(village).people == 6
    close(meeting=village.cafe, by=village.karim, at=at, happened=False)
    assert _encounter(village) is None
    assert figures_of(village.cafe) is None
    close(meeting=village.cafe, by=village.karim, at=at, happened=True)
    assert _encounter(village).people == 5


def test_nobody_arrives_the_day_before_or_at_what_is_cancelled(village, now):
    with pytest.raises(refusals.NotThere):
        welcome_member(meeting=village.cafe, member=village.jeanne, by=village.karim, at=now)
    with pytest.raises(refusals.NotThere):
        close(meeting=village.cafe, by=village.karim, at=now, happened=True)


def test_who_was_met_in_person_is_known_from_then_on(village, now):
    registration = register_newcomer(
        meeting=village.cafe, name="Samir Benali", contact=Contact("mail", "samir@exemple.fr"), at=now
    )
    assert registration.is_to_be_verified
    welcome(registration=registration, by=village.karim, at=village.cafe.begins_at)
    registration.member.refresh_from_db()
    assert not registration.is_to_be_verified


# Telling -------------------------------------------------------------------------------------------


def test_the_next_day_those_who_were_there_are_asked_once(room):
    village, ends_at = room, room.cafe.ends_at
    assert jobs.ask_for_stories(ends_at + timedelta(hours=1)) == 0
    assert jobs.ask_for_stories(ends_at + timedelta(hours=17)) == 1
    assert jobs.ask_for_stories(ends_at + timedelta(hours=18)) == 0
    ask_those_present(meeting=village.cafe, at=ends_at + timedelta(hours=19))
    asked = Dispatch.objects.filter(purpose="meetings.telling")
    assert {dispatch.person for dispatch in asked} == {village.jeanne.pk, village.paul.pk, village.karim.pk}
    telling = Telling.objects.get()
    assert all("/retour/" in dispatch.link for dispatch in asked)
    assert begin_story(meeting=village.cafe, at=ends_at) == telling


def test_nobody_is_asked_about_what_did_not_happen(room):
    close(meeting=room.cafe, by=room.karim, at=room.cafe.ends_at, happened=False)
    assert jobs.ask_for_stories(room.cafe.ends_at + timedelta(hours=17)) == 0


def test_every_job_of_the_schedule_runs_twice_without_harm(room, now):
    for job in [jobs.materialise, jobs.remind, jobs.lapse_due, jobs.stop_promotions, jobs.ask_for_stories]:
        job(at=now)
        before = Dispatch.objects.count()
        job(at=now)
        assert Dispatch.objects.count() == before
