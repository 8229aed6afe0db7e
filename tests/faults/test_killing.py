"""kill -9 under fifty writers: what was acknowledged is there, what was refused is not, nothing is half."""

import pytest

from tests.faults.conftest import IS_LONG, say, seeds
from tests.faults.harness.running import run
from tests.settings import DATABASE_KIND


@pytest.mark.parametrize("seed", seeds())
def test_kill_nine_under_fifty_writers(new_place, post, seed, capsys):
    place = new_place(FAULTS_ECHO="1")
    report = run(place, post, seed, faults=5 if IS_LONG else 2)
    say(capsys, f"{DATABASE_KIND} {report}")
    assert report.found == []
    assert report.acts["acknowledged"] > 20  # the run was a run
    assert len(report.starts) == report.faults + 1
