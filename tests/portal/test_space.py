"""My space shows what was agreed: the car, with whom, from where, when, the number; the next exchange."""

from datetime import timedelta

from django.urls import reverse

from parvis.aid.exchange.agreeing import show_address
from parvis.aid.exchange.answering import answer as answer_notice
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.models import Exchange
from parvis.aid.posting import post
from parvis.federation.feeds import of_secret
from parvis.federation.models import SecretFeed
from parvis.kit import freshness
from parvis.rides.answering import answer
from parvis.rides.asking import ask
from parvis.rides.models import Ride
from parvis.rides.offering import offer
from tests.village import Village, seat

SPACE = reverse("portal:my_space")


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def ride_together(village: Village, *, is_agreed: bool = True) -> None:
    """Jeanne takes Paul along to the coffee."""
    rows = [seat(one, village.cafe, village.now) for one in (village.jeanne, village.paul)]
    offer(registration=rows[0], seats=2, place_words="Place de Saint-Martin", at=village.now)
    ask(registration=rows[1], place_words="Saint-Martin", at=village.now)
    for member in (village.jeanne, village.paul)[: 2 if is_agreed else 1]:
        answer(ride=Ride.objects.for_page().get(), member=member, says_yes=True, at=village.now)


def test_an_agreed_car_stands_under_its_meeting_with_the_number(
    village: Village, client_of, django_assert_max_num_queries
):
    ride_together(village)
    paul = client_of(village.paul)
    freshness.bump()
    with django_assert_max_num_queries(12):
        page = spaced(paul.get(SPACE).content.decode())
    assert "Jeanne vous emmène." in page
    assert "Place de Saint-Martin" in page
    assert "13 h 30" in page
    assert "06 39 98 12 01" in page
    assert "Paul vient avec vous." in spaced(client_of(village.jeanne).get(SPACE).content.decode())


def test_a_car_that_is_only_asked_shows_no_number(village: Village, client_of):
    ride_together(village, is_agreed=False)
    assert "06 39 98 12 01" not in spaced(client_of(village.paul).get(SPACE).content.decode())


def test_the_next_exchange_shows_how_to_reach_the_other_only_when_both_said_so(village: Village, client_of):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=village.now)
    begun = answer_notice(notice=need, by=village.paul, words="Oui", at=village.now)
    on = village.now + timedelta(days=1)
    settle(exchange=begun, by=village.jeanne, begins_at=on, where="Sous le pont", at=village.now)
    accept(exchange=begun, by=village.paul, at=village.now)
    paul = client_of(village.paul)
    page = paul.get(SPACE).content.decode()
    assert "une échelle" in page
    assert "Sous le pont" in page
    assert "jeanne@exemple.fr" not in page
    for one in (village.jeanne, village.paul):
        show_address(exchange=Exchange.objects.for_page().get(), by=one, shows=True, at=village.now)
    freshness.bump()
    assert "jeanne@exemple.fr" in paul.get(SPACE).content.decode()


def test_an_agreed_car_enters_the_agenda_of_both_and_of_nobody_else(village: Village):
    ride_together(village)

    def agenda(member) -> list[str]:
        return [entry.title for entry in of_secret(SecretFeed(member=member), village.now)]

    assert "Voiture avec Jeanne : Café du canal" in spaced("\n".join(agenda(village.paul)))
    assert "Voiture avec Paul : Café du canal" in spaced("\n".join(agenda(village.jeanne)))
    assert not any("Voiture" in title for title in agenda(village.lea))
