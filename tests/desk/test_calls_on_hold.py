"""Two calls at once: the other line rings, one waits with all that was typed, one tap to come back."""

from datetime import timedelta

import pytest

from parvis.desk.holding_calls import KEPT_FOR, MOST, TooManyCalls, come_back, put_on_hold
from parvis.desk.models import OpenCall
from parvis.members.holdings.register import rules


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


def held(village, name="Rosa Diaz", **known):
    return put_on_hold(
        correspondent=village.monique, person=None, typed={"name": name}, at=village.now, **known
    )


def test_a_new_person_half_typed_waits_and_comes_back_whole(desk, village):
    desk.post("/permanence/en-attente/", {"name": "Rosa Diaz", "contact": "01 99 00 77", "agrees": "on"})
    call = OpenCall.objects.get()
    assert call.typed == {"name": "Rosa Diaz", "contact": "01 99 00 77"}  # the yes is asked for again
    page = desk.get("/permanence/").content.decode()
    assert "Rosa Diaz" in page
    assert "en attente depuis un instant" in page
    assert 'value="Rosa Diaz"' not in page
    assert desk.post(f"/permanence/en-attente/{call.pk}/reprise/")["Location"] == "/permanence/"
    page = desk.get("/permanence/").content.decode()
    assert 'value="Rosa Diaz"' in page
    assert 'value="01 99 00 77"' in page
    written = {"name": "Rosa Diaz", "contact": "01 99 00 77 01", "agrees": "on", "call": call.pk}
    assert desk.post("/permanence/personnes/", written).status_code == 302
    assert not OpenCall.objects.exists()


def test_a_message_half_typed_waits_beside_its_person(desk, village):
    odile = village.odile
    desk.post(f"/permanence/personnes/{odile.pk}/ouverture/", {"reason": "calling"})
    typed = {"person": odile.pk, "message-to": "desk", "message-words": "Elle apportera"}
    desk.post("/permanence/en-attente/", typed)
    call = OpenCall.objects.get()
    assert (call.person, call.correspondent) == (odile, village.monique)
    back = desk.post(f"/permanence/en-attente/{call.pk}/reprise/")["Location"]
    assert back == f"/permanence/personnes/{odile.pk}/"
    page = desk.get(back).content.decode()
    assert "Elle apportera</textarea>" in page
    done = {"message-to": "desk", "message-words": "Elle apportera des gaufres."}
    desk.post(f"/permanence/personnes/{odile.pk}/prendre/message/", done)
    assert not OpenCall.objects.exists()


def test_to_come_back_to_one_puts_the_other_on_hold(village):
    first, second = held(village), held(village, "Ali Sow")
    come_back(call=first, at=village.now)
    come_back(call=second, at=village.now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.held_at, second.held_at) == (village.now, None)


def test_two_taps_hold_one_call(village):
    assert held(village).pk == held(village).pk


def test_the_sixth_call_hears_why_not(village):
    for number in range(MOST):
        held(village, f"Personne {number}")
    with pytest.raises(TooManyCalls) as refusal:
        held(village, "Rosa Diaz")
    assert refusal.value.way_out.url == "/permanence/"


def test_another_correspondent_neither_sees_nor_takes_it(village, client_of):
    call = held(village)
    village.lucie.roles.create(kind="correspondent", since_on=village.now.date())
    other = client_of(village.lucie)
    assert "Rosa Diaz" not in other.get("/permanence/").content.decode()
    assert other.post(f"/permanence/en-attente/{call.pk}/reprise/").status_code == 404
    other.post(f"/permanence/en-attente/{call.pk}/fin/")
    assert OpenCall.objects.exists()


def test_it_is_forgotten_after_a_day_and_when_it_ends(village, desk):
    call = held(village)
    desk.post(f"/permanence/en-attente/{call.pk}/fin/")
    assert not OpenCall.objects.exists()
    held(village)
    rule = next(rule for rule in rules() if rule.name == "desk.calls")
    assert rule.apply(rule.before(village.now + KEPT_FOR - timedelta(minutes=1)), 10) == 0
    assert rule.apply(rule.before(village.now + KEPT_FOR), 10) == 1


def test_what_was_typed_is_bounded(desk, village):
    hostile = {f"field{n}": "x" * 9000 for n in range(50)} | {"person": "9" * 40, "call": "-1"}
    desk.post("/permanence/en-attente/", hostile)
    call = OpenCall.objects.get()
    assert len(call.typed) <= 8
    assert max(len(words) for words in call.typed.values()) <= 1000
    assert desk.post("/permanence/en-attente/", {"person": "99999"}).status_code == 404
