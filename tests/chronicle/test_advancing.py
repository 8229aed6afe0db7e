"""Followers read every deed once, in order, and never pass one that is still being written."""

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection, transaction

from parvis.chronicle import following
from parvis.chronicle.advancing import advance, rewind
from parvis.chronicle.following import follow
from parvis.chronicle.models import Cursor, Deed
from parvis.chronicle.recording import record
from parvis.chronicle.settling import newest_settled
from parvis.community.models import Circle

JARDIN = Circle(pk=4)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """What a follower of "x.done" saw; no other follower is listening."""
    monkeypatch.setattr(following, "_followers", {})
    ids: list[int] = []

    @follow("test.reader", verbs=["x.done"])
    def read(deed: Deed, now: datetime) -> None:
        """Remember the deed."""
        ids.append(deed.pk)

    return ids


def done(now: datetime, verb: str = "x.done") -> int:
    return record(verb, subject=JARDIN, at=now).pk


@pytest.mark.django_db
def test_a_follower_sees_each_deed_of_its_verbs_once_and_in_order(seen: list[int], now: datetime) -> None:
    first, _other, second = done(now), done(now, "x.else"), done(now)
    assert advance(now) == 2
    assert advance(now) == 0
    third = done(now)
    advance(now)
    assert seen == [first, second, third]


@pytest.mark.django_db
def test_many_deeds_are_read_in_batches(seen: list[int], now: datetime) -> None:
    ids = [done(now) for _ in range(230)]
    assert advance(now) == 230
    assert seen == ids


@pytest.mark.django_db
def test_a_follower_can_read_again_from_the_beginning(seen: list[int], now: datetime) -> None:
    done(now)
    advance(now)
    rewind("test.reader")
    advance(now)
    assert len(seen) == 2


@pytest.mark.django_db
def test_a_reaction_that_fails_is_undone_tried_again_and_holds_up_nobody(
    seen: list[int], now: datetime
) -> None:
    broken = {"is": True}

    @follow("test.clumsy", verbs=["x.done"])
    def stumble(deed: Deed, at: datetime) -> None:
        """Write something, then fall on the second deed."""
        Circle.objects.create(name=f"circle {deed.pk}", created_at=at)
        if broken["is"] and deed.pk == second:
            raise RuntimeError("fell")

    first, second, third = done(now), done(now), done(now)
    advance(now)
    assert seen == [first, second, third]
    assert list(Circle.objects.values_list("name", flat=True)) == [f"circle {first}"]
    assert Cursor.objects.get(name="test.clumsy").position == first
    broken["is"] = False
    advance(now)
    assert Circle.objects.count() == 3


def test_a_name_is_taken_once(seen: list[int]) -> None:
    with pytest.raises(ValueError, match="taken"):
        follow("test.reader", verbs=["x.done"])(lambda deed, now: None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_a_deed_that_commits_late_is_not_passed(seen: list[int], now: datetime) -> None:
    written, may_commit = threading.Event(), threading.Event()
    ids: list[int] = []

    def slow_act() -> None:
        try:
            with transaction.atomic():
                ids.append(done(now))
                written.set()
                may_commit.wait(60)
        finally:
            connection.close()

    slow = threading.Thread(target=slow_act)
    slow.start()
    assert written.wait(60)
    ids.append(done(now))  # a larger id, committed first
    assert newest_settled() is None
    assert advance(now) == 0
    may_commit.set()
    slow.join()
    assert advance(now) == 2
    assert seen == ids == sorted(ids)


@pytest.mark.django_db(transaction=True)
def test_two_workers_show_each_deed_once(seen: list[int], now: datetime) -> None:
    ids = [done(now) for _ in range(40)]

    def work() -> None:
        try:
            advance(now)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(seen) == ids
