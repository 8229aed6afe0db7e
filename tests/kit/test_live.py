"""The live door: who listens hears at once; nothing heard twice, late or by a slow reader does harm."""

import asyncio
import contextlib
import json
from http import HTTPStatus

import pytest
from django.core.handlers.wsgi import WSGIHandler

from parvis.kit import live
from parvis.kit.front.door import Front
from parvis.kit.live import channels, doors, streams
from parvis.kit.live.channels import Bus, Word
from tests.kit.asgi_client import ask, scope_of

PAGE = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
SECONDS = 40  # all of them pass only where something is wrong


class Reader:
    """A page listening: takes what the stream gives, when it wants to."""

    def __init__(self, path="/essai/flux/", headers=PAGE, takes=lambda: asyncio.sleep(0)):
        self.said, self.status, self.is_whole = b"", 0, False
        self.left, self.takes = asyncio.Event(), takes
        self.scope = scope_of("GET", path, headers)

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        await self.takes()
        self.said += message["body"]
        self.is_whole = not message.get("more_body")

    @property
    def kinds(self):
        return [line[7:] for line in self.said.decode().splitlines() if line.startswith("event: ")]

    async def until(self, is_so):
        async with asyncio.timeout(SECONDS):
            while not is_so(self):
                await asyncio.sleep(0.005)


@pytest.fixture
def door(monkeypatch):
    """A front with one stream `/essai/flux/`, a bus of its own, and whether its reader may stay."""
    own = Bus()
    for module in (live, streams, channels):
        monkeypatch.setattr(module, "bus", own)
    monkeypatch.setattr(doors, "_doors", {})
    monkeypatch.setattr(streams, "IDLE_SECONDS", 0.05)
    own.rights = [True]

    async def may_stay():
        return own.rights[0]

    async def handle(knock):
        listener = own.listen("essai", knock.header("x-who"))
        await streams.stream(knock, listener, [Word("ask"), *own.last("essai")], may_stay)

    live.register_live("/essai/flux/", handle, "essai:stream")
    own.front = Front(WSGIHandler())
    yield own
    own.front.close()


def during(door, *readers):
    """Readers at the door for a while."""

    @contextlib.asynccontextmanager
    async def opened():
        door.attach()
        made = [Reader(**options) for options in readers]
        tasks = [asyncio.create_task(door.front(one.scope, one.receive, one.send)) for one in made]
        for one in made:
            await one.until(lambda one: one.said)
        yield made
        for one in made:
            one.left.set()
        async with asyncio.timeout(SECONDS):
            await asyncio.gather(*tasks)

    return opened()


def word(number, who="2", **options):
    return Word("step", json.dumps({"n": number}), who, number, **options)


def test_who_listens_hears_and_the_first_word_is_ask_again(door):
    async def story():
        async with during(door, {}, {}) as (one, two):
            door.publish("essai", word(1))
            for reader in (one, two):
                await reader.until(lambda reader: reader.kinds == ["ask", "step"])
            assert one.said.startswith(b"retry: 2000\n\nevent: ask\ndata: \n\n")
            await one.until(lambda reader: b"\n:\n\n" in reader.said)  # a comment while nothing is said
        assert door.open == 0

    asyncio.run(story())


def test_from_another_thread_it_is_heard_too(door):
    async def story():
        async with during(door, {}) as (one,):
            await asyncio.to_thread(door.publish, "essai", Word("ask"))
            await one.until(lambda reader: reader.kinds == ["ask", "ask"])

    asyncio.run(story())


def test_duplicates_late_words_and_ones_own_are_not_said(door):
    async def story():
        async with during(door, {}, {"headers": {**PAGE, "x-who": "2"}}) as (one, itself):
            for number in (5, 5, 4, 6):
                door.publish("essai", word(number))
            await one.until(lambda reader: b'"n": 6' in reader.said)
            assert one.kinds == ["ask", "step", "step"]
            assert itself.kinds == ["ask"]

    asyncio.run(story())


