"""Odile has no device: she takes part in the coffee by telephone, from joining to the hour."""

from datetime import timedelta

import pytest
import time_machine

from parvis.courier.models import Dispatch
from parvis.members.models import JournalEntry, Mandate
from parvis.members.opening import Reason, open_details
from parvis.members.signing_in import give_code
from parvis.tables.coffee import jobs
from parvis.tables.coffee.joining import join
from parvis.tables.models import Coffee, CoffeeRing, CoffeeWish, Cup


@pytest.fixture
def ring(village, now):
    return CoffeeRing.objects.create(is_on=True, rhythm="week", opened_at=now)


def opened(village, client_of, at):
    open_details(member=village.odile, by=village.monique, reason=Reason.CALLING, at=at)
    return client_of(village.monique), f"/permanence/personnes/{village.odile.pk}/cafe/"


def test_she_joins_by_telephone_is_called_chooses_and_cannot_come(village, ring, now, client_of):
    desk, address = opened(village, client_of, now)
    assert "Participe" in desk.get(address).content.decode()
    desk.post(address, {"said": f"join-{ring.pk}"})
    assert CoffeeWish.objects.get().member == village.odile
    assert JournalEntry.objects.filter(
        member=village.odile, channel="telephone", subject="tables.coffee"
    ).exists()
    join(ring=ring, member=village.lea, at=now)
    join(ring=ring, member=village.paul, at=now)
    join(ring=ring, member=village.jeanne, at=now)
    monday = (now + timedelta(days=6)).replace(hour=8, minute=30)
    jobs.draw(at=monday)
    call = Dispatch.objects.get(person=village.odile.pk, purpose="tables.coffee_drawn")
    assert call.channel == "telephone"
    assert "1." in call.body
    with time_machine.travel(monday, tick=True):
        desk, address = opened(village, client_of, monday)
        cup = Cup.objects.get(member=village.odile)
        hour = cup.coffee.hours.first().begins_at
        desk.post(address, {"said": f"hour-{cup.pk}-{int(hour.timestamp())}"})
        assert Coffee.objects.get(pk=cup.coffee_id).begins_at == hour
        stale = desk.post(address, {"said": "hour-1-99"})
        assert stale.status_code == 422
        desk.post(address, {"said": f"no-{cup.pk}"})
        assert Coffee.objects.live().get().cups.held().count() == 3


def test_without_her_word_the_desk_asks_for_it(village, ring, now, client_of):
    Mandate.objects.filter(member=village.odile).delete()
    desk, address = opened(village, client_of, now)
    answer = desk.post(address, {"said": f"join-{ring.pk}"})
    assert answer.status_code >= 400
    assert not CoffeeWish.objects.exists()


def test_a_secret_circle_s_coffee_is_not_for_the_desk(village, now, client_of):
    ring = CoffeeRing.objects.create(is_on=True, rhythm="week", opened_at=now, circle=village.council)
    for person in (village.odile, village.lea, village.fatou):
        if person != village.fatou:
            person.memberships.create(circle=village.council, asked_at=now, accepted_at=now)
        join(ring=ring, member=person, at=now)
    monday = (now + timedelta(days=6)).replace(hour=8, minute=30)
    jobs.draw(at=monday)
    with time_machine.travel(monday, tick=True):
        desk, address = opened(village, client_of, monday)
        pages = desk.get(address).content.decode() + desk.get("/permanence/appels/").content.decode()
    assert "Surprise" not in pages
    assert "Fatou" not in desk.get(address).content.decode()
    assert "Un message attend cette personne" in pages


def test_at_the_kiosk_one_taps_oneself_and_no_number_is_shown(village, ring, now, client):
    for person in (village.odile, village.jeanne):
        join(ring=ring, member=person, at=now)
    CoffeeWish.objects.update(shows_telephone=True)
    monday = (now + timedelta(days=6)).replace(hour=8, minute=30)
    jobs.draw(at=monday)
    with time_machine.travel(monday, tick=True):
        digits = give_code(member=village.odile, by=village.monique, at=monday).spoken
        client.post("/borne/entrer/", {"card": village.odile.card_code, "digits": digits})
        page = client.get("/borne/moi/cafe/").content.decode()
        assert "Jeanne Martin" in page
        assert "98 12 01" not in page.replace("\xa0", " ")
        cup = Cup.objects.get(member=village.odile)
        hour = cup.coffee.hours.first().begins_at
        client.post("/borne/moi/cafe/", {"said": f"hour-{cup.pk}-{int(hour.timestamp())}"})
        assert client.post("/borne/moi/cafe/", {"said": "x"}).status_code == 422
    assert Coffee.objects.get().begins_at == hour
    assert not JournalEntry.objects.filter(subject="tables.coffee").exists()
