"""A place given back from a backup says nothing before somebody has looked."""

from datetime import timedelta

import pytest

from parvis.chronicle.models import Deed
from parvis.courier import calling, delivering
from parvis.courier.dispatching import dispatch
from parvis.courier.holding_back import drop_held, hold_back, how_many_held, let_go, live_hold
from parvis.courier.models import Dispatch, Hold
from tests.village import Village

REMINDER, ANSWER = "meetings.reminder", "members.sign_in"


@pytest.fixture
def write(village: Village):
    """`write("meetings.reminder")`: words to Jeanne, meant for now."""

    def one(purpose: str, channel: str = "mail") -> Dispatch:
        address = "jeanne@exemple.fr" if channel == "mail" else "+33639981201"
        return dispatch(
            channel=channel,
            purpose=purpose,
            address=address,
            title="Demain",
            body="À demain.",
            at=village.now,
        )

    return one


def states() -> list[str]:
    return list(Dispatch.objects.order_by("pk").values_list("state", flat=True))


def test_what_waited_is_held_on_every_channel(village, write):
    write(REMINDER)
    write(REMINDER, "telephone")
    hold_back(reason="rendu", at=village.now)
    later = village.now + timedelta(days=3)
    assert states() == ["held", "held"]
    assert delivering.deliver_due(later) == 0
    assert not calling.calls_due(later).exists()


def test_what_is_written_meanwhile_is_held_too_but_answers_leave(village, write):
    hold_back(reason="rendu", at=village.now)
    reminder, answer = write(REMINDER), write(ANSWER)
    assert (reminder.state, answer.state) == ("held", "waiting")
    assert how_many_held() == 1


def test_let_go_and_each_waits_its_turn_again(village, write):
    write(REMINDER)
    hold_back(reason="rendu", at=village.now)
    assert let_go(at=village.now) == 1
    assert states() == ["waiting"]
    assert live_hold() is None
    assert write(REMINDER).state == "waiting"


def test_dropped_is_never_sent_and_the_new_ones_leave(village, write):
    write(REMINDER)
    hold_back(reason="rendu", at=village.now)
    assert drop_held(at=village.now) == 1
    assert states() == ["dropped"]
    assert write(REMINDER).state == "waiting"


def test_holding_twice_is_holding_once(village):
    first = hold_back(reason="rendu", at=village.now)
    assert hold_back(reason="encore", at=village.now) == first
    assert Hold.objects.count() == 1


def test_the_administrator_sees_how_many_wait_and_lets_them_go(village, write, client_of):
    write(REMINDER)
    hold_back(reason="Rendu de la sauvegarde du 21/11/2026.", at=village.now)
    browser = client_of(village.fatou)
    assert "Le courrier est retenu" in browser.get("/coulisses/").text
    shown = browser.get("/coulisses/courrier-retenu/").text
    assert "1 message attend." in shown
    assert "Rendu de la sauvegarde du 21/11/2026." in shown
    browser.post("/coulisses/courrier-retenu/depart/")
    assert states() == ["waiting"]
    assert Deed.objects.get(verb="console.mail_let_go").person == village.fatou.pk
    assert "Aucun courrier n’est retenu." in browser.get("/coulisses/courrier-retenu/").text


def test_the_administrator_drops_them(village, write, client_of):
    write(REMINDER)
    hold_back(reason="rendu", at=village.now)
    client_of(village.fatou).post("/coulisses/courrier-retenu/abandon/")
    assert states() == ["dropped"]


def test_others_do_not_decide(village, write, client_of):
    write(REMINDER)
    hold_back(reason="rendu", at=village.now)
    assert client_of(village.karim).post("/coulisses/courrier-retenu/depart/").status_code in (403, 404)
    assert states() == ["held"]
