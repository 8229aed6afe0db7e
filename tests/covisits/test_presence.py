"""« Paul n’est plus devant l’écran »: said after a while without a sign, never of who has no script, never kept."""

import asyncio
from types import SimpleNamespace

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from parvis.covisits import choosing, visiting
from parvis.covisits.choosing import Coming
from parvis.covisits.live import doors, presence
from parvis.covisits.live.channels import channel_of
from parvis.covisits.live.presence import LIVE_SILENCE, PAGE_SILENCE, away_from
from parvis.covisits.models import Choice, ChoiceAnswer
from parvis.kit import live
from parvis.kit.live import channels, streams
from tests.covisits.company import begin as begin_visit
from tests.covisits.company import carry
from tests.covisits.test_live import begin, front, left, opened, step  # noqa: F401
from tests.kit.asgi_client import ask
from tests.village import Village

CHOICE, VISIT, BAR = (reverse(f"covisits:{name}") for name in ("choice", "visit", "bar"))
AWAY = "n’est plus devant l’écran"


class Clock:
    """Seconds that pass when told to."""

    def __init__(self):
        self.seconds = 1000.0

    def monotonic(self):
        return self.seconds


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    for module in (channels, presence):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=made.monotonic))
    return made


@pytest.fixture
def bus(monkeypatch, clock):
    """A bus that delivers at once, without a loop."""
    own = channels.Bus()
    monkeypatch.setattr(own, "_in_loop", lambda act, *words: act(*words))
    for module in (live, channels, streams):
        monkeypatch.setattr(module, "bus", own)
    return own


def sign(bus, visitor, *, is_live=True):
    bus.sign(channel_of(visitor.co_visit_id), str(visitor.pk), is_live=is_live)


def test_who_closes_the_tab_is_away_after_a_while_and_back_at_once(front, clock, monkeypatch):  # noqa: F811
    monkeypatch.setattr(streams, "IDLE_SECONDS", 0.02)
    rosa, paul = begin()

    async def story():
        reader, his = await opened(front, rosa), await opened(front, paul)
        await left(his)
        clock.seconds += LIVE_SILENCE - 1
        assert await step(front, rosa, 1) == 204
        assert away_from(rosa.co_visit_id) == frozenset()
        clock.seconds += 2
        await reader.until(lambda one: one.kinds == ["ask", "ask"])
        assert away_from(rosa.co_visit_id) == {paul.pk}
        back = await opened(front, paul)
        await reader.until(lambda one: one.kinds == ["ask", "ask", "ask"])
        assert away_from(rosa.co_visit_id) == frozenset()
        assert b"sign" not in reader.said  # heard by no page
        await left(reader, back)

    asyncio.run(story())


def test_a_page_that_asks_now_and_again_is_a_sign_too(front, clock):  # noqa: F811
    rosa, paul = begin()

    async def story():
        for _turn in range(3):
            assert (await ask(front, "GET", doors.STEPS, {"cookie": doors_cookie(paul)})).status == 200
            await asyncio.sleep(0)
            assert await step(front, rosa, int(clock.seconds)) == 204
            await asyncio.sleep(0)
            clock.seconds += LIVE_SILENCE - 1
            assert away_from(rosa.co_visit_id) == frozenset()
        await asyncio.to_thread(connections.close_all)

    asyncio.run(story())


def doors_cookie(visitor):
    from_client = carry(SimpleNamespace(cookies={}), visitor)
    return f"visite={from_client.cookies['visite']}"


def test_who_has_no_script_is_there_while_they_ask_for_pages(bus, clock, village: Village, client):
    rosa, paul = begin_visit(None, timezone.now(), "Paul")
    assert away_from(rosa.co_visit_id) == frozenset()  # of whom nothing is known, nothing is said
    carry(client, paul).get("/rencontres/")
    clock.seconds += PAGE_SILENCE - 1
    assert away_from(rosa.co_visit_id) == frozenset()
    client.get("/histoires/")
    clock.seconds += PAGE_SILENCE - 1
    client.get(BAR, headers={"Sec-Fetch-Dest": "empty"})  # a script asks: nobody
    assert away_from(rosa.co_visit_id) == frozenset()
    clock.seconds += 2
    assert away_from(rosa.co_visit_id) == {paul.pk}


