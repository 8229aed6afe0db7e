"""Coffees through the pages: joined by one tap, drawn, answered, repaired, lived."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from parvis.chronicle.jobs import follow_deeds
from parvis.chronicle.models import Encounter
from parvis.community.models import Closure
from parvis.courier.jobs import drop_unwanted_calls
from parvis.courier.models import Dispatch
from parvis.courier.replying import Reply, handler_of
from parvis.kit.moments import at as in_words
from parvis.members.suspending import suspend
from parvis.tables.coffee import jobs
from parvis.tables.coffee.answering import choose
from parvis.tables.coffee.joining import join
from parvis.tables.coffee.links import path_of
from parvis.tables.coffee.showing import entries_for
from parvis.tables.models import Coffee, CoffeeRing, CoffeeWish, Cup, Draw, Portrait
from parvis.tables.wishing import wish_apart
from tests.village import make_meeting, make_member, seat


def drawn(monday):
    jobs.draw(at=monday)
    return list(Coffee.objects.order_by("pk"))


def told(member, purpose=""):
    rows = Dispatch.objects.filter(person=member.pk, purpose__startswith="tables.coffee")
    return list(rows.filter(purpose__contains=purpose).order_by("pk"))


def cup(member):
    return Cup.objects.select_related("coffee").get(member=member)


def others(member):
    mine = cup(member)
    return [one.member for one in mine.coffee.cups.held().exclude(pk=mine.pk)]


def test_one_tap_to_join_and_one_to_leave(village, ring, client_of):
    browser = client_of(village.jeanne)
    page = browser.get("/cafe/")
    assert "Je participe" in page.content.decode()
    browser.post(f"/cafe/{ring.pk}/participation/")
    assert "lundi 30" in browser.get("/cafe/").content.decode()
    browser.post(f"/cafe/{ring.pk}/depart/")
    assert not CoffeeWish.objects.exists()


def test_a_pause_ends_by_itself(village, ring, four, client_of, monday):
    browser = client_of(village.jeanne)
    wrong = browser.post(f"/cafe/{ring.pk}/pause/", {f"pause-{ring.pk}-until": "hier"})
    assert wrong.status_code == 422
    assert "hier" in wrong.content.decode() or "2026-11-23" in wrong.content.decode()
    browser.post(f"/cafe/{ring.pk}/pause/", {f"pause-{ring.pk}-until": "2026-12-05"})
    assert "Vous revenez" in browser.get("/cafe/").content.decode()
    drawn(monday)
    assert not Cup.objects.filter(member=village.jeanne).exists()
    drawn(monday + timedelta(weeks=1))
    assert Cup.objects.filter(member=village.jeanne).count() == 1


def test_a_coffee_is_drawn_answered_agreed_reminded_and_lived(village, four, monday, anonymous):
    coffees = drawn(monday)
    assert [coffee.cups.count() for coffee in coffees] == [2, 2]
    assert all(len(told(person)) == 1 for person in four)
    first, second = [one.member for one in coffees[0].cups.order_by("pk")]
    message = told(first)[0]
    assert second.name in message.title
    assert message.body.count(" à 1") + message.body.count(" à 9") >= 3
    with time_machine.travel(monday, tick=True):
        mine, theirs = path_of(cup(first)), path_of(cup(second))
        page = anonymous.get(mine).content.decode()
        assert second.name in page
        hours = [hour.begins_at.isoformat() for hour in coffees[0].hours.all()]
        assert len(hours) == 3
        anonymous.post(f"{mine}heure/", {"hour": hours[1], "seen": "0"})
        assert len(told(second, "chosen")) == 1
        anonymous.post(f"{theirs}oui/", {"seen": "1"})
    coffee = Coffee.objects.get(pk=coffees[0].pk)
    assert coffee.is_agreed
    assert coffee.begins_at.isoformat() == hours[1]
    assert [len(told(one, "agreed")) for one in (first, second)] == [1, 0]
    day_before = coffee.begins_at - timedelta(hours=20)
    for _worker in range(2):
        jobs.remind(at=day_before)
    assert [len(told(one, "reminder")) for one in (first, second)] == [1, 1]
    after = coffee.begins_at + timedelta(hours=20)
    for _worker in range(2):
        jobs.ask(at=after)
    assert [len(told(one, "met")) for one in (first, second)] == [1, 1]
    with time_machine.travel(after, tick=True):
        anonymous.post(f"{mine}vus/", {"met": "yes"})
        assert Encounter.objects.get().people == 2
        anonymous.post(f"{theirs}vus/", {"met": "no"})
        assert not Encounter.objects.exists()
        anonymous.post(f"{theirs}vus/", {"met": "yes"})
        assert Encounter.objects.get().first_meetings == 1
        assert "BEGIN:VEVENT" in anonymous.get(f"{mine}agenda.ics").content.decode()


def test_the_other_proposes_another_hour_and_what_was_typed_stays(village, four, monday, anonymous):
    coffee = drawn(monday)[0]
    first, second = list(coffee.cups.order_by("pk"))
    with time_machine.travel(monday, tick=True):
        begins_at = coffee.hours.first().begins_at
        anonymous.post(f"{path_of(first)}heure/", {"hour": begins_at.isoformat(), "seen": "0"})
        stale = anonymous.post(f"{path_of(second)}heure/", {"hour": begins_at.isoformat(), "seen": "0"})
        assert stale.status_code == 409
        assert "entre-temps" in stale.content.decode()
        wrong = anonymous.post(
            f"{path_of(second)}autre-heure/", {"day": "2026-12-09", "hour": "23 h", "seen": "1"}
        )
        assert wrong.status_code == 422
        assert "2026-12-09" in wrong.content.decode()
        anonymous.post(f"{path_of(second)}autre-heure/", {"day": "2026-12-09", "hour": "17 h", "seen": "1"})
    coffee.refresh_from_db()
    assert coffee.begins_at.isoformat().startswith("2026-12-09T16:00")
    assert coffee.chosen_by_id == second.member_id
    assert len(told(first.member, "chosen")) == 1


def test_who_is_left_joins_the_nearest_pair_and_both_hear_of_it(village, four, monday, anonymous):
    one, two = drawn(monday)
    gone, left = list(one.cups.order_by("pk"))
    with time_machine.travel(monday, tick=True):
        anonymous.post(f"{path_of(gone)}absence/")
        anonymous.post(f"{path_of(gone)}absence/")
        assert "Personne ne reste seul" in anonymous.get(path_of(gone)).content.decode()
        assert two.cups.held().count() == 3
        for person in [cup.member for cup in two.cups.held()]:
            assert len(told(person, "changed")) == 1
        # Everybody else goes too: said with words, and the next draw is theirs.
        pair = [cup for cup in two.cups.held() if cup.member_id != left.member_id]
        for cup_ in pair:
            anonymous.post(f"{path_of(cup_)}absence/")
    assert len(told(left.member, "_off")) == 1
    assert CoffeeWish.objects.get(goes_first=True).member_id == left.member_id


def test_alone_is_told_once_with_somebody_to_call_and_goes_first(village, ring, now, monday):
    join(ring=ring, member=village.lea, at=now, rhythm="month")
    first = monday + timedelta(weeks=1)  # of the month
    for minutes in (0, 15, 30):
        assert not drawn(first + timedelta(minutes=minutes))
    message = told(village.lea)[0]
    assert len(told(village.lea)) == 1
    assert "Monique" in message.body
    assert not Draw.objects.exists()
    join(ring=ring, member=village.paul, at=now)
    two_weeks = first + timedelta(weeks=2)  # no turn of hers, but for having waited
    drawn(two_weeks)
    assert {one.member_id for one in Cup.objects.all()} == {village.lea.pk, village.paul.pk}
    assert not CoffeeWish.objects.filter(goes_first=True).exists()


def test_who_may_not_be_drawn_is_not(village, ring, four, now, monday):
    child = make_member(
        "Zoé Petit", now, mail="zoe@exemple.fr", minor_until_on=now.date() + timedelta(days=900)
    )
    CoffeeWish.objects.create(ring=ring, member=child, number=9, rhythm="week", joined_at=now)
    suspend(member=village.paul, by=village.fatou, reason="x", at=now)
    drawn(monday)
    assert {one.member_id for one in Cup.objects.all()} == {
        village.jeanne.pk,
        village.lea.pk,
        village.karim.pk,
    }


def test_apart_is_honoured_and_said_to_nobody(village, ring, now, monday):
    for person in (village.jeanne, village.paul):
        join(ring=ring, member=person, at=now)
    wish_apart(member=village.jeanne, other=village.paul, at=now)
    drawn(monday)
    assert not Coffee.objects.live().exists()
    assert [len(told(person, "alone")) for person in (village.jeanne, village.paul)] == [1, 1]
    assert "Paul" not in told(village.jeanne)[0].body


def test_hours_leave_out_what_they_go_to_and_what_is_closed(village, ring, now, monday):
    village.kiosk.opening_hours = "We 14:00-17:00; Fr 10:00-12:00; Tu 09:00-12:00"
    village.kiosk.save()
    for person in (village.jeanne, village.paul):
        join(ring=ring, member=person, at=now)
    wednesday = (monday + timedelta(days=2)).replace(hour=13, minute=0)
    seat(village.jeanne, make_meeting("Chorale", wednesday, hours=3, host=village.karim), now)
    coffee = drawn(monday)[0]
    assert coffee.place == village.kiosk
    days = {hour.begins_at.astimezone().isoweekday() for hour in coffee.hours.all()}
    assert days <= {2, 3, 5}
    assert not any(
        wednesday <= hour.begins_at < wednesday + timedelta(hours=3) for hour in coffee.hours.all()
    )
    assert all(hour.begins_at > monday for hour in coffee.hours.all())


def test_everyone_by_their_own_way(village, ring, now, monday):
    writes = make_member("Yvette Colin", now)
    writes.contact_points.create(kind="post", address="3 rue du Port", added_at=now)
    for person in (village.odile, village.lea, writes):
        join(ring=ring, member=person, at=now)
    drawn(monday)
    channels = {person: told(person)[0] for person in (village.odile, village.lea, writes)}
    assert [one.channel for one in channels.values()] == ["telephone", "mail", "letter"]
    assert all("Monique" in one.body and "1." in one.body for one in channels.values())


def test_a_text_message_says_the_hours_and_the_place_in_words(village, ring, now, monday, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    texted = make_member("Yvette Colin", now)
    texted.contact_points.create(
        kind="telephone", address="+33639980001", added_at=now, receives_sms=True, verified_at=now
    )
    for person in (texted, village.lea):
        join(ring=ring, member=person, at=now)
    [coffee] = drawn(monday)
    [words] = told(texted)
    assert words.channel == "sms"
    hours = [in_words(hour.begins_at).replace("\xa0", " ") for hour in coffee.hours.all()]
    plain = words.title.lower().replace("\xa0", " ")  # as text messages carry it
    assert [hour for hour in hours if hour not in plain] == [], plain
    assert coffee.place.name in words.title
    assert told(village.lea)[0].title == "Un café avec Yvette Colin : choisissez une heure"
    choose(cup=cup(village.lea), begins_at=coffee.hours.first().begins_at, at=monday)
    said = told(texted, "chosen")[0].title.replace("\xa0", " ")
    assert said.count(hours[0]) == 1
    assert coffee.place.name in said


def test_when_nobody_answers_one_word_comes_the_day_before_and_no_other(village, four, monday, now):
    calls = make_member("Yvette Colin", now)  # by telephone: nobody called her yet
    other = make_member("Noé Colin", now)
    other.contact_points.create(kind="mail", address="noe@exemple.fr", added_at=now, verified_at=now)
    for person in (calls, other):
        join(ring=CoffeeRing.objects.get(), member=person, at=now)
    silent, answered, *_rest = drawn(monday)
    choose(cup=answered.cups.first(), begins_at=answered.hours.first().begins_at, at=monday)
    first = min(hour.begins_at for hour in silent.hours.all())
    jobs.remind(at=first - timedelta(hours=30))
    assert not Dispatch.objects.filter(purpose="tables.coffee_nudge").exists(), "too early"
    for hours in (25, 24, 2):
        jobs.remind(at=first - timedelta(hours=hours))
    nudged = Dispatch.objects.filter(purpose="tables.coffee_nudge")
    for coffee in Coffee.objects.all():
        for one in coffee.cups.all():
            is_due = coffee.begins_at is None and told(one.member, "drawn")[0].channel != "telephone"
            assert nudged.filter(person=one.member_id).count() == is_due
    assert "attend une heure" in nudged.first().title


def test_a_call_about_a_coffee_is_not_left_on_the_list_when_its_hours_are_past(village, ring, now, monday):
    for person in (village.odile, village.lea):
        join(ring=ring, member=person, at=now)
    [coffee] = drawn(monday)
    [call] = told(village.odile)
    hours = [hour.begins_at for hour in coffee.hours.all()]
    assert call.needed_by_at == max(hours), "until the last of them one may answer"
    drop_unwanted_calls(max(hours) - timedelta(minutes=1))
    assert told(village.odile)[0].state == "waiting"
    drop_unwanted_calls(max(hours) + timedelta(minutes=1))
    assert told(village.odile)[0].state == "dropped"


def test_their_telephone_is_shown_only_by_who_said_so(village, ring, four, client_of, monday, anonymous):
    client_of(village.jeanne).post(
        f"/cafe/{ring.pk}/choix/", {f"how-{ring.pk}-rhythm": "week", f"how-{ring.pk}-shows_telephone": "on"}
    )
    drawn(monday)
    with time_machine.travel(monday, tick=True):
        other = cup(others(village.jeanne)[0])
        assert "06 39 98 12 01" in anonymous.get(path_of(other)).content.decode().replace(
            "\u202f", " "
        ).replace("\xa0", " ")
        assert "06 39 98 12 02" not in anonymous.get(path_of(cup(village.jeanne))).content.decode().replace(
            "\xa0", " "
        )


def test_nobody_else_knows(village, ring, four, client_of, monday, anonymous):
    drawn(monday)
    with time_machine.travel(monday, tick=True):
        assert anonymous.get("/cafe/p/1.invente/").status_code == 404
        page = client_of(village.pierre).get("/cafe/").content.decode()
        assert not any(person.name in page for person in four)
        mine = client_of(village.jeanne).get("/cafe/").content.decode()
        assert others(village.jeanne)[0].name in mine


def test_a_secret_circle_draws_in_secret(village, now, client_of, monday):
    animator = make_member("Ali Ferrand", now, mail="ali@exemple.fr")
    animator.roles.create(kind="animator", circle=village.council, since_on=now.date())
    for person in (animator, village.jeanne):
        person.memberships.create(circle=village.council, asked_at=now, accepted_at=now)
    address = f"/cercles/{village.council.pk}/cafe/"
    assert client_of(village.karim).get(address).status_code == 404
    assert (
        client_of(village.jeanne).post(address, {"is_on": "on", "rhythm": "week", "size": "3"}).status_code
        == 409
    )
    assert (
        client_of(animator).post(address, {"is_on": "on", "rhythm": "week", "size": "3"}).status_code == 302
    )
    ring = village.council.coffee_ring
    assert client_of(village.karim).post(f"/cafe/{ring.pk}/participation/").status_code == 404
    for person in (animator, village.jeanne, village.fatou):
        client_of(person).post(f"/cafe/{ring.pk}/participation/")
    drawn(monday)
    assert Cup.objects.count() == 3
    assert not Dispatch.objects.filter(body__contains="Surprise").exists()
    assert not Dispatch.objects.filter(title__contains="Surprise").exists()
    assert "Surprise" not in client_of(village.karim).get("/cafe/").content.decode()


def test_the_community_chooses(village, now, client_of):
    settings = {"is_on": "on", "rhythm": "fortnight", "size": "4", "joins_circles": "on"}
    assert client_of(village.karim).post("/coulisses/cafe/", settings).status_code == 403
    assert client_of(village.fatou).post("/coulisses/cafe/", settings).status_code == 302
    assert "Je participe" in client_of(village.lea).get("/cafe/").content.decode()
    wrong = client_of(village.fatou).post("/coulisses/cafe/", {**settings, "size": "40"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("typed", ["", "2", "2026-11-30", "<b>", "9" * 200, "2026-12-01T25:00:00+01:00"])
def test_an_hour_nobody_proposed_is_not_taken(village, four, monday, anonymous, typed):
    coffee = drawn(monday)[0]
    with time_machine.travel(monday, tick=True):
        answer = anonymous.post(f"{path_of(coffee.cups.first())}heure/", {"hour": typed})
    assert answer.status_code in (302, 422)
    coffee.refresh_from_db()
    assert coffee.begins_at is None


def test_a_month_of_coffees_drawn_answered_and_repaired(village, ring, now, monday, anonymous):
    """Seven people, four weeks: each week somebody cannot come, and nobody drinks a coffee alone."""
    people = [
        village.jeanne,
        village.paul,
        village.lea,
        village.karim,
        village.pierre,
        village.lucie,
        village.odile,
    ]
    for person in people:
        join(ring=ring, member=person, at=now)
    for week in range(4):
        at = monday + timedelta(weeks=week)
        drawn(at)
        week_s = Cup.objects.filter(draw__drawn_at=at)
        assert week_s.count() == 7
        with time_machine.travel(at, tick=True):
            absent = week_s.get(member=people[week])
            assert anonymous.post(f"{path_of(absent)}absence/").status_code == 302
            for coffee in Coffee.objects.live().filter(draw__drawn_at=at):
                first, *others = coffee.cups.held().order_by("pk")
                assert others
                hour = coffee.hours.first().begins_at
                anonymous.post(f"{path_of(first)}heure/", {"hour": hour.isoformat()})
                for other in others:
                    anonymous.post(f"{path_of(other)}oui/")
        lived = Coffee.objects.agreed().filter(draw__drawn_at=at)
        assert sum(coffee.cups.held().count() for coffee in lived) == 6
        sunday = at + timedelta(days=9)
        with time_machine.travel(sunday, tick=True):
            jobs.ask(at=sunday)
            for coffee in lived:
                anonymous.post(f"{path_of(coffee.cups.held().first())}vus/", {"met": "yes"})
    met = Encounter.objects.filter(gathering_kind="tables.coffee")
    assert met.count() == Coffee.objects.agreed().count()
    assert all(encounter.people >= 2 for encounter in met)
    assert "cafés partagés" in client_of_all(village)


def client_of_all(village):
    """What anybody here reads of all of them: a number."""
    browser = Client()
    browser.force_login(village.fatou)
    with time_machine.travel(Encounter.objects.latest("began_at").began_at + timedelta(days=1), tick=True):
        return browser.get("/cafe/").content.decode()


@pytest.mark.parametrize(
    ("says", "is_done"),
    [
        ("2", True),
        ("2.", True),
        ("Le 2.", False),
        ("oui", False),
        ("je ne sais pas", False),
        ("9", False),
        ("1 et 2 oui", False),
    ],
)
def test_an_answer_by_mail_chooses_or_is_read_by_a_person(village, four, monday, says, is_done):
    coffee = drawn(monday)[0]
    one, two = coffee.cups.order_by("pk")
    answer = handler_of("tables.coffee_drawn")
    reply = Reply("tables.coffee_drawn", one.pk, one.member_id, "x@exemple.fr", says, None)
    assert answer(reply, monday) is is_done
    coffee.refresh_from_db()
    assert (coffee.begins_at == list(coffee.hours.all())[1].begins_at) is is_done
    if is_done:
        yes = Reply("tables.coffee_drawn", two.pk, two.member_id, "y@exemple.fr", "Oui, parfait", None)
        assert answer(yes, monday)
        assert Coffee.objects.get(pk=coffee.pk).is_agreed
        assert [len(told(cup.member, "agreed")) for cup in (one, two)] == [1, 1]


def test_who_is_put_out_has_no_page_any_more(village, four, now, monday, anonymous):
    coffee = drawn(monday)[0]
    cup = coffee.cups.order_by("pk").first()
    with time_machine.travel(monday, tick=True):
        suspend(member=cup.member, by=village.fatou, reason="x", at=monday)
        assert anonymous.get(path_of(cup)).status_code == 404
        assert anonymous.post(f"{path_of(cup)}oui/").status_code == 404
        follow_deeds(monday)
    assert Coffee.objects.live().get().cups.held().count() == 3


def test_it_stands_in_my_space_and_in_my_agenda(village, four, monday, client_of):
    drawn(monday)
    with time_machine.travel(monday, tick=True):
        assert path_of(cup(village.jeanne)) in client_of(village.jeanne).get("/mon-espace/").content.decode()
        mine = cup(village.jeanne)
        choose(cup=mine, begins_at=mine.coffee.hours.first().begins_at, at=monday)
        assert [entry.status for entry in entries_for(village.jeanne, monday)] == ["TENTATIVE"]
        assert not entries_for(village.pierre, monday)


def test_a_place_without_steps_for_who_asks_for_one(village, ring, now, monday):
    Portrait.objects.create(member=village.odile, needs_easy_table=True, changed_at=now)
    village.hall.is_step_free = True
    village.hall.save()
    for person in (village.jeanne, village.odile):
        join(ring=ring, member=person, at=now)
    assert drawn(monday)[0].place == village.hall


def test_who_is_left_alone_hears_of_it_before_the_hour(village, ring, now, monday, anonymous):
    """Paul cannot come, an hour before: Jeanne is written to, and called as well."""
    for person in (village.jeanne, village.paul):
        join(ring=ring, member=person, at=now)
    coffee = drawn(monday)[0]
    mine, theirs = cup(village.jeanne), cup(village.paul)
    hour = coffee.hours.first().begins_at
    choose(cup=mine, begins_at=hour, at=monday)
    choose(cup=theirs, begins_at=hour, at=monday)
    with time_machine.travel(hour - timedelta(hours=1), tick=True):
        anonymous.post(f"{path_of(theirs)}absence/")
    rows = told(village.jeanne, "_off")
    assert {row.channel for row in rows} == {"mail", "telephone"}
    assert "Paul" in rows[0].title
    assert "Monique" in rows[0].body


def test_a_place_that_closed_meanwhile_is_said_with_the_reminder(village, ring, now, monday):
    for person in (village.jeanne, village.paul):
        join(ring=ring, member=person, at=now)
    coffee = drawn(monday)[0]
    hour = coffee.hours.first().begins_at
    for person in (village.jeanne, village.paul):
        choose(cup=cup(person), begins_at=hour, at=monday)
    Closure.objects.create(place=coffee.place, begins_on=hour.date(), ends_on=hour.date())
    jobs.remind(at=hour - timedelta(hours=20))
    assert coffee.place.name in told(village.paul, "reminder")[0].body
    assert "ensemble" in told(village.paul, "reminder")[0].body
    assert Coffee.objects.get().place is None
