"""Requests beyond the bounds: refused at the door, with a page that says what to do, after bounded work."""

import asyncio

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client

from parvis.kit.front import door, taking_in
from parvis.kit.front.taking_in import HELD_IN_MEMORY, Turned, take_in
from tests.kit.asgi_client import ask, scope_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asvs("2.4.1", "5.2.1", "15.2.2")]


@pytest.fixture
def front(monkeypatch):
    monkeypatch.setattr(door, "THREADS", 1)
    monkeypatch.setattr(door, "STREAMS", 1)
    one = door.Front(WSGIHandler())
    yield one
    one.threads.submit(connections.close_all).result()
    one.close()


@pytest.mark.parametrize(
    ("path", "headers", "status", "words"),
    [
        ("/" + "a" * 9_000, {}, 414, "trop longue"),
        ("/rencontres/?" + "a=b&" * 3_000, {}, 414, "trop longue"),
        ("/rencontres/", {"cookie": "x=" + "y" * 20_000}, 431, "navigateur"),
        ("/rencontres/?" + "a&" * 3_000, {}, 400, ""),
        ("/" + "../" * 1_000, {}, 404, ""),
        ("/rencontres/%00", {}, 404, ""),
    ],
)  # fmt: skip
def test_the_head_of_a_request_has_bounds(
    front, village, django_assert_max_num_queries, path, headers, status, words
):
    answer = asyncio.run(ask(front, "GET", path, headers))
    assert answer.status == status
    assert words in answer.text
    assert len(answer.text) < 20_000


def test_a_browser_that_carries_too_much_is_relieved_of_it(front, village):
    answer = asyncio.run(
        ask(front, "GET", "/rencontres/", {"cookie": "; ".join(f"a{n}={'y' * 1000}" for n in range(20))})
    )
    assert answer.status == 431
    assert len([line for line in answer.all("set-cookie") if "Max-Age=0" in line]) == 20


def test_a_body_that_stops_coming_is_let_go(front, village, monkeypatch):
    monkeypatch.setattr(taking_in, "STALLED_SECONDS", 0.01)
    answer = asyncio.run(slowly(front, [b"name=Sa"]))
    assert answer[0] == 408
    assert "trop de temps" in answer[1]


def test_a_body_that_trickles_is_let_go_even_if_it_never_stops(monkeypatch):
    monkeypatch.setattr(taking_in, "PATIENCE_SECONDS", 0.05)
    given = []

    async def receive():
        await asyncio.sleep(0.01)
        given.append(1)
        return {"type": "http.request", "body": b"x", "more_body": True}

    with pytest.raises(Turned) as turned:
        asyncio.run(take_in(scope_of("POST", "/"), Sink(), b"", receive))
    assert turned.value.status == 408
    assert len(given) < 20


def test_one_household_does_not_take_all_the_room_for_heavy_bodies(monkeypatch):
    async def send_all() -> list[int]:
        finish = asyncio.Event()

        async def one(peer: str) -> int:
            parts = [b"x" * (HELD_IN_MEMORY + 1), None]

            async def receive():
                part = parts.pop(0)
                if part is None:
                    await finish.wait()
                return {"type": "http.request", "body": part or b"", "more_body": part is not None}

            try:
                await take_in(scope_of("POST", "/", peer=peer), Sink(), b"", receive)
            except Turned as turned:
                return int(turned.status)
            return 200

        async def until(is_so):
            while not is_so():
                await asyncio.sleep(0)

        room = taking_in.MOST_HEAVY_OF_ONE
        greedy = [asyncio.create_task(one("203.0.113.1")) for _time in range(10)]
        await until(lambda: sum(task.done() for task in greedy) == 10 - room)
        other = asyncio.create_task(one("203.0.113.2"))
        await until(lambda: other.done() or taking_in._heavy.total() > room)
        finish.set()
        return [await task for task in [*greedy, other]]

    statuses = asyncio.run(asyncio.wait_for(send_all(), 40))
    assert statuses.count(503) == 10 - taking_in.MOST_HEAVY_OF_ONE
    assert statuses[-1] == 200
    assert not taking_in._heavy


@pytest.mark.parametrize("count", [2_001, 50_000])
def test_a_form_with_thousands_of_fields_is_refused(village, count):
    body = "&".join(f"f{number}=x" for number in range(count))
    answer = Client().post("/connexion/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 413}


def test_a_form_with_many_files_or_endless_parts_is_refused(village):
    part = '--x\r\nContent-Disposition: form-data; name="f{}"{}\r\n\r\nv\r\n'
    for more, count in (('; filename="a"', 21), ("", 2_001)):
        body = "".join(part.format(number, more) for number in range(count)) + "--x--\r\n"
        answer = Client().generic("POST", "/connexion/", body, "multipart/form-data; boundary=x")
        assert answer.status_code == 400
        assert "<h1>" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"), ("multipart/form-data; boundary=" + "x" * 500, b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: b\r\n" * 5_000 + b"\r\nv\r\n--x--"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="\xff'),
        ("application/x-www-form-urlencoded; charset=utf-7", b"address=+AAA-"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"address=x"), ("application/json", b"[" * 100_000),
        ("text/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), ("", b"\xff\xfe"),
    ],
)  # fmt: skip
def test_a_body_of_another_shape_is_answered(village, kind, body):
    browser = Client(raise_request_exception=False)
    for path in (
        "/connexion/",
        f"/rencontres/{village.cafe.pk}/inscription/",
        "/connexion/cle/entree/",
        "/affichage/",
    ):
        assert browser.generic("POST", path, body, kind).status_code < 500, path


class Sink:
    """A file that keeps nothing but its length."""

    length = 0

    def write(self, part: bytes) -> int:
        self.length += len(part)
        return len(part)

    def tell(self) -> int:
        return self.length


async def slowly(front, parts):
    """Send these parts, then nothing more, without leaving; the status and the page that come back."""
    sent = list(parts)
    answer = [0, ""]

    async def receive():
        if sent:
            return {"type": "http.request", "body": sent.pop(0), "more_body": True}
        await asyncio.sleep(60)

    async def send(message):
        answer[0] = message.get("status", answer[0])
        answer[1] += message.get("body", b"").decode()

    await front(scope_of("POST", "/connexion/"), receive, send)
    return answer
