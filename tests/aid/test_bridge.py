"""The bridge for hard times: one says it once, is asked once, calls a few people, and it sleeps by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from parvis.aid.bridge import telling
from parvis.aid.bridge.answering import can_help, cannot
from parvis.aid.bridge.links import path_of
from parvis.aid.bridge.looking_after import give, hear, look_after, share_out
from parvis.aid.bridge.readying import be_ready, change
from parvis.aid.bridge.refusals import Asleep, CannotLookAfter, CannotWake, NotYoursToWake
from parvis.aid.bridge.replying import answer_by_mail, answer_by_text
from parvis.aid.bridge.spreading import MOST_EACH, spread
from parvis.aid.bridge.waking import prolong, put_to_sleep, sleep_due, wake
from parvis.aid.models import LookedAfter, Readiness, Volunteer, Wake
from parvis.chronicle.jobs import follow_deeds
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose
from parvis.courier.replying import Reply
from parvis.courier.texting.arriving import Text
from parvis.desk.bridging import takings
from parvis.desk.taking import Caller
from parvis.members.models import JournalEntry, Member
from parvis.members.suspending import suspend
from tests.village import Village, make_member

DAYS = timedelta(days=3)


def woken(village: Village, **known) -> Wake:
    facts = {"why": "heat", "words": "38 degrés jusqu’à vendredi.", "by": village.karim, "at": village.now}
    return wake(**(facts | {"ends_at": village.now + DAYS} | known))


def asked(village: Village, *members, **known) -> tuple[Wake, list[Volunteer]]:
    """These people are ready, the bridge is woken, everybody was asked."""
    for one in members:
        be_ready(member=one, kinds=["telephone", "errand"], at=village.now)
    row = woken(village, **known)
    telling.ask_due(village.now)
    return row, list(row.volunteers.select_related("wake", "member").order_by("pk"))


def test_what_one_may_do_stands_in_one_row(village: Village, client_of):
    _row, (volunteer,) = asked(village, village.lea)
    can_help(volunteer=volunteer, at=village.now)
    card = client_of(village.lea).get(reverse("aid:bridge")).content.decode().split("<section")[1]
    assert card.count('class="actions"') == 1
    assert card.count('class="button"') == 1
    assert "Voir qui j’appelle" in card


def test_ready_in_one_tap_and_taken_back_as_easily(village: Village, client_of):
    lea = client_of(village.lea)
    url = reverse("aid:bridge_ready")
    assert lea.post(url, {"kind": "drive", "is_ready": "1"}).status_code == 302
    lea.post(url, {"kind": "drive", "is_ready": "1"})
    lea.post(url, {"kind": "visit", "is_ready": "1"})
    assert Readiness.objects.get().kinds == ["visit", "drive"]
    assert "Plus maintenant" in lea.get(reverse("aid:bridge")).content.decode()
    for kind in ("visit", "drive"):
        change(member=village.lea, kind=kind, is_ready=False, at=village.now)
    assert not Readiness.objects.exists()
    assert lea.post(url, {"kind": "vote", "is_ready": "1"}).status_code == 404


def test_each_is_asked_once_by_their_own_way_whoever_wakes_it_left_out(village: Village):
    row, volunteers = asked(village, village.jeanne, village.odile, village.karim)
    assert [one.member for one in volunteers] == [village.jeanne, village.odile]
    sent = Dispatch.objects.filter(purpose="aid.bridge")
    assert {one.person: one.channel for one in sent} == {
        village.jeanne.pk: "mail", village.odile.pk: "telephone",
    }  # fmt: skip
    Wake.objects.update(is_asked=False, asked_up_to=0)  # as if killed before it was written down
    telling.ask_due(village.now)
    assert sent.count() == 2
    row.refresh_from_db()
    assert row.is_asked


def test_many_are_asked_some_at_a_time(village: Village, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    for number in range(5):
        be_ready(member=make_member(f"Ami {number}", village.now), kinds=["visit"], at=village.now)
    woken(village)
    assert [telling.ask_due(village.now) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    "known",
    [{"words": "  "}, {"why": "rumour"}, {"ends_at": timedelta(0)}, {"ends_at": timedelta(days=32)}],
)
def test_what_does_not_hold_together_is_said(village: Village, known):
    if "ends_at" in known:
        known = {"ends_at": village.now + known["ends_at"]}
    with pytest.raises(CannotWake):
        woken(village, **known)


def test_only_those_who_animate_wake_it_and_three_at_most(village: Village):
    with pytest.raises(NotYoursToWake):
        woken(village, by=village.jeanne)
    assert woken(village, once_key="a").pk == woken(village, once_key="a").pk
    woken(village), woken(village)
    with pytest.raises(CannotWake):
        woken(village)


def test_yes_and_no_by_mail_by_text_and_by_telephone(village: Village):
    _row, (jeanne, paul, odile) = asked(village, village.jeanne, village.paul, village.odile)

    def mail(one: Volunteer, text: str) -> bool:
        return answer_by_mail(Reply("aid.bridge", one.pk, one.member_id, "", text, None), village.now)

    assert mail(jeanne, "Oui, je peux\nJeanne")
    assert mail(paul, "non")
    assert not mail(paul, "Oui mais seulement le matin, et avec mon frère")  # a person reads it
    said = next(one for one in takings() if one.name == "bridge")
    caller = Caller(village.odile, village.monique, village.now)
    assert said.is_shown(caller)
    said.take(caller, {"says": "yes"})
    states = {one.member_id: one.state for one in Volunteer.objects.all()}
    assert [states[one.member_id] for one in (jeanne, paul, odile)] == ["yes", "no", "yes"]
    assert JournalEntry.objects.filter(member=village.odile, channel="telephone").count() == 1
    assert answer_by_text(Text("1", "+33639981201", "oui"), village.now) is None  # not asked by text


def test_the_list_is_for_those_who_keep_it_and_each_helper_sees_their_own(
    village: Village, client_of, anonymous
):
    row, (paul, lea) = asked(village, village.paul, village.lea)
    can_help(volunteer=paul, at=village.now)
    with pytest.raises(CannotLookAfter):
        look_after(wake=row, member=village.odile, by=village.monique, at=village.now, agreed=False)
    for one in (village.odile, village.henri):
        look_after(wake=row, member=one, by=village.monique, at=village.now, agreed=True)
    assert JournalEntry.objects.filter(member=village.odile, subject="aid.bridge").count() == 1
    assert share_out(wake=row, by=village.monique, at=village.now) == 2
    told = Dispatch.objects.filter(purpose="aid.bridge_people")
    assert [one.person for one in told] == [village.paul.pk]
    assert not any("Odile" in one.title + one.body or "Roux" in one.body for one in Dispatch.objects.all())
    page = reverse("aid:bridge_list", args=[row.pk])
    assert client_of(village.jeanne).get(page).status_code == 403
    for keeper in (village.monique, village.karim, village.fatou):
        assert "Odile Roux" in client_of(keeper).get(page).content.decode()
    own = anonymous.get(path_of(paul))
    assert "Odile Roux" in own.content.decode()
    assert "no-store" in own["Cache-Control"]
    assert "Odile" not in anonymous.get(path_of(lea)).content.decode()
    assert anonymous.get(path_of(paul)[:-3] + "abc/").status_code == 404


def test_one_tap_after_a_call_and_those_who_keep_the_list_hear_of_a_need(village: Village, anonymous):
    row, (paul, lea) = asked(village, village.paul, village.lea)
    for one in (paul, lea):
        can_help(volunteer=one, at=village.now)
    person = look_after(wake=row, member=village.odile, by=village.monique, at=village.now, agreed=True)
    give(person=person, to=paul, by=village.monique, at=village.now)
    tap = path_of(paul) + f"{person.pk}/"
    assert anonymous.post(tap, {"says": "well"}).status_code == 302
    assert LookedAfter.objects.get().says == "well"
    assert not Dispatch.objects.filter(purpose="aid.bridge_news").exists()
    anonymous.post(tap, {"says": "needs", "needs": "errand"})
    news = Dispatch.objects.filter(purpose="aid.bridge_news")
    assert {one.person for one in news} == {village.karim.pk, village.monique.pk}
    assert not any("Odile" in one.title + one.body for one in news)
    assert anonymous.post(path_of(lea) + f"{person.pk}/", {"says": "well"}).status_code == 404
    with pytest.raises(CannotLookAfter):
        hear(person=person, says="needs", needs="diabète", by=village.monique, at=village.now)
    with pytest.raises(NotYoursToWake):
        hear(person=person, says="well", by=village.jeanne, at=village.now)


def test_who_cannot_any_more_gives_their_calls_back(village: Village):
    row, (paul,) = asked(village, village.paul)
    can_help(volunteer=paul, at=village.now)
    look_after(wake=row, member=village.odile, by=village.monique, at=village.now, agreed=True)
    share_out(wake=row, by=village.monique, at=village.now)
    cannot(volunteer=paul, at=village.now)
    assert LookedAfter.objects.get().caller is None
    assert Dispatch.objects.filter(purpose="aid.bridge_news", person=village.monique.pk).exists()


def test_it_sleeps_by_itself_and_what_was_personal_goes(village: Village, anonymous, client_of):
    helpers = [
        make_member(f"Ami {number}", village.now, mail=f"ami{number}@exemple.fr") for number in range(6)
    ]
    row, volunteers = asked(village, *helpers)
    for one in volunteers[:5]:
        can_help(volunteer=one, at=village.now)
    look_after(wake=row, member=village.odile, by=village.odile, at=village.now, agreed=True)  # by herself
    assert sleep_due(row.ends_at - timedelta(seconds=1)) == 0
    assert sleep_due(row.ends_at) == 1
    assert sleep_due(row.ends_at) == 0
    assert not Volunteer.objects.exists()
    assert not LookedAfter.objects.exists()
    row.refresh_from_db()
    assert row.words == ""  # it may have named somebody
    assert (row.asked, row.said_yes, row.looked_after) == (6, 5, None)  # one person is told to nobody
    assert anonymous.get(path_of(volunteers[0])).status_code == 404
    assert client_of(village.monique).get(reverse("aid:bridge_list", args=[row.pk])).status_code == 404
    waiting = Dispatch.objects.filter(purpose="aid.bridge")
    assert not any(purpose("aid.bridge").still_wanted(one, row.ends_at) for one in waiting)
    with pytest.raises(Asleep):
        prolong(row=row, ends_at=row.ends_at + DAYS, by=village.karim, at=row.ends_at)
    put_to_sleep(row=row, by=village.karim, at=row.ends_at)


def test_a_bridge_of_hours_does_not_wait_for_the_morning(village: Village):
    night = village.now.replace(hour=22)
    be_ready(member=village.jeanne, kinds=["drive"], at=village.now)
    woken(village, why="flood", at=night, ends_at=night + timedelta(hours=6))
    telling.ask_due(night)
    assert Dispatch.objects.get(purpose="aid.bridge").not_before_at == night


def test_calls_are_spread_evenly_and_nobody_calls_themselves():
    people = [(number, 100 + number) for number in range(20)]
    given = spread(people, {1: (100, 0), 2: (200, 3)})
    loads = [sum(helper == key for helper in given.values()) for key in (1, 2)]
    assert loads == [MOST_EACH, MOST_EACH - 3]
    assert given.get(0) != 1  # 100 is the helper themselves


def test_the_list_is_read_in_few_queries(village: Village, client_of, django_assert_max_num_queries):
    row, _volunteers = asked(village, village.paul)
    for number in range(12):
        one = make_member(f"Voisin {number}", village.now, telephone=f"+3363998{number:04}")
        look_after(wake=row, member=one, by=village.monique, at=village.now, agreed=True)
    monique = client_of(village.monique)
    monique.get(reverse("aid:bridge"))
    with django_assert_max_num_queries(12):
        monique.get(reverse("aid:bridge_list", args=[row.pk]))
    with django_assert_max_num_queries(12):
        monique.get(reverse("aid:bridge"))
    assert connection.queries_limit


def test_under_fifteen_one_calls_nobody_and_a_suspended_helper_neither(village: Village, client_of):
    row, (one, _two) = asked(village, village.jeanne, village.lea)
    Member.objects.filter(pk=village.paul.pk).update(minor_until_on=village.now.date() + timedelta(days=400))
    client_of(village.paul).post(reverse("aid:bridge_offer", args=[row.pk]), {"says": "yes"})
    assert not row.volunteers.filter(member=village.paul).exists()
    for volunteer in row.volunteers.all():
        can_help(volunteer=volunteer, at=village.now)
    for member in (village.odile, village.henri):
        look_after(wake=row, member=member, by=village.monique, at=village.now, agreed=True)
    share_out(wake=row, by=village.monique, at=village.now)
    assert row.people.filter(caller=one).count() == 1
    suspend(member=village.jeanne, by=village.fatou, reason="Le temps d’en parler.", at=village.now)
    follow_deeds(village.now)
    assert not row.people.filter(caller=one).exists()
    share_out(wake=row, by=village.monique, at=village.now)
    assert {person.caller.member for person in row.people.all()} == {village.lea}
    late = Reply("aid.bridge", one.pk, village.jeanne.pk, "", "oui", None)
    assert not answer_by_mail(late, village.now)


def test_under_fifteen_nobody_gives_their_own_number_to_a_helper(village: Village, client_of):
    """A parent asks, by telephone: the desk writes the child on the list."""
    row = wake(why="heat", words="38 degrés.", by=village.karim, ends_at=village.now + DAYS, at=village.now)
    Member.objects.filter(pk=village.lea.pk).update(minor_until_on=(village.now + 300 * DAYS).date())
    village.lea.refresh_from_db()
    lea = client_of(village.lea)
    text = lea.get(reverse("aid:bridge")).content.decode()
    assert "un parent demande qu’on vous appelle" in text
    assert "Appelez-moi aussi" not in text
    assert lea.post(reverse("aid:bridge_myself", args=[row.pk]), {"says": "yes"}).status_code == 409
    assert not LookedAfter.objects.exists()
    look_after(wake=row, member=village.lea, by=village.monique, at=village.now, agreed=True)
    assert LookedAfter.objects.count() == 1
