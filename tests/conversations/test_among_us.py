"""Finite threads of a meeting and of a circle, introductions: they lead to a date, and end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.conversations import jobs
from parvis.conversations.digesting import digest_due
from parvis.conversations.holdings import INTRODUCTIONS
from parvis.conversations.introducing import CannotIntroduce, answer, introduce
from parvis.conversations.links import path_of
from parvis.conversations.models import Introduction, Message, Report, Thread
from parvis.conversations.opening import open_among, thread_about
from parvis.conversations.reading import may_read
from parvis.conversations.refusals import NotInThread, SaidEnough, ThreadOver
from parvis.conversations.saying import say
from parvis.courier.models import Dispatch
from parvis.kit.refusals import NotForYou
from parvis.meetings.talking import let_them_talk
from parvis.members.models import Member, Membership
from tests.village import seat

DAY = timedelta(days=1)


@pytest.fixture
def evening(village, now):
    """Jeanne, Paul and Odile come to the café; Karim lets them talk."""
    for person in (village.jeanne, village.paul, village.odile):
        seat(person, village.cafe, now)
    return let_them_talk(meeting=village.cafe, by=village.karim, at=now)


def test_those_who_come_talk_and_nobody_else(village, evening, client_of, now):
    assert thread_about(village.cafe, now) == evening
    say(thread=evening, by=village.jeanne, text="J’apporte une tarte.", at=now)
    with pytest.raises(NotInThread):
        say(thread=evening, by=village.lea, text="Moi aussi", at=now)
    there = reverse("meetings:meeting", args=[village.cafe.pk])
    assert "J’apporte une tarte." in client_of(village.paul).get(there).content.decode()
    assert "J’apporte une tarte." not in client_of(village.lea).get(there).content.decode()
    assert not Dispatch.objects.filter(person=village.paul.pk).exists()
    with pytest.raises(NotForYou):
        let_them_talk(meeting=village.cafe, by=village.paul, at=now)


def test_a_few_words_each_then_it_closes_some_days_after(village, evening, now):
    with pytest.raises(SaidEnough):
        for number in range(9):
            say(thread=evening, by=village.jeanne, text=f"Mot {number}", at=now)
    assert evening.messages.count() == 5
    later = village.cafe.ends_at + 4 * DAY
    jobs.digest(later)
    evening.refresh_from_db()
    assert evening.closed_at == village.cafe.ends_at + 3 * DAY
    with pytest.raises(ThreadOver):
        say(thread=evening, by=village.paul, text="Merci", at=later)


def test_one_digest_in_the_evening_and_nothing_to_who_said_it_all(village, evening, now):
    say(thread=evening, by=village.jeanne, text="Qui a une table ?", at=now + timedelta(minutes=1))
    assert digest_due(now + timedelta(hours=2)) == 0
    evening_hour = now + timedelta(hours=9)
    assert digest_due(evening_hour) == 1
    assert digest_due(evening_hour + timedelta(minutes=30)) == 0
    told = Dispatch.objects.filter(purpose="conversations.digest")
    assert {one.person for one in told} == {village.paul.pk, village.karim.pk}
    assert "Jeanne : Qui a une table ?" in told.first().body.replace("\xa0", " ")


def test_taken_down_with_a_reason_and_reported_to_a_named_person(village, evening, client_of, now):
    said = say(thread=evening, by=village.paul, text="Vilain mot", at=now).message
    jeanne, karim = client_of(village.jeanne), client_of(village.karim)
    there = reverse("conversations:reporting", args=[said.pk])
    assert "Karim" in jeanne.get(there).content.decode()
    assert jeanne.post(there, {"why": ""}).status_code == 422
    assert jeanne.post(there, {"why": "Cela blesse."}).status_code == 302
    asked = Report.objects.get()
    assert (asked.moderator, Dispatch.objects.get(purpose="conversations.reported").person) == (
        village.karim, village.karim.pk,
    )  # fmt: skip
    assert client_of(village.lea).get(reverse("conversations:report", args=[asked.pk])).status_code == 404
    deciding = reverse("conversations:report", args=[asked.pk])
    assert karim.post(deciding, {"down": "1", "why": ""}).status_code == 422
    assert karim.post(deciding, {"down": "1", "why": "On reste aimable."}).status_code == 302
    page = jeanne.get(reverse("conversations:thread", args=[evening.pk])).content.decode()
    assert "Vilain mot" not in page
    assert "On reste aimable." in page
    assert village.paul.journal.filter(author=village.karim).exists()
    assert Dispatch.objects.get(purpose="conversations.taken_down").person == village.paul.pk


def test_a_circle_talks_until_a_date(village, client_of, now):
    village.gardeners.memberships.create(member=village.lea, asked_at=now, accepted_at=now)
    karim, lea = client_of(village.karim), client_of(village.lea)
    there = reverse("conversations:circle", args=[village.gardeners.pk])
    assert lea.get(there).status_code == 404
    assert karim.post(there, {"topic": "Le compost", "until": "2027-12-01"}).status_code == 422
    assert karim.post(there, {"topic": "Le compost", "until": "2026-12-04"}).status_code == 302
    thread = Thread.objects.get()
    assert "Le compost" in lea.get(reverse("members:circle", args=[village.gardeners.pk])).content.decode()
    say(thread=thread, by=village.lea, text="Samedi ?", at=now)
    meet = {"meet-day": "2026-11-28", "meet-hour": "10:00", "meet-where": "Au jardin"}
    assert lea.post(reverse("conversations:handover", args=[thread.pk]), meet).status_code == 422
    assert karim.post(reverse("conversations:handover", args=[thread.pk]), meet).status_code == 302
    told = Dispatch.objects.filter(purpose="conversations.handover")
    assert {one.person for one in told} == {village.paul.pk, village.lea.pk}
    assert thread_about(village.gardeners, now) is None


def test_who_leaves_the_circle_reads_no_more_and_children_never(village, now):
    thread = open_among(about=village.gardeners, by=village.karim, closes_at=now + 9 * DAY, at=now)
    assert may_read(thread, village.paul, now)
    Membership.objects.filter(member=village.paul).delete()
    again = Member.objects.get(pk=village.paul.pk)
    assert not may_read(thread, again, now)
    Membership.objects.create(circle=village.gardeners, member=village.lea, asked_at=now, accepted_at=now)
    village.lea.minor_until_on = (now + 900 * DAY).date()
    village.lea.save()
    assert not may_read(thread, village.lea, now)


@pytest.fixture
def asked(village, now):
    Member.objects.filter(pk__in=[village.jeanne.pk, village.paul.pk]).update(is_listed=True)
    two = [village.jeanne, village.paul]
    return introduce(by=village.karim, two=two, why="Deux amis des vélos.", at=now, once_key="k")


def test_both_say_yes_and_write_to_each_other(village, asked, anonymous, client_of, now):
    told = Dispatch.objects.filter(purpose="conversations.introduction").order_by("person")
    assert {one.person for one in told} == {village.jeanne.pk, village.paul.pk}
    assert told[0].title == "Karim aimerait vous faire rencontrer Paul"
    first, second = asked.people.order_by("pk")
    assert "Aimeriez-vous rencontrer Paul" in anonymous.get(path_of(first)).content.decode()
    anonymous.post(path_of(first), {"says": "yes", "gives_address": "on"})
    assert not Thread.objects.exists()
    anonymous.post(path_of(second), {"says": "yes"})
    thread = Thread.objects.get(kind="between_two")
    assert Dispatch.objects.filter(purpose="conversations.introduced").count() == 2
    paul = client_of(village.paul).get(reverse("conversations:thread", args=[thread.pk])).content.decode()
    assert "jeanne@exemple.fr" in paul
    jeanne = client_of(village.jeanne).get(reverse("conversations:thread", args=[thread.pk])).content.decode()
    assert "paul@exemple.fr" not in jeanne
    assert not may_read(thread, village.karim, now)


def test_a_no_is_silent_and_forgotten_after_fourteen_days(village, asked, now):
    first, second = asked.people.order_by("pk")
    answer(introduced=first, says_yes=True, at=now)
    answer(introduced=second, says_yes=False, at=now)
    assert Dispatch.objects.exclude(purpose="conversations.introduction").count() == 0
    assert not Thread.objects.exists()
    rule = INTRODUCTIONS.rules[0]
    assert rule.apply(rule.before(now + 13 * DAY), 10) == 0
    assert rule.apply(rule.before(now + 15 * DAY), 10) == 1
    assert not Introduction.objects.exists()


def test_only_people_one_knows_and_not_twice(village, asked, now):
    with pytest.raises(CannotIntroduce):
        introduce(by=village.karim, two=[village.jeanne, village.paul], why="x", at=now)
    with pytest.raises(CannotIntroduce):
        introduce(by=village.karim, two=[village.jeanne, village.lucie], why="x", at=now)
    with pytest.raises(NotForYou):
        introduce(by=village.jeanne, two=[village.lea, village.paul], why="x", at=now)


def test_hostile_words_stay_words(village, evening, client_of, now):
    nasty = "<script>alert(1)</script>\u202e {{ 7*7 }} \x07"
    client_of(village.jeanne).post(reverse("conversations:thread", args=[evening.pk]), {"words": nasty})
    page = client_of(village.paul).get(reverse("conversations:thread", args=[evening.pk])).content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in Message.objects.get().text
    for pk in ("0", "999999999999999999999"):
        assert client_of(village.paul).get(f"/echanges/{pk}/").status_code == 404
