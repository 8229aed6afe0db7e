"""The acts of a date poll: asking, closing, being told, replying, becoming a meeting, being forgotten."""

from datetime import timedelta

import pytest
from django.test import override_settings

from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.courier.replying import Reply, handler_of, reply_address
from parvis.kit.refusals import Refusal
from parvis.meetings.jobs import close_polls
from parvis.meetings.making_public import publish
from parvis.meetings.models import DateAnswer, DatePoll, Meeting, Registration, Respondent
from parvis.meetings.polls import ending, inviting
from parvis.meetings.polls.answering import (
    NothingSaid,
    PollOver,
    TooManyPeople,
    answer_as_member,
    answer_as_newcomer,
    change_answer,
)
from parvis.meetings.polls.asking import CannotAsk, ask
from parvis.meetings.polls.becoming import become_meeting
from parvis.meetings.polls.bringing import take_seat
from parvis.meetings.polls.links import personal_path, personal_token
from parvis.meetings.polls.replying import answer_by_text
from parvis.meetings.proposing import propose
from parvis.members.contacts import read_contact
from parvis.members.erasing import erase
from parvis.members.holdings.register import holdings, rules
from tests.meetings.polls.conftest import evening
from tests.village import make_member

pytestmark = pytest.mark.django_db
ZOE = read_contact("zoe@exemple.fr")


def ask_circle(village, now, **more):
    return ask(
        title="Les semis", asker=village.paul, at=now, closes_at=now + timedelta(days=2), audience="circle",
        circle=village.gardeners, dates=[evening(now, 5), evening(now, 6)], **more,
    )  # fmt: skip


def says(poll, *said):
    return {date.pk: one for date, one in zip(poll.dates.all(), said, strict=False)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"dates": 1}, {"dates": 21}, {"days": -2}, {"closes": -1}, {"closes": 30}, {"days": 4000},
        {"title": " "}, {"audience": "circle"},
    ],
)  # fmt: skip
def test_a_poll_that_does_not_hold_together_is_refused(village, now, wrong):
    dates = [evening(now, wrong.get("days", 5) + number) for number in range(wrong.get("dates", 2))]
    with pytest.raises(CannotAsk):
        ask(
            title=wrong.get("title", "La soupe"), asker=village.jeanne, at=now, dates=dates,
            closes_at=now + timedelta(days=wrong.get("closes", 2)), audience=wrong.get("audience", "link"),
        )  # fmt: skip
    assert not DatePoll.objects.exists()


def test_ten_open_polls_are_enough(village, now):
    for number in range(10):
        ask(title=f"{number}", asker=village.jeanne, at=now, dates=[evening(now, 5), evening(now, 6)],
            closes_at=now + timedelta(days=1))  # fmt: skip
    with pytest.raises(CannotAsk):
        ask(title="11", asker=village.jeanne, at=now, dates=[evening(now, 5), evening(now, 6)],
            closes_at=now + timedelta(days=1))  # fmt: skip


def test_who_left_the_circle_is_no_longer_asked_its_dates(village, now, client_of, anonymous):
    place_in_it = village.gardeners.memberships.create(member=village.lea, asked_at=now, accepted_at=now)
    poll = ask_circle(village, now)
    asked, words = poll.respondents.get(member=village.lea), Dispatch.objects.get(person=village.lea.pk)
    path, own_path = f"/rencontres/sondages/{poll.pk}/", personal_path(asked)
    assert client_of(village.lea).get(path).status_code == 200
    assert anonymous.get(own_path).status_code == 200
    assert purpose(words.purpose).still_wanted(words, now)
    place_in_it.delete()
    assert client_of(village.lea).get(path).status_code == 404
    assert anonymous.get(own_path).status_code == 404
    assert not purpose(words.purpose).still_wanted(words, now)


def test_nobody_slips_a_meeting_of_their_own_under_the_poll_of_others(soup, village, now):
    answer_as_member(poll=soup, member=village.lea, says=says(soup, "yes"), at=now)
    date = soup.dates.first()
    other = propose(
        title="Vente forcée", begins_at=date.begins_at, ends_at=date.ends_at, host=village.paul, at=now,
        once_key=f"poll:{soup.pk}",
    )  # fmt: skip
    became = become_meeting(poll=soup, date=date, by=village.jeanne, at=now)
    assert (became.meeting.title, became.meeting.host) == ("La soupe", village.jeanne)
    assert not other.registrations.exists()


