"""The worker: runs what `config/schedule.py` lists, in two threads beside the server.

One thread carries what people wait for (jobs that claim their own rows), the other runs the scheduled
jobs, so that a long import never holds up a sign-in code. A thread that dies is started again.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex

import structlog
from django.db import close_old_connections, connections
from django.db.models import Max
from django.utils import timezone

from config.schedule import JOBS
from parvis.community.switches import is_on
from parvis.kit import breakdowns, clock, logs, waking
from parvis.kit.measuring import Values, one
from parvis.kit.models import Schedule
from parvis.kit.scheduling import Job, write_down

logger = structlog.get_logger("worker")

POLL_SECONDS = 2.0
_LONGEST_BACK_OFF = 60.0
_LONGEST_STUMBLE = 4.0  # a database that was away is found again within five seconds


_of_this_process: list["Worker"] = []


class Worker:
    """Two supervised threads. `start()`, then `stop()` within a number of seconds."""

    def __init__(self, jobs: list[Job] | None = None, poll_seconds: float = POLL_SECONDS) -> None:
        self.jobs = JOBS if jobs is None else jobs
        self.poll_seconds = poll_seconds
        self.holder = token_hex(8)
        self.threads: list[threading.Thread] = []
        self._resting: dict[str, float] = {}  # a job that failed, and until when (monotonic) it rests

    def start(self) -> None:
        """Start both threads; they are daemons, so nothing keeps a stopping process alive."""
        for name, turn in (("carrier", self.carry), ("clockwork", self.keep_time)):
            thread = threading.Thread(target=self._supervise, args=(turn,), name=name, daemon=True)
            thread.start()
            self.threads.append(thread)
        _of_this_process[:] = [self]

    def stop(self, seconds: float = 4.0) -> bool:
        """Ask for the end and wait for it. False when a job did not let go in time."""
        waking.stop()
        until = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not self.is_alive()

    def is_alive(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def carry(self) -> None:
        """One turn of the carrier: every job that claims its own rows, then rest until woken."""
        for job in self.jobs:
            if job.claims_its_rows and self._may_run(job):
                self._run(job, timezone.now())
        waking.sleep(self.poll_seconds)

    def keep_time(self) -> None:
        """One turn of the clockwork: every scheduled job that is due and that nobody else holds."""
        now = timezone.now()
        if self._trusts_the_clock(now):
            rows = {row.name: row for row in Schedule.objects.all()}
            for job in self.jobs:
                row = rows.get(job.name)
                is_due = row is not None and row.is_due(now, every=job.every, lease=job.lease)
                if is_due and self._may_run(job) and job.is_wanted():
                    self.run_scheduled(job, timezone.now())
        waking.rest(self.poll_seconds)

    def run_scheduled(self, job: Job, at: datetime) -> bool:
        """Claim one scheduled job, run it, give it back. False when another worker has it."""
        if not Schedule.objects.claim(job.name, self.holder, at=at, every=job.every, lease=job.lease):
            return False
        failure = self._run(job, at)
        ended_at = max(timezone.now(), at)
        soon = min(job.every, timedelta(seconds=_LONGEST_BACK_OFF))
        next_at = ended_at + (soon if failure else job.every)
        Schedule.objects.give_back(job.name, self.holder, at=ended_at, next_at=next_at, failure=failure)
        return True

    def _trusts_the_clock(self, now: datetime) -> bool:
        """Not after a leap (`kit.clock`): scheduled jobs end what is old, and nothing is old all at once."""
        was_steady, steady = clock.is_steady(), clock.of_this_process.look(now)
        if was_steady and not steady:
            logger.error("clock leapt", now=now.isoformat())
        return steady

    def _may_run(self, job: Job) -> bool:
        is_rested = self._resting.get(job.name, 0.0) <= time.monotonic()
        return is_rested and not waking.is_stopping() and is_on(job.area)

    def _run(self, job: Job, at: datetime) -> str:
        """Run a job; the name of its failure, empty when it went well. A failure stops no other job."""
        try:
            job.work()(at=at)
        except Exception as error:  # whatever it is, the others go on
            is_away = breakdowns.kind_of(error) is breakdowns.AWAY
            self._resting[job.name] = time.monotonic() + (1.0 if is_away else 10.0)
            logger.error("job failed", job=job.name, **logs.account_of(error))
            return type(error).__name__
        self._resting.pop(job.name, None)
        return ""

    def _supervise(self, turn: Callable[[], None]) -> None:
        back_off = 1.0
        while not waking.is_stopping():
            try:
                close_old_connections()
                turn()
                back_off = 1.0
            except Exception as error:  # the database left: come back when it does
                connections.close_all()
                logger.error("worker stumbled", rests=back_off, **logs.account_of(error))
                waking.rest(back_off)
                back_off = min(back_off * 2, _LONGEST_STUMBLE)
        connections.close_all()


def is_well() -> bool:
    """Do the threads of this process's worker live? (A process without worker has nothing to lose.)"""
    return all(thread.is_alive() for worker in _of_this_process for thread in worker.threads)


def seconds_since_a_job() -> Values:
    """How long ago a scheduled job last ended, by whatever worker; nothing before the first."""
    ended_at = Schedule.objects.aggregate(latest=Max("ended_at"))["latest"]
    return one((timezone.now() - ended_at).total_seconds() if ended_at else None)


def failing_jobs() -> Values:
    """The jobs whose last run failed, by name."""
    names = Schedule.objects.exclude(failure="").values_list("name", flat=True)
    return {(("job", name),): 1 for name in names}


def prepare(at: datetime) -> None:
    """Give each scheduled job its row; look whether the clock goes on where it was."""
    last_seen = Schedule.objects.aggregate(last=Max("ended_at"))["last"]
    clock.of_this_process.begin_after(last_seen, at)
    write_down(JOBS, at)