def test_while_the_other_processes_are_silent_nobody_is_called_away(bus, clock):
    (rosa,) = [SimpleNamespace(co_visit_id=1, pk=7)]
    sign(bus, rosa)
    clock.seconds += LIVE_SILENCE + 1
    assert away_from(1) == {7}
    bus.cut()
    assert away_from(1) == frozenset()
    bus.mend()
    assert away_from(1) == frozenset()
    clock.seconds += LIVE_SILENCE + 1
    assert away_from(1) == {7}


def test_signs_of_many_take_no_more_room_and_few_words(bus, clock, monkeypatch):
    said = []
    bus.carry = lambda channel, word: said.append(word)
    for pk in range(500):
        bus.sign("covisits.1", str(pk), is_live=True)
        bus.sign("covisits.1", str(pk), is_live=True)
    assert len(bus.signs("covisits.1")) == channels.MOST_KEYS
    assert len(said) == 500


@pytest.fixture
def three(bus, clock, village: Village, client_of):
    """Jeanne, signed in, with Rosa and Paul; Paul closed his tab a while ago."""
    jeanne, rosa, paul = begin_visit(village.jeanne, timezone.now(), "Rosa", "Paul")
    sign(bus, paul)
    clock.seconds += LIVE_SILENCE + 1
    for visitor in (jeanne, rosa):
        sign(bus, visitor)
    return carry(client_of(village.jeanne), jeanne), jeanne, rosa, paul


def test_the_others_read_it_on_their_pages_and_one_goes_on_without(three, village: Village):
    hers, jeanne, rosa, paul = three
    assert f"Paul {AWAY}." in hers.get("/histoires/").content.decode()
    assert "plus devant l’écran" in hers.get(VISIT).content.decode()
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=timezone.now())
    page = hers.get(CHOICE).content.decode()
    assert "Continuer sans Paul" in page  # before one has answered, too
    assert "Rosa, Paul" not in page
    choosing.answer(visitor=rosa, choice=choice, coming=None, at=timezone.now())
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=timezone.now())
    assert "Continuer sans Paul" in hers.get("/histoires/").content.decode()  # at once, from any page
    answer = hers.post(reverse("covisits:go_without"), {"choice": choice.pk, "who": [paul.pk]})
    assert answer["Location"] == CHOICE
    assert Choice.objects.get().state == Choice.State.DONE


def test_nobody_is_left_behind_whom_the_button_did_not_name(three, village: Village):
    hers, jeanne, rosa, paul = three
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=timezone.now())
    choosing.answer(visitor=jeanne, choice=choice, coming=Coming(member=village.jeanne), at=timezone.now())
    choosing.answer(visitor=rosa, choice=choice, coming=None, at=timezone.now())
    lea = visiting.join(co_visit=jeanne.co_visit, first_name="Léa", member=None, at=timezone.now())
    for who in ([paul.pk], ["x", "", "9" * 30, "-1", jeanne.pk], []):
        hers.post(reverse("covisits:go_without"), {"choice": choice.pk, "who": who})
    assert not ChoiceAnswer.objects.filter(visitor=lea).exists()
    assert Choice.objects.get().state == Choice.State.ASKED


def test_the_bar_is_asked_again_when_somebody_goes_or_comes_back(three, bus):
    hers, _jeanne, _rosa, paul = three
    mark = hers.get(BAR)["ETag"]
    assert hers.get(BAR, headers={"If-None-Match": mark}).status_code == 304
    sign(bus, paul)
    back = hers.get(BAR, headers={"If-None-Match": mark})
    assert back.status_code == 200
    assert AWAY not in back.content.decode().split("<template")[0]