def test_a_circle_is_told_each_with_their_own_link_and_strangers_are_not(village, now):
    village.gardeners.memberships.create(member=village.lea, asked_at=now, accepted_at=now)
    poll = ask_circle(village, now)
    told = Dispatch.objects.get(purpose="meetings.poll_asked")
    assert told.person == village.lea.pk
    assert "1. dimanche 29" in told.body
    assert personal_token(poll.respondents.get()) in told.link
    with pytest.raises(Refusal):
        ask(title="x", asker=village.jeanne, at=now, dates=[evening(now, 5), evening(now, 6)], audience="circle",
            circle=village.gardeners, closes_at=now + timedelta(days=1))  # fmt: skip


def test_the_hour_said_closes_even_before_the_job_comes(soup, village, now):
    late = soup.closes_at
    answer_as_member(poll=soup, member=village.paul, says=says(soup, "yes"), at=late - timedelta(seconds=1))
    with pytest.raises(PollOver):
        answer_as_member(poll=soup, member=village.lea, says=says(soup, "yes"), at=late)
    assert close_polls(late - timedelta(seconds=1)) == 0
    assert [close_polls(late), close_polls(late)] == [1, 0]
    told = Dispatch.objects.get(purpose="meetings.poll_result")
    assert told.person == village.jeanne.pk
    assert "réunit le plus de monde" in told.body
    assert "1 oui" in told.body


def test_the_result_is_told_in_calm_hours(village, now):
    night = (now + timedelta(days=2)).replace(hour=22)
    poll = ask(
        title="La soupe",
        asker=village.jeanne,
        at=now,
        closes_at=night,
        dates=[evening(now, 5), evening(now, 6)],
    )
    close_polls(night + timedelta(minutes=3))
    told = Dispatch.objects.get(purpose="meetings.poll_result", subject_id=poll.pk)
    assert (told.not_before_at.hour, told.not_before_at.date()) == (7, (night + timedelta(days=1)).date())


def test_nothing_said_is_refused_and_other_polls_dates_are_not_answered(soup, village, now):
    other = ask_circle(village, now)
    for wrong in ({}, says(other, "yes"), {date: "perhaps" for date in says(soup, "yes")}):
        with pytest.raises(NothingSaid):
            answer_as_member(poll=soup, member=village.paul, says=wrong, at=now)


def test_dates_left_out_keep_what_was_said(soup, village, now):
    answer_as_member(poll=soup, member=village.paul, says=says(soup, "yes", "no"), at=now)
    first = soup.dates.first()
    answer_as_member(poll=soup, member=village.paul, says={first.pk: "maybe"}, at=now)
    assert list(DateAnswer.objects.order_by("date").values_list("says", flat=True)) == ["maybe", "no"]


def test_a_poll_holds_a_hundred_and_fifty_people(soup, now):
    rows = [Respondent(poll=soup, name=f"Voisin {number}", made_at=now) for number in range(150)]
    Respondent.objects.bulk_create(rows)
    with pytest.raises(TooManyPeople):
        answer_as_newcomer(poll=soup, name="Zoé", contact=None, says=says(soup, "yes"), at=now)
    change_answer(respondent=Respondent.objects.first(), says=says(soup, "yes"), at=now)


