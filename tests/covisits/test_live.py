"""Following one another: steps reach the others at once, and nothing but steps; who may not is let out."""

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.urls import get_resolver
from django.utils import timezone

from parvis.covisits.live import checking, doors
from parvis.covisits.live.sharing import SHARED, may_be_shared
from parvis.covisits.live.steps import NotAStep, read_step
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.passes import write_pass
from parvis.kit import limiting, live
from parvis.kit.front.door import Front
from parvis.kit.live import channels, streams
from parvis.members.suspending import suspend
from tests.kit.asgi_client import ask
from tests.kit.test_live import SECONDS, Reader

HERE = {"origin": "http://localhost", "sec-fetch-site": "same-origin", "content-type": "application/json"}


@pytest.fixture
def front(monkeypatch, transactional_db):
    own = channels.Bus()
    for module in (live, streams, channels):
        monkeypatch.setattr(module, "bus", own)
    monkeypatch.setattr(checking, "checker", checking.Checker())
    monkeypatch.setattr(doors, "checker", checking.checker)
    made = Front(WSGIHandler())
    yield made
    checking.checker._thread.shutdown()
    made.close()


def begin(names=("Rosa", "Paul"), lasts=timedelta(hours=2)):
    """A visit, and its visitors."""
    now = timezone.now()
    visit = CoVisit.objects.create(code_until_at=now + lasts, begun_at=now, ends_at=now + lasts)
    rows = [
        Visitor(co_visit=visit, number=number, first_name=name, joined_at=now)
        for number, name in enumerate(names, 1)
    ]
    return Visitor.objects.bulk_create(rows)


class _Jar:
    def set_cookie(self, name, value, **options):
        self.cookie = f"{name}={value}"


def cookie_of(visitor):
    return write_pass(_Jar(), visitor).cookie


def headers_of(visitor, **more):
    return {**HERE, "cookie": cookie_of(visitor), **more}


async def opened(front, visitor, **more):
    reader = Reader(doors.STREAM, headers_of(visitor, **more))
    reader.task = asyncio.create_task(front(reader.scope, reader.receive, reader.send))
    await reader.until(lambda one: one.said or one.status not in {0, 200})
    return reader


async def left(*readers):
    for reader in readers:
        reader.left.set()
    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*[reader.task for reader in readers])


async def step(front, visitor, number, path="/rencontres/", kind="page", headers=None, **more):
    said = {"n": number, "kind": kind, "path": path, **more}
    answer = await ask(front, "POST", doors.STEPS, headers or headers_of(visitor), json.dumps(said).encode())
    return answer.status


def steps_of(reader):
    lines = [line[6:] for line in reader.said.decode().splitlines() if line.startswith("data: {")]
    return [json.loads(line) for line in lines]


