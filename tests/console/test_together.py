"""The line of one process to the others, through Redis; without it, the second is refused."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis as library

from config.holding import Held, Hold
from parvis.kit import freshness, limiting, live
from parvis.kit.neighbours import Neighbours, NotThere
from tests.console.together import SECONDS, ThrowAwayRedis, eventually, needs_redis, redis
from tests.ports import free_port
from tests.settings import DATABASE_KIND

HOUR = timedelta(hours=1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThrowAwayRedis]:
    with redis(tmp_path) as running:
        yield running


@pytest.fixture
def neighbours(server: ThrowAwayRedis) -> Iterator[Neighbours]:
    """This process, in line with the others."""
    line = Neighbours(server.url)
    line.start()
    assert eventually(lambda: freshness.version() == freshness.version())
    yield line
    line.stop()


@needs_redis
class TestOneLine:
    def test_what_another_writes_makes_our_memory_worthless(
        self, neighbours: Neighbours, server: ThrowAwayRedis
    ) -> None:
        other = Neighbours(server.url)
        before = freshness.version()
        other.tell(["meetings_meeting"])
        assert eventually(lambda: freshness.version() != before)
        other.client.close()

    def test_our_own_words_do_not_come_back_to_us(self, neighbours: Neighbours) -> None:
        freshness.bump("meetings_meeting")
        after = freshness.version()
        time.sleep(0.2)
        assert freshness.version() == after

    def test_another_table_leaves_what_stands_elsewhere(
        self, neighbours: Neighbours, server: ThrowAwayRedis
    ) -> None:
        other, asked = Neighbours(server.url), []
        tables = frozenset({"community_community"})
        look = lambda: freshness.cached("together", lambda: asked.append(1), tables=tables)  # noqa: E731
        look()
        before = freshness.version()
        other.tell(["wiki_story"])
        assert eventually(lambda: freshness.version() != before)
        look()
        assert len(asked) == 1
        other.tell(["community_community"])
        assert eventually(lambda: look() is None and len(asked) == 2)
        other.client.close()

    def test_limits_are_counted_together_and_never_twice(
        self, neighbours: Neighbours, server: ThrowAwayRedis
    ) -> None:
        other = Neighbours(server.url)
        counted: list[bool | None] = []

        def try_often() -> None:
            counted.extend(
                other.count("code", HOUR.total_seconds() / 20, HOUR.total_seconds()) for _ in range(20)
            )

        threads = [threading.Thread(target=try_often) for _ in range(3)]
        for thread in threads:
            thread.start()
        mine = sum(limiting.allow("code", times=20, per=HOUR) for _ in range(20))
        for thread in threads:
            thread.join()
        assert mine + sum(map(bool, counted)) == 20
        assert not limiting.allow("code", times=20, per=HOUR)
        other.client.close()

    def test_nothing_a_person_typed_is_kept_in_redis(self, neighbours: Neighbours) -> None:
        limiting.allow("members.code jeanne@exemple.fr", times=5, per=HOUR)
        assert neighbours.client.keys() != []
        assert not any(b"jeanne" in key for key in neighbours.client.scan_iter())

    def test_while_redis_is_silent_nothing_remembered_is_trusted_and_limits_go_on(
        self, neighbours: Neighbours, server: ThrowAwayRedis
    ) -> None:
        server.stop()
        assert eventually(lambda: freshness.version() != freshness.version())
        assert sum(limiting.allow("alone", times=5, per=HOUR) for _ in range(9)) == 5
        freshness.bump()  # a write goes on
        server.start()
        assert eventually(lambda: freshness.version() == freshness.version())

    def test_silence_and_words_of_another_version_are_survived(
        self, neighbours: Neighbours, server: ThrowAwayRedis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other, doubted = Neighbours(server.url), []
        monkeypatch.setattr("parvis.kit.neighbours.SECONDS", 0.02)  # silent long enough to ask for news
        monkeypatch.setattr("parvis.kit.neighbours.REST_SECONDS", 0.1)
        genuine = freshness.doubt
        monkeypatch.setattr(freshness, "doubt", lambda: (doubted.append(1), genuine()))
        for line, said in (("written", "?"), ("live", '[1, "a channel", "ask", 2, 3, 4, 5, 6]')):
            doubted.clear()
            other.client.publish(other.prefix + line, said)
            assert eventually(lambda: bool(doubted))
            assert eventually(lambda: freshness.version() == freshness.version())
        time.sleep(0.2)
        before = freshness.version()
        other.tell(["meetings_meeting"])
        assert eventually(lambda: freshness.version() != before)
        assert freshness.version() == freshness.version()
        other.client.close()

    def test_what_could_not_be_said_is_said_later(
        self, neighbours: Neighbours, server: ThrowAwayRedis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listens, genuine = threading.Event(), neighbours._listen
        monkeypatch.setattr(neighbours, "_listen", lambda line: (listens.wait(SECONDS), genuine(line)))
        server.stop()
        freshness.bump("meetings_meeting")
        server.start()
        with server_line(server) as heard:
            listens.set()  # it comes back only now: what it says then is heard
            assert eventually(heard)

    def test_live_words_reach_the_pages_of_the_other_process(
        self, neighbours: Neighbours, server: ThrowAwayRedis
    ) -> None:
        other = Neighbours(server.url)
        other.speaker.start()

        async def story() -> list[live.Word]:
            live.bus.attach()
            listener = live.bus.listen("together.1", "")
            for number in (1, 2, 2, 1):  # a duplicate, and a late one
                other.say("together.1", live.Word("step", "{}", "2", number))
            other.say("together.1", live.Word("ask"))
            async with asyncio.timeout(SECONDS):
                while len(listener.waiting) < 3:
                    await asyncio.sleep(0.01)
            live.bus.leave(listener)
            return list(listener.waiting)

        heard = asyncio.run(story())
        assert [(event.kind, event.number) for event in heard] == [("step", 1), ("step", 2), ("ask", 0)]
        other._stopping.set()
        other.client.close()

    def test_while_redis_is_silent_streams_end_and_open_again_when_it_is_back(
        self, neighbours: Neighbours, server: ThrowAwayRedis
    ) -> None:
        async def story() -> None:
            live.bus.attach()
            listener = live.bus.listen("together.2", "")
            server.stop()
            live.publish("together.2", live.Word("ask"))
            async with asyncio.timeout(SECONDS):
                while not listener.is_over:
                    await asyncio.sleep(0.01)
            assert not live.bus.has_room
            live.bus.leave(listener)

        asyncio.run(story())
        server.start()
        assert eventually(lambda: live.bus.has_room)


@contextmanager
def server_line(server: ThrowAwayRedis) -> Iterator[Callable[[], bool]]:
    """What is said on that server: a function that is true once something was."""
    with library.Redis.from_url(server.url) as client, client.pubsub() as ears:
        ears.psubscribe("parvis:*")
        hears = lambda kind: (ears.get_message(timeout=0.2) or {}).get("type") == kind  # noqa: E731
        assert eventually(lambda: hears("psubscribe"))
        yield lambda: hears("pmessage")


def test_without_a_server_there_is_no_line() -> None:
    with pytest.raises(NotThere):
        Neighbours(f"redis://127.0.0.1:{free_port()}/0").start()


@pytest.mark.django_db
class TestHolding:
    def test_alone_or_together_but_never_both(self, tmp_path: Path) -> None:
        alone = Hold(tmp_path, shared=False)
        for shared in (True, False):
            with pytest.raises(Held):
                Hold(tmp_path, shared=shared)
        alone.let_go()
        one, two = Hold(tmp_path, shared=True), Hold(tmp_path, shared=True)
        with pytest.raises(Held):
            Hold(tmp_path, shared=False)
        one.let_go()
        two.let_go()
        Hold(tmp_path, shared=False).let_go()

    @pytest.mark.skipif(DATABASE_KIND != "postgres", reason="a SQLite file has one folder")
    def test_another_folder_on_the_same_database_is_refused_too(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        one.mkdir()
        two.mkdir()
        alone = Hold(one, shared=False)
        with pytest.raises(Held):
            Hold(two, shared=True)
        alone.let_go()
        Hold(two, shared=False).let_go()