def test_yes_is_registered_in_the_order_of_answers_then_waits_and_if_needed_is_asked(soup, village, now):
    soup.capacity = 2
    soup.save()
    for number, (person, said) in enumerate(
        [
            (village.paul, "yes"),
            (village.lea, "maybe"),
            (village.odile, "yes"),
            (village.karim, "yes"),
            (village.pierre, "no"),
        ]
    ):
        answer_as_member(poll=soup, member=person, says=says(soup, said), at=now + timedelta(minutes=number))
    zoe = answer_as_newcomer(poll=soup, name="Zoé", contact=ZOE, says=says(soup, "maybe"), at=now)
    became = become_meeting(
        poll=soup, date=soup.dates.first(), by=village.jeanne, at=now + timedelta(hours=1)
    )
    rows = became.meeting.registrations.order_by("pk").values_list("member", "state")
    assert list(rows) == [
        (village.paul.pk, "seated"),
        (village.odile.pk, "seated"),
        (village.karim.pk, "waiting"),
    ]
    told = {(row.person, row.purpose) for row in Dispatch.objects.filter(written_at=now + timedelta(hours=1))}
    assert told == {
        (village.paul.pk, "meetings.confirmation"), (village.odile.pk, "meetings.poll_chosen"),
        (village.karim.pk, "meetings.waiting"), (village.lea.pk, "meetings.poll_seat"), (None, "meetings.poll_seat"),
    }  # fmt: skip
    again = become_meeting(poll=soup, date=soup.dates.last(), by=village.jeanne, at=now + timedelta(hours=2))
    assert (again.meeting, Meeting.objects.filter(title="La soupe").count()) == (became.meeting, 1)
    zoe.refresh_from_db()
    assert take_seat(respondent=zoe, at=now).state == "waiting"  # nobody overtakes


def test_an_animator_publishes_and_then_people_are_registered(village, now):
    village.gardeners.publishing = "animators"
    village.gardeners.save()
    poll = ask_circle(village, now)
    answer_as_member(poll=poll, member=village.paul, says=says(poll, "yes"), at=now)
    became = become_meeting(poll=poll, date=poll.dates.first(), by=village.paul, at=now)
    assert not Registration.objects.exists()
    publish(meeting=became.meeting, by=village.karim, at=now)
    assert Registration.objects.get().member == village.paul


def test_only_who_asked_decides(soup, village, now):
    for act in (
        lambda: become_meeting(poll=soup, date=soup.dates.first(), by=village.karim, at=now),
        lambda: ending.close(poll=soup, by=village.karim, at=now),
        lambda: ending.cancel(poll=soup, by=village.karim, at=now),
        lambda: inviting.renew_common_link(poll=soup, by=village.karim),
    ):
        with pytest.raises(Refusal):
            act()


def test_a_cancelled_poll_tells_those_who_could_come_and_may_open_again(soup, village, now):
    answer_as_member(poll=soup, member=village.paul, says=says(soup, "maybe"), at=now)
    answer_as_member(poll=soup, member=village.lea, says=says(soup, "no", "no", "no"), at=now)
    ending.cancel(poll=soup, by=village.jeanne, at=now)
    ending.cancel(poll=soup, by=village.jeanne, at=now)
    assert [row.person for row in Dispatch.objects.filter(purpose="meetings.poll_off")] == [village.paul.pk]
    with pytest.raises(PollOver):
        become_meeting(poll=soup, date=soup.dates.first(), by=village.jeanne, at=now)
    ending.reopen(poll=soup, closes_at=now + timedelta(days=1), by=village.jeanne, at=now)
    answer_as_member(poll=soup, member=village.lea, says=says(soup, "yes"), at=now)
    with pytest.raises(CannotAsk):
        ending.reopen(poll=soup, closes_at=now + timedelta(days=40), by=village.jeanne, at=now)


def test_a_reply_answers_and_what_is_doubtful_is_for_a_person(soup, now):
    zoe = answer_as_newcomer(poll=soup, name="Zoé", contact=ZOE, says=says(soup, "no"), at=now)
    heard = answer_by_text(personal_token(zoe), "1 oui, samedi oui", now)
    assert (heard.dates, heard.left_out) == (1, ("samedi oui",))
    assert answer_by_text(personal_token(zoe), "merci beaucoup", now).needs_a_person
    assert answer_by_text("1.faux", "1 oui", now) is None
    assert answer_by_text(personal_token(zoe), "1 oui, 2 non, 3 si besoin", now).dates == 3
    assert list(zoe.answers.order_by("date").values_list("says", flat=True)) == ["yes", "no", "maybe"]
    late = answer_by_text(personal_token(zoe), "1 non", soup.closes_at)
    assert (late.dates, late.needs_a_person) == (0, True)


