"""Every job of the schedule can be asked whether it is wanted, and found: one that cannot stops them all."""

import pytest

from config.schedule import JOBS


@pytest.mark.django_db
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_is_found_and_can_be_asked(job):
    assert callable(job.work())
    assert job.is_wanted() in (True, False)