class TestSteps:
    @pytest.mark.parametrize("path", ["/", "/rencontres/", "/rencontres/12/", "/histoires/3/", "/charte/"])
    def test_pages_of_the_place_may_be_followed(self, path):
        assert may_be_shared(path)

    @pytest.mark.parametrize(
        "path",
        [
            "/mon-espace/", "/permanence/", "/coulisses/", "/connexion/", "/cafe/p/abc/", "/mur/abc/",
            "/recherche/?q=divorce", "/rencontres/?page=2", "//ailleurs.example/", "https://ailleurs.example/",
            "javascript:alert(1)", "/rencontres/../mon-espace/", "/rencontres/\n", "", "rencontres/", "/\0",
            "/echanges/3/", "/rencontres/3/salle/", "/" + "a" * 300, "/rencontres/12/#x", "\\\\ailleurs",
        ],
    )  # fmt: skip
    def test_nothing_else_may(self, path):
        assert not may_be_shared(path)

    def test_the_list_names_pages_that_exist_and_nothing_personal(self):
        names = {f"{space}:{name}" for space, (_, one) in get_resolver().namespace_dict.items()
                 for name in one.reverse_dict if isinstance(name, str)}  # fmt: skip
        assert SHARED - names <= {"covisits:visit"}
        assert not any(name.split(":")[0] in {"desk", "console", "kiosk", "courier"} for name in SHARED)

    @pytest.mark.parametrize(
        "raw",
        [
            b"", b"[]", b"{", b"null", b"[" * 2000, b'{"n":1}', b'{"n":true,"kind":"page","path":"/"}',
            b'{"n":1.5,"kind":"page","path":"/"}', b'{"n":-1,"kind":"page","path":"/"}',
            b'{"n":99999999999999999999,"kind":"page","path":"/"}', b'{"n":1,"kind":"type","path":"/"}',
            b'{"n":1,"kind":"page","path":"/mon-espace/"}', b'{"n":1,"kind":"page","path":["/"]}',
            b'{"n":1,"kind":"view","path":"/","at":"<b>"}', b'{"n":1,"kind":"view","path":"/","at":3}',
            b'{"n":1,"kind":"view","path":"/","at":"#a #b #c #d"}', b"\xff\xfe", b'{"n":1,"kind":["page"]}',
            b'{"n":1,"kind":"view","path":"/","at":"#a <b>"}', b'{"n":1,"kind":"view","path":"/","at":"h2:1/2 "}',
            b'{"n":1,"kind":"page","path":"/","by":9}', b'{"n":1,"kind":"page","path":"/","by":true}',
        ],
    )  # fmt: skip
    def test_what_is_no_step_is_refused(self, raw):
        with pytest.raises(NotAStep):
            read_step(raw)

    def test_a_link_the_others_may_not_be_told_of_is_left_out(self):
        raw = b'{"n":7,"kind":"view","path":"/","at":"@/mon-espace/ @/rencontres/3/ h2:1/3"}'
        assert read_step(raw).place == "@/rencontres/3/ h2:1/3"

    def test_a_step_carries_nothing_more(self):
        raw = b'{"n":7,"kind":"point","path":"/","at":"h2:1/3","led":1,"name":"Rosa","typed":"secret"}'
        said = json.loads(read_step(raw).data(2, "7f"))
        assert said == {
            "who": 2,
            "n": 7,
            "kind": "point",
            "path": "/",
            "at": "h2:1/3",
            "led": False,
            "by": 0,
            "dev": "7f",
        }
        assert read_step(b'{"n":7,"kind":"apart","path":"/mon-espace/"}').path == ""