@override_settings(MAIL_REPLIES="reponses@exemple.fr")
def test_mail_comes_back_to_the_poll_then_to_the_seat(soup, village, now):
    zoe = answer_as_newcomer(poll=soup, name="Zoé", contact=ZOE, says=says(soup, "no"), at=now)
    sent = Dispatch.objects.get(purpose="meetings.poll_answer")
    assert sent.reply_to == reply_address("meetings.poll_asked", subject=zoe.pk)
    reply = Reply("meetings.poll_asked", zoe.pk, 0, "zoe@exemple.fr", "1 si besoin", None)
    assert handler_of(reply.purpose)(reply, now)
    become_meeting(poll=soup, date=soup.dates.first(), by=village.jeanne, at=now)
    unclear = Reply("meetings.poll_seat", zoe.pk, 0, "zoe@exemple.fr", "je ne sais", None)
    assert not handler_of("meetings.poll_seat")(unclear, now)
    assert handler_of("meetings.poll_seat")(Reply("meetings.poll_seat", zoe.pk, 0, "", "oui !", None), now)
    assert Registration.objects.get().state == "seated"


def test_a_newcomer_with_the_contact_of_a_member_is_that_member_only_if_the_name_is(soup, village, now):
    paul = read_contact("paul@exemple.fr")
    answer_as_newcomer(poll=soup, name="Paul Nguyen", contact=paul, says=says(soup, "yes"), at=now)
    answer_as_newcomer(poll=soup, name="Mai Nguyen", contact=paul, says=says(soup, "yes"), at=now)
    became = become_meeting(poll=soup, date=soup.dates.first(), by=village.jeanne, at=now)
    people = {row.member for row in became.meeting.registrations.live()}
    assert village.paul in people
    assert len(people) == 2


def test_everything_is_gone_thirty_days_after_the_end(soup, village, now):
    answer_as_newcomer(poll=soup, name="Zoé", contact=ZOE, says=says(soup, "yes"), at=now)
    rule = next(rule for rule in rules() if rule.name == "meetings.polls")
    ending.close(poll=soup, by=village.jeanne, at=now)
    assert rule.apply(rule.before(now + timedelta(days=29)), 100) == 0
    assert rule.apply(rule.before(now + timedelta(days=31)), 100) == 1
    assert not Respondent.objects.exists()


def test_who_leaves_takes_polls_and_answers_with_them_and_may_read_them_before(soup, village, now):
    answer_as_member(poll=soup, member=village.paul, says=says(soup, "yes"), at=now)
    own = {one.name: one for one in holdings()}
    assert next(iter(own["meetings.poll_answers"].export(village.paul)))["says"] == "oui"
    assert next(iter(own["meetings.polls"].export(village.jeanne)))["title"] == "La soupe"
    erase(member=village.paul, at=now)
    assert not Respondent.objects.exists()
    erase(member=village.jeanne, at=now)
    assert not DatePoll.objects.exists()


def test_links_of_those_who_left_open_nothing(soup, village, now, anonymous):
    paul = answer_as_member(poll=soup, member=village.paul, says=says(soup, "yes"), at=now)
    village.paul.left_at = now
    village.paul.save()
    assert anonymous.get(f"/dates/reponse/{personal_token(paul)}/").status_code == 404
    became = become_meeting(poll=soup, date=soup.dates.first(), by=village.jeanne, at=now)
    assert became.brought.seated == 0


def test_who_gave_no_way_to_be_reached_is_named_to_the_asker(soup, village, now):
    answer_as_newcomer(poll=soup, name="Tom", contact=None, says=says(soup, "yes"), at=now)
    village.lea.contact_points.all().delete()
    answer_as_member(poll=soup, member=village.lea, says=says(soup, "yes"), at=now)
    became = become_meeting(poll=soup, date=soup.dates.first(), by=village.jeanne, at=now)
    assert (became.brought.seated, became.brought.untold) == (2, ["Tom", "Léa Moreau"])
    assert make_member("Rosa", now).registrations.count() == 0
