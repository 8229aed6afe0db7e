"""A ride to a meeting: asked by telephone, offered by mail, agreed by both, told, and closed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.chronicle.jobs import follow_deeds
from parvis.courier.models import Dispatch
from parvis.courier.replying import Reply
from parvis.courier.texting.arriving import Text
from parvis.meetings import answering as meeting_answers
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.paper.signing import signing_sheet
from parvis.meetings.passes import pass_of
from parvis.meetings.registering import change_party, withdraw
from parvis.rides import ending, hearing
from parvis.rides.answering import answer
from parvis.rides.asking import ask, take_along
from parvis.rides.changing_minds import say_yes_after_all
from parvis.rides.links import path_of
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.nearness import nearness
from parvis.rides.offering import offer
from parvis.rides.reading_words import read
from parvis.rides.refusals import CannotRide, CarFull, RideGone
from parvis.rides.showing import notes_of
from tests.village import Village, seat


@pytest.fixture
def coming(village: Village):
    """Jeanne drives; Odile, who owns no device, and Paul come too."""
    return {
        name: seat(getattr(village, name), village.cafe, village.now) for name in ("jeanne", "odile", "paul")
    }


def drive(coming, village: Village, seats: int = 2, place: str = "Place de Saint-Martin", **known) -> Car:
    return offer(registration=coming["jeanne"], seats=seats, place_words=place, at=village.now, **known)


def look(coming, village: Village, who: str = "odile", place: str = "à Saint-Martin", **known) -> RideWish:
    return ask(registration=coming[who], place_words=place, at=village.now, **known)


def agree(ride: Ride, village: Village) -> Ride:
    for member in (ride.car.driver, ride.wish.member):
        ride = answer(ride=ride, member=member, says_yes=True, at=village.now)
    return ride


def told(person, purpose: str) -> list[Dispatch]:
    return list(Dispatch.objects.filter(person=person.pk, purpose=purpose).order_by("pk"))


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def the_ride() -> Ride:
    return Ride.objects.for_page().latest("pk")


def test_near_is_the_same_words_of_a_place():
    assert nearness("Place de Saint-Martin", "à Saint Martin") == 2
    assert nearness("Place de Saint-Martin", "place du marché, Saint-Jean") == 0
    assert nearness("La gare", "gare") == 2
    assert nearness("12 rue des Lilas", "12 avenue de la Paix") == 0
    assert nearness("", "Saint-Martin") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("J’ai 2 places depuis Saint-Martin", (True, 2, "Saint-Martin", None)),
        ("Bonjour, j'ai deux places libres depuis l'église à 13h30. Merci !", (True, 2, "l'église", "13:30")),
        ("je cherche une voiture", (False, None, "", None)),
        ("Je cherche une place dans une voiture depuis le bourg svp", (False, 1, "le bourg", None)),
        ("j'ai 2 places", None),
        ("J'ai deux places de cinéma", None),
        ("j'ai 2 places depuis Saint-Martin et je ne viens plus", None),
        ("je cherche une place", None),
    ],
)
def test_a_sentence_is_understood_whole_or_read_by_a_person(text, said):
    found = read(text)
    hour = f"{found.hour:%H:%M}" if found and found.hour else None
    assert (found and (found.is_offer, found.count, found.place_words, hour)) == said


def test_when_and_where_come_before_the_cars(village: Village, coming, client_of):
    said = client_of(village.paul).get(f"/rencontres/{village.cafe.pk}/").content.decode()
    cars = said.index('aria-label="Y aller ensemble"')
    assert said.index("<h1") < said.index('id="je-viens"') < said.index('<dl class="facts') < cars
    there = client_of(village.paul).get(f"/inscriptions/{pass_of(coming['paul'])}/").content.decode()
    assert there.index('<dl class="facts') < there.index('aria-label="Y aller ensemble"')


def test_asked_by_telephone_offered_by_mail_agreed_and_closed(village: Village, coming, settings):
    settings.MAIL_REPLIES = "r@exemple.fr"
    look(coming, village, channel="telephone", by=village.monique)
    assert not Ride.objects.exists()
    said = "Bonjour, j'ai 2 places depuis Saint-Martin, à 13h30. Merci !\nJeanne"
    reply = Reply("meetings.coming", village.cafe.pk, village.jeanne.pk, "jeanne@exemple.fr", said, None)
    assert meeting_answers.answer(reply, village.now)
    assert "13 h 30" in spaced(told(village.jeanne, "rides.noted")[0].body)
    ride = the_ride()
    asked = told(village.jeanne, "rides.asked")[0]
    assert "Odile" in asked.title
    assert village.odile.contact_points.get().address not in asked.body
    assert told(village.odile, "rides.asked")[0].channel == "telephone"
    assert hearing.answer_by_mail(
        Reply("rides.asked", ride.pk, village.jeanne.pk, "jeanne@exemple.fr", "Oui\nJeanne", None),
        village.now,
    )
    assert not the_ride().is_agreed
    answer(ride=the_ride(), member=village.odile, says_yes=True, at=village.now, by=village.monique)
    mail, call = told(village.jeanne, "rides.agreed")[0], told(village.odile, "rides.agreed")[0]
    assert "01 99 00 45 12" in spaced(mail.body)
    assert call.channel == "telephone"
    assert "Saint-Martin" in call.body
    assert "13 h 30" in spaced(call.body)
    assert "Jeanne" in notes_of(village.cafe)[village.odile.pk]
    rows = [line for page in signing_sheet(village.cafe, village.now).pages for line in page]
    assert any("Jeanne" in line.note for line in rows if line.name.startswith("Odile"))
    ending.close_due(village.cafe.ends_at)
    assert (Car.objects.live().count(), RideWish.objects.live().count()) == (0, 0)
    assert Ride.objects.get().end == Ride.End.OVER


def test_nobody_far_is_put_together_and_both_must_say_yes(village: Village, coming):
    drive(coming, village, place="Place du marché, Vouvray")
    look(coming, village)
    assert not Ride.objects.exists()
    look(coming, village, "paul", "Vouvray")
    ride = the_ride()
    answer(ride=ride, member=village.paul, says_yes=False, at=village.now)
    assert Ride.objects.get().end == Ride.End.DECLINED
    assert not told(village.jeanne, "rides.agreed")
    assert Car.objects.get().taken == 0
    with pytest.raises(RideGone):
        answer(ride=ride, member=village.jeanne, says_yes=True, at=village.now)


def test_seats_are_not_oversold_and_those_aboard_are_counted(village: Village, coming):
    drive(coming, village, seats=1)
    look(coming, village)
    look(coming, village, "paul")
    assert Ride.objects.live().count() == 1
    with pytest.raises(CarFull):
        look(coming, village, "paul", in_car=Car.objects.get().pk)
    with pytest.raises(CannotRide):
        drive(coming, village, seats=0)
    change_party(registration=coming["jeanne"], party=3, at=village.now)
    follow_deeds(village.now)
    car = Car.objects.get()
    assert (car.aboard, car.seats, car.taken) == (3, 1, 1)
    assert told(village.jeanne, "rides.too_many")


def test_the_driver_cannot_come_any_more(village: Village, coming):
    drive(coming, village)
    look(coming, village)
    agree(the_ride(), village)
    seat(village.lea, village.cafe, village.now)
    offer(
        registration=village.cafe.registrations.get(member=village.lea), seats=1,
        place_words="Saint-Martin, école", at=village.now,
    )  # fmt: skip
    withdraw(registration=coming["jeanne"], at=village.now)
    follow_deeds(village.now)
    off = told(village.odile, "rides.off")[0]
    assert off.channel == "telephone"
    assert "Jeanne" in off.title
    assert the_ride().car.driver == village.lea
    assert len(told(village.odile, "rides.asked")) == 2


def test_a_meeting_moved_asks_again_and_cancelled_tells(village: Village, coming):
    drive(coming, village)
    look(coming, village)
    agree(the_ride(), village)
    later = village.cafe.begins_at + timedelta(hours=1)
    change(meeting=village.cafe, by=village.karim, at=village.now, begins_at=later)
    for _twice in range(2):
        follow_deeds(village.now)
    ride = the_ride()
    assert not ride.is_agreed
    assert ride.car.leaves_at == later - timedelta(minutes=30)
    assert len(told(village.jeanne, "rides.asked")) == 2
    agree(ride, village)
    cancel(meeting=village.cafe, by=village.karim, at=village.now)
    follow_deeds(village.now)
    assert told(village.odile, "rides.off")
    assert Car.objects.get().taken == 0
    uncancel(meeting=village.cafe, by=village.karim, at=village.now)
    follow_deeds(village.now)
    assert the_ride().is_waiting_for(village.jeanne.pk)


def test_without_an_answer_the_seat_goes_on(village: Village, coming):
    drive(coming, village, seats=1)
    look(coming, village)
    look(coming, village, "paul")
    first = the_ride()
    answer(ride=first, member=village.jeanne, says_yes=True, at=village.now)
    assert ending.let_go_due(first.answer_until_at) == 1
    assert the_ride().wish.member == village.paul
    assert told(village.jeanne, "rides.off")


def test_by_text_message(village: Village, coming, settings):
    settings.SMS_INCOMING = "secret"
    drive(coming, village)
    number = "+33639981201"
    assert (
        hearing.hear_text(Text("a", number, "Je cherche une voiture"), village.now + timedelta(days=9))
        is None
    )
    look(coming, village)
    Dispatch.objects.filter(person=village.jeanne.pk, purpose="rides.asked").update(
        channel="sms", address=number, state="sent", ended_at=village.now
    )
    assert hearing.answer_by_text(Text("b", number, "je viens"), village.now) is None
    assert hearing.answer_by_text(Text("c", number, "Oui"), village.now).person == village.jeanne.pk
    assert the_ride().driver_yes_at is not None
    ending.take_back_car(meeting=village.cafe, member=village.jeanne, at=village.now)
    said = hearing.hear_text(Text("d", number, "j'ai 3 places depuis le bourg"), village.now)
    assert "13 h 30" in spaced(said.says)
    assert Car.objects.live().get().channel == "text"


def test_children_those_who_wait_and_the_other_side(village: Village, coming):
    drive(coming, village)
    with pytest.raises(CannotRide):
        ask(registration=coming["jeanne"], at=village.now)
    village.odile.minor_until_on = (village.now + timedelta(days=900)).date()
    village.odile.save()
    with pytest.raises(CannotRide):
        look(coming, village)


def test_the_pages_by_ones_own_pass(village: Village, coming, client_of, anonymous):
    path = path_of(coming["jeanne"])
    token = pass_of(coming["jeanne"])
    typed = {"offer-seats": "2", "offer-place_words": "", "offer-leaves_at": "13:30"}
    refused = anonymous.post(reverse("rides:offer", args=[token]), typed)
    assert refused.status_code == 422
    typed["offer-place_words"] = "Saint-Martin"
    assert anonymous.post(reverse("rides:offer", args=[token]), typed).status_code == 302
    odile = path_of(coming["odile"])
    assert "Saint-Martin" in anonymous.get(odile).content.decode()
    asked = anonymous.post(odile + "choix/", {"car": Car.objects.get().pk})
    assert asked.status_code == 302
    page = anonymous.get(path).content.decode()
    assert "Odile" in page
    assert "45 12" not in spaced(page)
    ride = the_ride()
    assert (
        anonymous.post(path_of(coming["paul"]) + "reponse/", {"ride": ride.pk, "answer": "yes"}).status_code
        == 404
    )
    assert anonymous.post(path + "reponse/", {"ride": ride.pk, "answer": "yes"}).status_code == 302
    assert the_ride().is_agreed
    assert "00 45 12" in spaced(anonymous.get(path).content.decode())
    assert (
        "Odile"
        in client_of(village.jeanne).get(reverse("meetings:meeting", args=[village.cafe.pk])).content.decode()
    )
    assert (
        "Saint-Martin"
        in client_of(village.karim).get(reverse("meetings:room", args=[village.cafe.pk])).content.decode()
    )
    assert anonymous.post(odile + "fin/").status_code == 302
    assert told(village.jeanne, "rides.off")
    assert anonymous.get(reverse("rides:cars", args=["1.faux"])).status_code == 404


def test_by_telephone_at_the_desk(village: Village, coming, client_of):
    monique = client_of(village.monique)
    person = reverse("desk:person", args=[village.odile.pk])
    monique.post(reverse("desk:opening", args=[village.odile.pk]), {"reason": "calling"})
    assert "Chercher une voiture" in monique.get(person).content.decode()
    typed = {"ride_ask-meeting": coming["odile"].pk, "ride_ask-place_words": "Saint-Martin"}
    asked = monique.post(reverse("desk:take", args=[village.odile.pk, "ride_ask"]), typed)
    assert asked.status_code == 302
    drive(coming, village)
    ride = the_ride()
    assert "Jeanne" in monique.get(person).content.decode()
    said = {"ride_said-said": f"yes-{ride.pk}-{ride.round}"}
    assert monique.post(reverse("desk:take", args=[village.odile.pk, "ride_said"]), said).status_code == 302
    answer(ride=the_ride(), member=village.jeanne, says_yes=True, at=village.now)
    page = spaced(monique.get(person).content.decode())
    assert "Jeanne vous emmène. Place de Saint-Martin, jeudi 26 novembre à 13 h 30" in page
    assert village.odile.journal.filter(author=village.monique, words__contains="voiture").count() == 2


def test_a_no_holds_whoever_asks_again(village: Village, coming):
    car = drive(coming, village)
    wish = look(coming, village)
    answer(ride=the_ride(), member=village.jeanne, says_yes=False, at=village.now)
    with pytest.raises(RideGone):
        look(coming, village, in_car=car.pk)
    with pytest.raises(RideGone):
        take_along(registration=coming["jeanne"], wish_pk=wish.pk, at=village.now)
    assert Ride.objects.count() == 1


def again(coming, village: Village, who: str, other, **known) -> Ride:
    return say_yes_after_all(registration=coming[who], other=other.pk, at=village.now, **known)


def test_whoever_said_no_may_say_yes_after_all_and_the_other_is_asked_again(
    village: Village, coming, anonymous
):
    car = drive(coming, village, seats=1)
    look(coming, village)
    agree(the_ride(), village)
    answer(ride=the_ride(), member=village.odile, says_yes=False, at=village.now)
    assert Car.objects.get().taken == 0
    riders, drivers = path_of(coming["odile"]), path_of(coming["jeanne"])
    assert "Finalement oui" in anonymous.get(riders).content.decode()
    assert "Finalement oui" not in anonymous.get(drivers).content.decode(), "nobody else sees who declined"
    assert "Odile" not in anonymous.get(drivers).content.decode()
    with pytest.raises(RideGone):
        again(coming, village, "jeanne", village.odile)
    token = pass_of(coming["odile"])
    for _tap in range(2):
        answered = anonymous.post(reverse("rides:after_all", args=[token]), {"other": village.jeanne.pk})
        assert answered.status_code == 302
    for hostile in ("", "x" * 300, "-1", "99999999999", "٣"):
        path = reverse("rides:after_all", args=[token])
        assert anonymous.post(path, {"other": hostile}).status_code == 409
    ride = the_ride()
    assert (Ride.objects.count(), ride.rider_yes_at is not None, ride.driver_yes_at) == (2, True, None)
    assert len(told(village.jeanne, "rides.asked")) == 2
    answer(ride=ride, member=village.jeanne, says_yes=True, at=village.now)
    assert the_ride().is_agreed
    answer(ride=the_ride(), member=village.odile, says_yes=False, at=village.now)
    assert "Finalement oui" not in anonymous.get(riders).content.decode(), "two noes are a last word"
    with pytest.raises(RideGone):
        again(coming, village, "odile", village.jeanne)
    assert Car.objects.get(pk=car.pk).taken == 0


def test_a_driver_may_change_their_mind_while_there_is_a_seat(village: Village, coming):
    drive(coming, village, seats=1)
    look(coming, village)
    answer(ride=the_ride(), member=village.jeanne, says_yes=False, at=village.now)
    assert not told(village.odile, "rides.off"), "she had not said yes: she is told nothing"
    with pytest.raises(RideGone):
        again(coming, village, "odile", village.jeanne)
    with pytest.raises(RideGone):
        again(coming, village, "jeanne", village.paul)
    look(coming, village, "paul")
    with pytest.raises(CarFull):
        again(coming, village, "jeanne", village.odile)
    ending.take_back_wish(meeting=village.cafe, member=village.paul, at=village.now)
    assert again(coming, village, "jeanne", village.odile).driver_yes_at is not None
    assert len(told(village.odile, "rides.asked")) == 2


def test_a_no_outlives_a_new_wish_and_a_new_car(village: Village, coming):
    drive(coming, village)
    look(coming, village)
    answer(ride=the_ride(), member=village.jeanne, says_yes=False, at=village.now)
    ending.take_back_wish(meeting=village.cafe, member=village.odile, at=village.now)
    look(coming, village)
    ending.take_back_car(meeting=village.cafe, member=village.jeanne, at=village.now)
    drive(coming, village)
    assert Ride.objects.count() == 1


def test_yes_after_a_no_by_mail(village: Village, coming):
    drive(coming, village)
    look(coming, village)
    ride = the_ride()
    for said in ("non", "oui"):
        reply = Reply("rides.asked", ride.pk, village.jeanne.pk, "jeanne@exemple.fr", said, None)
        assert hearing.answer_by_mail(reply, village.now)
    assert the_ride().driver_yes_at is not None
    assert Ride.objects.count() == 2


def test_yes_after_all_by_telephone(village: Village, coming, client_of):
    monique = client_of(village.monique)
    monique.post(reverse("desk:opening", args=[village.odile.pk]), {"reason": "calling"})
    drive(coming, village)
    look(coming, village)
    take = reverse("desk:take", args=[village.odile.pk, "ride_said"])
    assert monique.post(take, {"ride_said-said": f"no-{the_ride().pk}"}).status_code == 302
    page = monique.get(reverse("desk:person", args=[village.odile.pk])).content.decode()
    assert "Finalement oui, avec Jeanne" in page
    said = {"ride_said-said": f"after-{coming['odile'].pk}-{village.jeanne.pk}"}
    assert monique.post(take, said).status_code == 302
    assert the_ride().rider_yes_at is not None


def test_a_tap_too_many_asks_once_and_says_nothing_else(village: Village, coming):
    car = drive(coming, village, place="Le bourg")
    wish = look(coming, village, place="La gare")
    rides = [take_along(registration=coming["jeanne"], wish_pk=wish.pk, at=village.now) for _tap in range(2)]
    assert rides[0] == rides[1]
    assert len(told(village.odile, "rides.asked")) == 1
    for _tap in range(2):
        ask(registration=coming["paul"], place_words="Le pont", at=village.now, in_car=car.pk)
    assert Ride.objects.live().filter(wish__member=village.paul).count() == 1
    with pytest.raises(RideGone):
        take_along(registration=coming["jeanne"], wish_pk=10**6, at=village.now)