class TestFollowing:
    def test_a_step_reaches_the_others_of_the_visit_and_nobody_else(self, front):
        rosa, paul = begin()
        (stranger,) = begin(["Jeanne"])

        async def story():
            readers = [await opened(front, one) for one in (rosa, paul, stranger)]
            assert await step(front, rosa, 5, led=True) == 204
            await readers[1].until(lambda one: len(one.kinds) == 2)
            assert steps_of(readers[1]) == [
                {
                    "who": 1,
                    "n": 5,
                    "kind": "page",
                    "path": "/rencontres/",
                    "at": "",
                    "led": True,
                    "by": 0,
                    "dev": "",
                }
            ]
            assert readers[0].kinds == readers[2].kinds == ["ask"]
            assert b"Rosa" not in readers[1].said
            await left(*readers)

        asyncio.run(story())

    def test_nothing_is_written_down(self, front, capsys):
        rosa, _ = begin()

        async def story():
            await step(front, rosa, 1)  # the database is looked at once
            with connection.execute_wrapper(_no_writing):
                for number in range(2, 12):
                    assert await step(front, rosa, number, path="/rencontres/12/") == 204

        asyncio.run(story())
        said = capsys.readouterr()
        assert "/rencontres/12/" not in said.out + said.err

    def test_who_comes_back_finds_where_the_others_are_and_a_duplicate_does_no_harm(self, front):
        rosa, paul = begin()

        async def story():
            for number in (3, 4, 4, 2):
                await step(front, rosa, number, path=f"/rencontres/{number}/")
            reader = await opened(front, paul, **{"last-event-id": "2"})
            assert reader.kinds == ["ask", "step"]
            assert steps_of(reader)[0]["path"] == "/rencontres/4/"
            asked = await ask(front, "GET", doors.STEPS, headers_of(paul))
            assert [one["n"] for one in json.loads(asked.body)] == [4]
            await step(front, rosa, 5, kind="point", at="h2:1/2")  # shown once, never again
            await reader.until(lambda one: len(one.kinds) == 3)
            again = await opened(front, paul)
            assert [one["n"] for one in steps_of(again)] == [4]
            await left(reader, again)

        asyncio.run(story())

    def test_two_browsers_of_one_visitor_are_both_heard_whatever_their_clocks(self, front):
        rosa, paul = begin()
        devices = []
        for device in ("1a2b3c4d", "5e6f7a8b"):
            rosa.come_by(device)
            devices.append(headers_of(rosa))
        rosa.save()

        async def story():
            reader = await opened(front, paul)
            assert await step(front, rosa, 9000, headers=devices[0]) == 204
            assert await step(front, rosa, 5, headers=devices[1]) == 204  # its clock is late
            await reader.until(lambda one: len(one.kinds) == 3)
            assert [(one["n"], one["dev"]) for one in steps_of(reader)] == [(9000, "1a"), (5, "5e")]
            pages = [await opened(front, rosa) for _ in range(2)]
            rosa.device = "1a2b3c4d"
            pages.append(await opened(front, rosa))
            assert not any(page.is_whole for page in pages)  # the telephone lets the desktop listen
            await left(reader, *pages)

        asyncio.run(story())

    def test_news_of_the_visit_says_ask_again(self, front):
        rosa, _ = begin()

        async def story():
            reader = await opened(front, rosa)
            live.publish(f"covisits.{rosa.co_visit_id}", live.Word("ask"))
            await reader.until(lambda one: one.kinds == ["ask", "ask"])
            await left(reader)

        asyncio.run(story())

    @pytest.mark.parametrize("ends", ["left", "visit", "gone", "suspended", "closed"])
    def test_who_may_not_any_more_is_let_out_at_the_next_news(self, front, ends, village):
        _, paul = begin()
        if ends in {"gone", "suspended"}:
            Visitor.objects.filter(pk=paul.pk).update(member=village.jeanne)

        def end():
            now = timezone.now()
            if ends == "left":
                Visitor.objects.filter(pk=paul.pk).update(left_at=now)
            elif ends == "visit":
                CoVisit.objects.update(ended_at=now)
            elif ends == "suspended":
                suspend(member=village.jeanne, by=village.fatou, reason="x", at=now)
            elif ends == "closed":  # the place, to all but its members
                type(village.community).objects.update(is_open=False)
            else:
                type(village.jeanne).objects.filter(pk=village.jeanne.pk).update(left_at=now)
            connections.close_all()

        async def story():
            reader = await opened(front, paul)
            await step(front, paul, 1)
            await asyncio.to_thread(end)
            live.publish(f"covisits.{paul.co_visit_id}", live.Word("ask"))
            await reader.until(lambda one: one.is_whole)
            assert reader.kinds == ["ask", "over"]
            assert live.bus.last(f"covisits.{paul.co_visit_id}") == []
            assert await step(front, paul, 2) == 410
            assert (await opened(front, paul)).status == 410

        asyncio.run(story())

    def test_who_leaves_while_their_page_opens_is_told_nothing_more(self, front, monkeypatch):
        _, paul = begin()
        genuine = checking._look

        def look(passes):
            found = genuine(passes)  # here, it says; and then they leave
            monkeypatch.setattr(checking, "_look", genuine)
            Visitor.objects.filter(pk=paul.pk).update(left_at=timezone.now())
            connections.close_all()
            live.publish(f"covisits.{paul.co_visit_id}", live.Word("ask"))
            return found

        monkeypatch.setattr(checking, "_look", look)

        async def story():
            assert (await opened(front, paul)).status == 410

        asyncio.run(story())


