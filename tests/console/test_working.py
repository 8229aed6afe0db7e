"""The worker: what is due runs once, what fails rests, what people wait for leaves at once."""

import inspect
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections

from config.schedule import JOBS
from parvis.community.models import Switch
from parvis.console import working
from parvis.kit import waking
from parvis.kit.models import Schedule
from parvis.kit.scheduling import Job, write_down

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
SECONDS = 40.0  # all of them pass only where something is wrong
HOURLY = Job("kit.tick", timedelta(hours=1), f"{__name__}.tick")
FAILING = Job("kit.stumble", timedelta(hours=1), f"{__name__}.stumble")
ticks: list[datetime] = []


def tick(at: datetime) -> None:
    ticks.append(at)


def nothing_waits() -> bool:
    return False


def stumble(at: datetime) -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _fresh_start():
    ticks.clear()
    waking._stopping.clear()
    waking._something_waits.clear()
    with time_machine.travel(NOON, tick=True):
        yield
    waking._stopping.clear()


def worker(*jobs: Job) -> working.Worker:
    return working.Worker(list(jobs), poll_seconds=0.01)


@pytest.mark.django_db
class TestSchedule:
    def test_a_new_job_is_due_at_once_and_then_at_its_hour(self):
        write_down([HOURLY], NOON)
        assert worker().run_scheduled(HOURLY, NOON)
        assert ticks == [NOON]
        assert Schedule.objects.get().next_at >= NOON + timedelta(hours=1)
        assert not worker().run_scheduled(HOURLY, NOON)

    def test_a_job_that_is_no_more_is_forgotten_and_others_keep_their_hour(self):
        write_down([HOURLY, FAILING], NOON)
        write_down([HOURLY], NOON + timedelta(days=1))
        assert Schedule.objects.get().next_at == NOON

    def test_a_failure_is_told_and_tried_again_soon(self):
        write_down([FAILING], NOON)
        assert worker().run_scheduled(FAILING, NOON)
        row = Schedule.objects.get()
        assert row.failure == "ZeroDivisionError"
        assert row.next_at <= row.ended_at + timedelta(minutes=1)
        assert row.holder == ""

    def test_whoever_dies_holding_a_job_loses_it_in_time(self):
        write_down([HOURLY], NOON)
        assert Schedule.objects.claim("kit.tick", "who died", at=NOON, every=HOURLY.every, lease=HOURLY.lease)
        assert not worker().run_scheduled(HOURLY, NOON + timedelta(minutes=9))
        assert worker().run_scheduled(HOURLY, NOON + timedelta(minutes=10))
        assert not Schedule.objects.give_back("kit.tick", "who died", at=NOON, next_at=NOON, failure="")

    def test_a_paused_job_rests(self):
        write_down([HOURLY], NOON)
        Schedule.objects.update(is_paused=True)
        assert not worker().run_scheduled(HOURLY, NOON)

    def test_jobs_of_an_area_switched_off_rest(self):
        stories = Job("wiki.tick", timedelta(hours=1), f"{__name__}.tick")
        write_down([stories], NOON - timedelta(days=30))
        Switch.objects.create(area="wiki", is_on=False, changed_at=NOON)
        worker(stories).keep_time()
        assert ticks == []
        Switch.objects.update(is_on=True)
        worker(stories).keep_time()
        assert len(ticks) == 1

    def test_nothing_is_written_while_there_is_nothing_to_do(self):
        idle = replace(HOURLY, only_if=f"{__name__}.nothing_waits")
        write_down([idle], NOON - timedelta(days=30))
        worker(idle).keep_time()
        assert ticks == []
        assert Schedule.objects.get().ended_at is None

    def test_one_failing_job_holds_up_no_other(self):
        carried = Job("kit.carried", timedelta(0), f"{__name__}.tick", claims_its_rows=True)
        bad = Job("kit.bad", timedelta(0), f"{__name__}.stumble", claims_its_rows=True)
        held = worker(bad, carried)
        held.carry()
        held.carry()
        assert len(ticks) == 2


@pytest.mark.django_db
def test_every_job_of_the_place_exists():
    for job in JOBS:
        assert "at" in inspect.signature(job.work()).parameters, job.name  # the worker calls work(at=…)
        assert job.is_wanted() in {True, False}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_runs_the_job():
    write_down([HOURLY], NOON)
    starting = threading.Barrier(8)
    won: list[bool] = []

    def compete() -> None:
        starting.wait()
        won.append(worker().run_scheduled(HOURLY, NOON))
        connections.close_all()

    crowd = [threading.Thread(target=compete) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(won) == [False] * 7 + [True]
    assert ticks == [NOON]


@pytest.mark.django_db(transaction=True)
class TestThreads:
    def test_what_people_wait_for_leaves_as_soon_as_it_is_written(self):
        carried = Job("kit.carried", timedelta(0), f"{__name__}.tick", claims_its_rows=True)
        at_work = working.Worker([carried], poll_seconds=10 * SECONDS)
        at_work.start()
        _until(lambda: len(ticks) == 1)
        waking.soon()
        _until(lambda: len(ticks) == 2)
        assert working.is_well()
        assert at_work.stop()

    def test_a_thread_that_loses_its_database_comes_back(self):
        at_work = worker(HOURLY)
        write_down([HOURLY], NOON)
        falls = iter([ConnectionError("gone")])

        def fall_once() -> None:
            for error in falls:
                raise error
            Schedule.objects.count()
            tick(at=NOON)
            waking.rest(0.01)

        thread = threading.Thread(target=at_work._supervise, args=(fall_once,))
        thread.start()
        _until(lambda: bool(ticks))
        waking.stop()
        thread.join(SECONDS)
        assert not thread.is_alive()

    def test_stopping_waits_for_the_row_in_hand(self):
        done: list[bool] = []
        started = threading.Event()

        def slow_turn() -> None:
            started.set()
            time.sleep(0.3)
            done.append(True)

        at_work = worker()
        at_work.carry = slow_turn
        at_work.keep_time = lambda: waking.rest(0.01)
        at_work.start()
        started.wait()
        assert at_work.stop()
        assert done


def _until(is_so) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
