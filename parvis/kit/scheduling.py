"""Recurring jobs: what `config/schedule.py` lists, and how one worker among several runs each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from parvis.kit.models import Schedule


class Work(Protocol):
    """What a job is: thin, told the hour; it may be run again at any time without harm."""

    def __call__(self, *, at: datetime) -> object: ...


@dataclass(frozen=True)
class Job:
    """A recurring job: `Job("wiki.tidy", every=timedelta(hours=1), run="parvis.wiki.jobs.tidy")`.

    The part of the name before the dot is its area: switched off, the job rests.
    `claims_its_rows`: the job takes its rows one by one so safely that several workers may run it at once;
    it is run at every wake-up, with nothing written in between.
    `only_if`: a question, also as a path, that costs one reading; while it says no, nothing is claimed.
    """

    name: str
    every: timedelta
    run: str
    lease: timedelta = timedelta(minutes=10)
    claims_its_rows: bool = False
    only_if: str = ""

    @property
    def area(self) -> str:
        return self.name.partition(".")[0]

    def work(self) -> Work:
        """The function the path names. ImportError or AttributeError when it is not there."""
        work: Work = _named(self.run)
        return work

    def is_wanted(self) -> bool:
        """Is there anything to do, as far as one cheap question can tell?"""
        return not self.only_if or bool(_named(self.only_if)())


def _named(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


def write_down(jobs: list[Job], at: datetime) -> None:
    """Give every scheduled job its row (due at once), and forget rows of jobs that are no more."""
    names = [job.name for job in jobs if not job.claims_its_rows]
    known = set(Schedule.objects.values_list("name", flat=True))
    new = [Schedule(name=name, next_at=at) for name in names if name not in known]
    Schedule.objects.bulk_create(new, ignore_conflicts=True)
    Schedule.objects.exclude(name__in=names).delete()