class TestAtTheDoor:
    def test_only_our_pages_with_a_pass_of_ours_may_step(self, front):
        rosa, _ = begin()
        mine = headers_of(rosa)
        forged = {**mine, "cookie": cookie_of(rosa)[:-1] + ("A" if cookie_of(rosa)[-1] != "A" else "B")}

        async def story():
            for headers in (
                {name: value for name, value in mine.items() if name != "cookie"},
                forged,
                {**mine, "cookie": "visite=" + "9" * 5000},
                {**mine, "sec-fetch-site": "cross-site"},
                {**mine, "origin": "https://ailleurs.example"},
                {"cookie": mine["cookie"], "content-type": "application/json"},
            ):
                assert await step(front, rosa, 1, headers=headers) == 403
            assert await step(front, rosa, 1, headers={**mine, "content-type": "text/plain"}) == 415
            heavy = await ask(front, "POST", doors.STEPS, mine, b"x" * 2049)
            assert heavy.status == 413
            assert (await ask(front, "PUT", doors.STEPS, mine)).status == 405
            other = await ask(front, "GET", doors.STREAM, {**mine, "sec-fetch-site": "cross-site"})
            assert other.status == 403
            assert other["cross-origin-resource-policy"] == "same-origin"

        asyncio.run(story())

    def test_a_pass_opens_its_own_visit_and_no_other(self, front):
        rosa, _ = begin()
        (stranger,) = begin(["Jeanne"])
        stranger.co_visit_id = rosa.co_visit_id  # signed by us, of a visit this visitor never was in

        async def story():
            assert await step(front, stranger, 1) == 410
            assert (await opened(front, stranger)).status == 410
            assert live.bus.last(f"covisits.{rosa.co_visit_id}") == []

        asyncio.run(story())

    def test_steps_and_streams_of_one_are_bounded(self, front, monkeypatch):
        rosa, paul = begin()
        monkeypatch.setattr(limiting, "time", SimpleNamespace(time=lambda: 1000.0))  # all in one moment

        async def story():
            answers = [await step(front, rosa, number) for number in range(1, 60)]
            assert answers[:30] == [204] * 30
            assert answers[-1] == 429
            assert await step(front, paul, 1) == 204
            pages = [await opened(front, paul) for _ in range(4)]
            await pages[1].until(lambda one: one.is_whole)
            assert [page.kinds[-1] for page in pages] == ["elsewhere", "elsewhere", "step", "step"]
            await left(*pages)

        asyncio.run(story())

    def test_many_who_open_at_once_cost_few_queries(self, front, monkeypatch):
        visitors = begin([f"Ami {number}" for number in range(1, 9)])
        asked = []
        genuine = checking._look
        monkeypatch.setattr(checking, "_look", lambda passes: asked.append(len(passes)) or genuine(passes))

        async def story():
            readers = await asyncio.gather(*[opened(front, one) for one in visitors])
            await left(*readers)

        asyncio.run(story())
        assert sum(asked) == 8
        assert len(asked) <= 3

    def test_when_the_database_is_away_pages_stay_and_none_opens(self, front, monkeypatch):
        rosa, _ = begin()

        async def story():
            reader = await opened(front, rosa)

            def away(passes):
                raise RuntimeError  # whatever went wrong: nobody waits for ever

            monkeypatch.setattr(checking, "_look", away)
            live.publish(f"covisits.{rosa.co_visit_id}", live.Word("ask"))
            await reader.until(lambda one: one.kinds == ["ask", "ask"])
            assert (await opened(front, rosa)).status == 503
            await left(reader)

        asyncio.run(story())

    def test_while_the_other_processes_are_silent_none_opens(self, front):
        rosa, _ = begin()

        async def story():
            reader = await opened(front, rosa)
            await asyncio.to_thread(live.bus.cut)
            await reader.until(lambda one: one.is_whole)
            assert (await opened(front, rosa)).status == 503
            live.bus.mend()
            back = await opened(front, rosa)
            assert back.kinds == ["ask"]
            await left(back)

        asyncio.run(story())


def _no_writing(execute, sql, params, many, context):
    raise AssertionError(sql)
