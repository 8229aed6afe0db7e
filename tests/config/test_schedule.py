"""What runs by itself can be run: a job that stumbles at each turn is noticed by nobody."""

import inspect

import pytest

from config.schedule import JOBS
from parvis.kit.scheduling import Job


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_exists_and_is_told_the_hour(job: Job) -> None:
    inspect.signature(job.work()).bind(at=None)
