"""Every job can be run as the worker runs it."""

import inspect

import pytest

from config.schedule import JOBS


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_is_told_the_hour(job) -> None:
    inspect.signature(job.work()).bind(at=None)