def test_who_joins_hears_the_last_word_of_each_that_lasts(door):
    async def story():
        door.attach()
        for event in (word(1), word(2), word(3, lasts=False), word(7, "3")):
            door.publish("essai", event)
        await asyncio.sleep(0)
        async with during(door, {"headers": {**PAGE, "last-event-id": "1"}}) as (one,):
            assert one.kinds == ["ask", "step", "step"]
            assert b'"n": 2' in one.said
            assert b'"n": 7' in one.said

    asyncio.run(story())


def test_a_slow_reader_is_let_go_and_holds_up_nobody(door, monkeypatch):
    monkeypatch.setattr(streams, "SLOW_SECONDS", 0.2)

    async def story():
        is_slow = asyncio.Event()

        async def takes():
            if is_slow.is_set():
                await asyncio.sleep(3600)

        async with during(door, {"takes": takes}, {}) as (slow, quick):
            is_slow.set()
            for number in range(100):
                door.publish("essai", word(number))
                await quick.until(lambda reader, number=number: len(reader.kinds) == number + 2)
            async with asyncio.timeout(SECONDS):
                while door.open > 1:
                    await asyncio.sleep(0.01)
            assert len(slow.kinds) == 1

    asyncio.run(story())


def test_rights_that_end_end_the_stream_on_news_and_by_the_clock(door, monkeypatch):
    async def story():
        async with during(door, {}) as (one,):
            door.rights[0] = False
            door.publish("essai", Word("ask"))
            await one.until(lambda reader: reader.is_whole)
            assert one.kinds == ["ask", "over"]
        door.rights[0] = True
        monkeypatch.setattr(streams, "CHECK_SECONDS", 0.1)
        async with during(door, {}) as (two,):
            door.rights[0] = False
            await two.until(lambda reader: reader.is_whole)

    asyncio.run(story())


def test_when_the_others_fall_silent_streams_end_and_none_may_open(door):
    async def story():
        async with during(door, {}) as (one,):
            await asyncio.to_thread(door.cut)
            await one.until(lambda reader: reader.is_whole)
            assert not door.has_room
            door.mend()
            assert door.has_room

    asyncio.run(story())


def test_no_more_channels_than_there_is_room_for(door, monkeypatch):
    monkeypatch.setattr(channels, "MOST_CHANNELS", 10)

    async def story():
        door.attach()
        held = door.listen("held", "")
        for number in range(50):
            door.publish(f"channel {number}", word(1))
        await asyncio.sleep(0)
        assert len(door.channels) <= 14
        assert door.listeners("held") == [held]
        for number in range(100):
            door.publish("held", word(1, str(number)))
        await asyncio.sleep(0)
        assert len(door.last("held")) == channels.MOST_KEYS

    asyncio.run(story())


@pytest.mark.parametrize(
    ("headers", "is_from_here"),
    [
        (PAGE, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://localhost"}, True),
        ({"referer": "http://localhost/rencontres/"}, True),
        ({}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://ailleurs.example"}, False),
        ({"origin": "http://localhost.ailleurs.example", "sec-fetch-site": "same-origin"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://[bad"}, False),
    ],
)
def test_only_our_own_pages_are_from_here(headers, is_from_here):
    knock = live.Knock(scope_of("POST", "/essai/pas/", headers), None, None, "http")
    assert knock.is_from_here is is_from_here


def test_a_body_too_heavy_is_turned_away(door):
    async def handle(knock):
        try:
            await knock.answer(HTTPStatus.OK, await knock.body(10))
        except doors.Turned as turned:
            await knock.answer(turned.status)

    live.register_live("/essai/pas/", handle, "essai:steps")

    async def story():
        door.attach()
        light = await ask(door.front, "POST", "/essai/pas/", PAGE, b"0123456789")
        heavy = await ask(door.front, "POST", "/essai/pas/", PAGE, [b"0123456789", b"a"])
        assert (light.status, light.body, heavy.status) == (200, b"0123456789", 413)
        assert light["cache-control"] == "no-store"
        assert light["x-request-id"]

    asyncio.run(story())


def test_a_word_is_always_one_line():
    assert Word("step", "a\n\nevent: over\rdata: b").frame.count(b"\n") == 3
