"""The mayor's storm: the meeting is off, whoever has no device is called, by one hand, before it is too late."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from parvis.courier.jobs import call_what_is_late, deliver_due, drop_unwanted_calls
from parvis.courier.models import Attempt, CallSheet, Channel, Dispatch, Received
from parvis.courier.purposes import purpose
from parvis.desk.alarms import warn_at, warn_due
from parvis.desk.calls import round_of
from parvis.desk.late_promises import warn_of_promises
from parvis.meetings import purposes
from parvis.meetings.cancelling import cancel
from parvis.meetings.changing import change
from parvis.meetings.knowing import of
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import offer_free_seats
from parvis.members.reaching import Words, reach
from tests.village import SHARED_TELEPHONE, make_meeting, make_member, seat, wait

PARIS = ZoneInfo("Europe/Paris")
LIST = "/permanence/appels/"


@pytest.fixture
def storm(village, now):
    """Nine people were coming to the café; two of them, one number, own no device."""
    people = [village.odile, village.henri, village.paul, village.lea, village.pierre, village.lucie]
    people += [make_member(f"Voisine {n}", now, mail=f"voisine{n}@exemple.fr") for n in range(3)]
    for person in people:
        seat(person, village.cafe, now)
    cancel(meeting=village.cafe, by=village.karim, at=now, reason="L’orage arrive.")
    return village


@pytest.fixture
def monique(storm, client_of):
    return client_of(storm.monique)


def text(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def calls(**known):
    return Dispatch.objects.filter(channel=Channel.TELEPHONE, **known)


def test_the_list_is_who_was_registered_less_who_can_be_written_to(storm, monique, now):
    round_ = round_of(storm.monique, now)
    (call,) = round_.others  # one number, one call, both names
    assert (call.names, len(call.pks), call.address) == ("Odile Roux et Henri Roux", 2, SHARED_TELEPHONE)
    page = text(monique.get(LIST))
    assert "Odile Roux et Henri Roux" in page
    assert "à prévenir avant jeudi 26 novembre à 14 h" in page
    assert "01 99 00 45 12" not in page  # numbers show to whoever takes the call


def test_one_tap_tells_both_and_the_organiser_sees_nine_of_nine(storm, monique, client_of, now):
    deliver_due(now)
    karim = client_of(storm.karim)
    page = text(karim.get(f"/rencontres/{storm.cafe.pk}/"))
    assert "7 personnes sur 9 sont prévenues." in page
    assert "Henri Roux, Odile Roux." in page
    monique.post(f"{LIST}prise/")
    page = text(monique.get(LIST))
    assert "01 99 00 45 12" in page
    assert "L’orage arrive." in page
    assert "Monique appelle." in text(karim.get(f"/rencontres/{storm.cafe.pk}/"))
    assert "Took" not in storm.henri.journal.get().words
    monique.post(f"{LIST}{calls()[0].pk}/", {"answer": "told"})
    assert set(calls().values_list("state", flat=True)) == {"sent"}
    assert "9 personnes sur 9 sont prévenues." in text(karim.get(f"/rencontres/{storm.cafe.pk}/"))
    assert {person.journal.count() for person in (storm.odile, storm.henri)} == {2}
    assert "Tout le monde est prévenu" in text(monique.get(LIST))


def test_names_are_for_those_who_welcome(storm, client_of):
    page = text(client_of(storm.paul).get(f"/rencontres/{storm.cafe.pk}/"))
    assert "prévenues" not in page
    answer = client_of(storm.paul).get(f"/permanence/rencontres/{storm.cafe.pk}/appels/")
    assert answer.status_code == 409
    assert "Henri" not in text(answer)


def test_another_correspondent_sees_who_calls_and_cannot_take_the_same_person(storm, monique, client_of, now):
    agnes = make_member("Agnès Vidal", now, mail="agnes@exemple.fr", role="correspondent")
    rosa = make_member("Rosa Diaz", now, telephone=SHARED_TELEPHONE, needs_calling=True)
    monique.post(f"{LIST}prise/")
    reach(rosa, purposes.CHANGE, Words(title="Autre chose", body="Un mot."), at=now)  # the same number rings
    other = client_of(agnes)
    page = text(other.get(LIST))
    assert "Monique appelle" in page
    assert "01 99" not in page.split("<main")[1].split('class="help"')[0]
    other.post(f"{LIST}prise/", {"call": str(calls(person=rosa.pk).get().pk)})
    assert not calls(claimed_by=agnes.pk).exists()
    path = f"{LIST}{calls(person=storm.odile.pk).get().pk}/"
    refused = other.post(path, {"answer": "told"}, follow=True)
    assert "appelle cette personne en ce moment" in text(refused)
    monique.post(f"{LIST}rendus/")
    other.post(f"{LIST}prise/")
    assert calls(claimed_by=agnes.pk).count() == 3


def test_a_killed_browser_leaves_nothing_stuck(storm, monique, now):
    monique.post(f"{LIST}prise/")
    with time_machine.travel(now + timedelta(minutes=40)):
        later = round_of(storm.monique, now + timedelta(minutes=40))
    assert (later.mine, later.free) == ([], 1)


@pytest.mark.parametrize(
    ("answer", "state", "comes_back"),
    [("message", "waiting", True), ("absent", "waiting", True), ("wrong", "failed", False)],
)
def test_what_is_not_told_is_not_said_to_be(answer, state, comes_back, storm, monique, now):
    one = calls().first()
    monique.post(f"{LIST}{one.pk}/", {"answer": answer})
    one.refresh_from_db()
    assert one.state == state
    assert of(storm.cafe, now).untold == ("Henri Roux", "Léa Moreau", "Lucie Bernard", "Odile Roux",
        "Paul Nguyen", "Pierre Le Goff", "Voisine 0", "Voisine 1", "Voisine 2")  # fmt: skip
    if comes_back:
        assert now < one.not_before_at < one.needed_by_at
    else:  # a line to put the number right, and another way is looked for
        assert Received.objects.to_read().filter(person=one.person).exists()
        assert calls(state="waiting", address="aucun numéro connu").count() == 2
    page = text(monique.get(LIST))
    monique.post(f"{LIST}repentir/")  # « Annuler ce geste », within the minute
    assert "Annuler ce geste" in page
    one.refresh_from_db()
    assert (one.state, one.not_before_at, Attempt.objects.count()) == ("waiting", one.written_at, 0)
    assert not Received.objects.to_read().exists()
    assert round_of(storm.monique, now).mine[0].names == "Odile Roux et Henri Roux"


def test_a_promised_hour_brings_the_call_back_and_an_hour_too_late_is_said(storm, monique, now):
    one = calls().first()
    page = monique.post(f"{LIST}{one.pk}/", {"answer": "later", "again_at": "à la Saint-Glinglin"})
    assert page.status_code == 422
    assert "Nous n’avons pas compris cette heure" in text(page)
    monique.post(f"{LIST}prise/")
    assert 'value="à la Saint-Glinglin"' in text(
        monique.post(f"{LIST}{one.pk}/", {"answer": "later", "again_at": "à la Saint-Glinglin"})
    )
    monique.post(f"{LIST}{one.pk}/", {"answer": "later", "again_at": "15h"})
    assert not round_of(storm.monique, now).in_all
    at_three = now.astimezone(PARIS).replace(hour=15, minute=0)
    back = round_of(storm.monique, at_three).others[0]
    assert back.call_again_at == at_three
    Dispatch.objects.update(needed_by_at=now + timedelta(hours=1), not_before_at=now)
    late = monique.post(f"{LIST}{one.pk}/", {"answer": "later", "again_at": "12 h"})
    assert "Choisissez une heure plus proche." in text(late)


def test_the_same_list_serves_offers_and_what_they_say_is_done_at_once(village, client_of, now):
    meeting = make_meeting("Chorale", now + timedelta(days=6), host=village.karim, capacity=2)
    for person in (village.odile, village.henri):
        wait(person, meeting, now)
    offer_free_seats(meeting=meeting, at=now)
    desk = client_of(village.monique)
    desk.post(f"{LIST}prise/", {"meeting": meeting.pk, "most": "all"})
    page = text(desk.get(f"{LIST}?rencontre={meeting.pk}"))
    assert "Prend la place" in page
    assert "Ne vient plus" not in page
    for person, answer in ((village.odile, "accepts"), (village.henri, "declines")):
        desk.post(f"{LIST}{calls(person=person.pk).get().pk}/", {"answer": answer})
    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["seated", "withdrawn"]
    assert "vous prenez la place" in village.odile.journal.latest("pk").words


def test_no_longer_coming_frees_the_place_by_their_mandate_or_asks_for_one(village, client_of, now):
    seat(village.odile, village.cafe, now)
    change(meeting=village.cafe, by=village.karim, at=now, place=village.hall)
    call, desk = calls().get(), client_of(village.monique)
    village.odile.mandates.all().delete()
    asked = desk.post(f"{LIST}{call.pk}/", {"answer": "not_coming"})
    assert "Odile Roux n’a pas encore dit" in text(asked) or "Êtes-vous d’accord" in text(asked)
    call.refresh_from_db()
    assert call.state == "waiting"  # nothing is lost: the call still waits
    karim = client_of(village.karim)
    path = f"/permanence/rencontres/{village.cafe.pk}/appels/"
    karim.post(f"{path}prise/")
    assert "01 99 00 45 12" in text(karim.get(path))
    karim.post(f"{path}{call.pk}/", {"answer": "not_coming"})
    assert Meeting.objects.get(pk=village.cafe.pk).seats_taken == 0
    other = make_meeting("Autre", now + timedelta(days=3), host=village.lea)
    seat(village.henri, other, now)
    cancel(meeting=other, by=village.lea, at=now)
    karim.post(f"{path}{calls(person=village.henri.pk).get().pk}/", {"answer": "told"})
    assert calls(person=village.henri.pk).get().state == "waiting"  # not a call of that meeting


def test_the_most_urgent_is_first_and_three_hundred_calls_are_read_fast(
    village, client_of, now, django_assert_max_num_queries
):
    for n in range(300):
        person = make_member(f"Voisin {n}", now, telephone=f"+3363998{n:04}", needs_calling=True)
        reach(person, purposes.TELLING, Words(title="Un mot", body="Un mot."), at=now, subject=village.cafe)
    soon = make_meeting("Bal", now + timedelta(hours=5), host=village.karim)
    seat(village.odile, soon, now)
    cancel(meeting=soon, by=village.karim, at=now)
    desk = client_of(village.monique)
    with django_assert_max_num_queries(12):
        page = text(desk.get(LIST))
    assert page.index("Odile Roux") < page.index("Voisin 0")
    assert "à prévenir avant 15 h" in page
    assert page.count("Je le prends") == 30
    assert "Page 1 sur 11" in page
    desk.post(f"{LIST}prise/")
    assert calls(claimed_by=village.monique.pk).count() == 5


def test_mail_that_leaves_too_late_is_called_as_well_and_counts_only_once(village, now):
    soon = make_meeting("Bal", now + timedelta(hours=2), host=village.karim)
    for person in (village.jeanne, village.paul):  # Paul gave no number: only his mail leaves
        seat(person, soon, now)
    cancel(meeting=soon, by=village.karim, at=now)
    deliver_due(now)
    assert calls().get().person == village.jeanne.pk
    knowing = of(soon, now)
    assert (knowing.told, knowing.concerned, knowing.late, knowing.untold) == (1, 2, 1, ("Jeanne Martin",))


def test_mail_nobody_could_carry_becomes_a_call_while_there_is_time(village, now):
    meeting = make_meeting("Bal", now + timedelta(hours=8), host=village.karim)
    seat(village.jeanne, meeting, now)
    cancel(meeting=meeting, by=village.karim, at=now)
    assert call_what_is_late(now) == 0
    for _minute in range(2):
        call_what_is_late(now + timedelta(hours=6))
    assert calls().get().person == village.jeanne.pk


def test_who_was_to_come_earlier_must_know_before_the_old_hour(village, now):
    soon = make_meeting("Bal", now + timedelta(hours=4), host=village.karim)
    seat(village.odile, soon, now)
    old, new = soon.begins_at, soon.begins_at + timedelta(days=2)
    change(meeting=soon, by=village.karim, at=now, begins_at=new, ends_at=new + timedelta(hours=2))
    assert calls().get().needed_by_at == old
    change(meeting=soon, by=village.karim, at=now, place=village.hall)
    assert calls(state="waiting").count() == 1  # fresh news replaces the older call
    drop_unwanted_calls(new + timedelta(minutes=1))
    assert not calls(state="waiting").exists()  # it has begun


def test_when_nobody_calls_the_organiser_hears_of_it_once_with_names(village, now):
    seat(village.odile, village.cafe, now)
    cancel(meeting=village.cafe, by=village.karim, at=now)
    begins_at = village.cafe.begins_at
    assert warn_at(begins_at) == begins_at - timedelta(hours=2)
    early = begins_at.astimezone(PARIS).replace(hour=9)
    assert warn_at(early) == early.replace(hour=19) - timedelta(days=1)  # not at seven in the morning
    assert warn_due(begins_at - timedelta(hours=3)) == 0
    call = calls().get()
    Dispatch.objects.filter(pk=call.pk).update(claimed_by=9, claimed_until_at=begins_at - timedelta(hours=1))
    assert warn_due(begins_at - timedelta(minutes=90)) == 0  # somebody is calling
    assert warn_due(begins_at - timedelta(minutes=55)) == 1
    assert warn_due(begins_at - timedelta(minutes=50)) == 0
    told = Dispatch.objects.get(purpose="desk.nobody_calls")
    assert (told.person, "Odile" in told.body) == (village.karim.pk, True)
    assert told.link.endswith(f"/permanence/rencontres/{village.cafe.pk}/appels/")


def test_without_an_organiser_an_administrator_hears_of_it_without_names(village, now):
    soon = make_meeting("Bal", now + timedelta(hours=3))
    seat(village.odile, soon, now)
    cancel(meeting=soon, by=village.karim, at=now)
    assert warn_due(now + timedelta(hours=2)) == 1
    told = Dispatch.objects.get(purpose="desk.nobody_calls")
    assert (told.person, "Odile" in told.body) == (village.fatou.pk, False)


def test_an_offered_seat_nobody_calls_about_is_told_before_it_goes(village, now):
    waiting = wait(village.odile, village.cafe, now - timedelta(days=1))
    Meeting.objects.filter(pk=village.cafe.pk).update(capacity=1)
    offer_free_seats(meeting=Meeting.objects.get(pk=village.cafe.pk), at=now)
    waiting.refresh_from_db()
    call = calls(purpose="meetings.offer").get()
    assert call.needed_by_at == waiting.expires_at
    late = warn_at(call.needed_by_at) + timedelta(minutes=1)
    assert warn_due(now + timedelta(minutes=11)) == 0
    assert (warn_due(late), warn_due(late)) == (1, 0)
    told = Dispatch.objects.get(purpose="desk.nobody_calls")
    assert (told.person, "une place est proposée" in told.title) == (village.karim.pk, True)


def test_a_promise_nobody_keeps_is_told_to_who_made_it_and_then_to_another(village, client_of, now):
    desk, home = client_of(village.monique), f"/permanence/personnes/{village.odile.pk}/"
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    tomorrow = (now + timedelta(days=1)).astimezone(PARIS)
    sent = {"promise-day": tomorrow.strftime("%Y-%m-%d"), "promise-hour": "14:00"}
    desk.post(f"{home}prendre/promise/", sent)
    hour = calls().get().call_again_at
    assert warn_of_promises(hour + timedelta(minutes=10)) == 0
    assert warn_of_promises(hour + timedelta(minutes=16)) == 1
    assert warn_of_promises(hour + timedelta(minutes=21)) == 0
    first = Dispatch.objects.get(purpose="desk.promise_late")
    assert (first.person, "Odile" in first.body) == (village.monique.pk, True)
    assert warn_of_promises(hour + timedelta(hours=2)) == 1
    second = Dispatch.objects.filter(purpose="desk.promise_late").latest("pk")
    assert (second.person, "Odile" in second.body) == (village.fatou.pk, False)
    assert warn_of_promises(hour + timedelta(days=2)) == 0
    Dispatch.objects.filter(pk=calls().get().pk).update(call_again_at=hour + timedelta(days=1))
    assert not purpose("desk.promise_late").still_wanted(first, hour + timedelta(hours=1))


def test_a_call_somebody_makes_at_this_moment_is_not_late(village, now):
    seat(village.odile, village.cafe, now)
    cancel(meeting=village.cafe, by=village.karim, at=now)
    later = now + timedelta(hours=3)
    calls().update(call_again_at=now, claimed_by=9, claimed_until_at=later)
    assert warn_of_promises(now + timedelta(hours=1)) == 0
    assert warn_of_promises(later + timedelta(minutes=1)) == 2  # nobody ever took it up


def test_a_secret_circle_s_calls_stay_masked_on_the_list_and_on_paper(village, client_of, now):
    secret = make_meeting("Surprise", now + timedelta(days=2), host=village.fatou, circle=village.council)
    seat(village.odile, secret, now)
    cancel(meeting=secret, by=village.fatou, at=now)
    desk = client_of(village.monique)
    desk.post(f"{LIST}prise/")
    sheet = desk.post(f"{LIST}feuilles/")["Location"]
    for path in (LIST, sheet, f"{LIST}?rencontre={secret.pk}", "/permanence/"):
        assert "Surprise" not in text(desk.get(path))


def test_who_made_a_masked_call_does_not_read_its_words_in_the_journal(village, client_of, now):
    secret = make_meeting("Surprise", now + timedelta(days=2), host=village.fatou, circle=village.council)
    for meeting in (secret, village.cafe):
        seat(village.odile, meeting, now)
        cancel(meeting=meeting, by=village.fatou, at=now)
    desk, home = client_of(village.monique), f"/permanence/personnes/{village.odile.pk}/"
    for call in calls():
        desk.post(f"{LIST}{call.pk}/", {"answer": "told"})
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    heard = text(desk.get(f"{home}journal/"))
    assert "Café du canal" in heard
    assert "Surprise" not in heard
    assert "Cela ne regarde pas la permanence" in heard
    assert "Surprise" in text(client_of(village.odile).get("/mon-espace/journal/"))


def test_the_sheet_keeps_its_order_and_shows_numbers_only_while_they_are_taken(
    storm, monique, now, client_of
):
    monique.post(f"{LIST}prise/")
    path = monique.post(f"{LIST}feuilles/")["Location"]
    made = CallSheet.objects.get()
    assert made.lines == [[row.pk for row in calls().order_by("pk")]]
    page = text(monique.get(path))
    assert made.code in page
    assert "01 99 00 45 12" in page
    assert page.count("Cette rencontre n’a pas lieu.") == 1  # what to say, once
    with time_machine.travel(now + timedelta(hours=2)):
        assert "01 99 00 45 12" in text(monique.get(path))
    monique.post(f"{LIST}rendus/")
    assert "01 99 00 45 12" not in text(monique.get(path)).split('class="help"')[0]
    agnes = make_member("Agnès Vidal", now, mail="agnes@exemple.fr", role="correspondent")
    assert client_of(agnes).get(path).status_code == 404


@pytest.mark.parametrize("typed", ["", "x", "0", "-1", "9" * 40, "١٢", "1 OR 1=1"])
def test_odd_input_breaks_nothing(typed, storm, monique):
    for path in (LIST, f"{LIST}?page={typed}", f"{LIST}?rencontre={typed}"):
        assert monique.get(path).status_code == 200
    for data in ({"call": typed}, {"meeting": typed, "most": "all"}, {"most": typed}):
        assert monique.post(f"{LIST}prise/", data).status_code == 302
    one = calls().first()
    for data in ({"answer": typed}, {"answer": "told" + typed}, {"answer": "later", "again_at": typed}):
        assert monique.post(f"{LIST}{one.pk}/", data).status_code in (302, 422)
    assert monique.get(f"{LIST}feuilles/{typed or 'x'}/").status_code == 404
