"""Places to break: filled once for the session, copied for each test, gone afterwards.

PARVIS_TEST_FAULTS=long    the loops of dozens of kills instead of the short seeded runs (bin/test --long too)
PARVIS_TEST_SEEDS=40-59    which seeds a long loop takes (1-12 unless said)
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import postgres, settings
from tests.faults.harness.catcher import Catcher
from tests.faults.harness.clusters import Cluster, own_cluster
from tests.faults.harness.place import PROMISED, Place, Template
from tests.ports import free_port
from tests.settings import DATABASE_KIND

IS_LONG = settings.IS_LONG or os.environ.get("PARVIS_TEST_FAULTS") == "long"
SHORT_SEEDS = [1]
Opening = Callable[..., Place]


def seeds() -> list[int]:
    """The seeds of this session: one in the short run, a range in the long one."""
    if not IS_LONG:
        return SHORT_SEEDS
    first, _, last = os.environ.get("PARVIS_TEST_SEEDS", "1-12").partition("-")
    return list(range(int(first), int(last or first) + 1))


@pytest.fixture(scope="session")
def fault_folder() -> Iterator[Path]:
    folder = postgres.throw_away_folder("faults")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster | None]:
    """A PostgreSQL of one's own, on that half of the suite; None on SQLite."""
    if DATABASE_KIND != "postgres":
        yield None
        return
    with own_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def template(fault_folder: Path, cluster: Cluster | None) -> Template:
    return Template(fault_folder, cluster)


@pytest.fixture
def post() -> Iterator[Catcher]:
    """The mail server of the test."""
    with Catcher(free_port()) as catcher:
        yield catcher


@pytest.fixture
def new_place(template: Template, post: Catcher, capsys: pytest.CaptureFixture[str]) -> Iterator[Opening]:
    """`new_place(FAULTS_LIE="commit")`: a filled place whose mail goes to `post`; killed afterwards."""
    made: list[Place] = []

    def make(**more: Any) -> Place:
        made.append(template.copy(mail=more.pop("mail", post.url), **more))
        return made[-1]

    yield make
    for place in made:
        place.kill()
        say(capsys, starts_of(place))
        shutil.rmtree(place.data, ignore_errors=True)


def starts_of(place: Place) -> str:
    """How long its starts took, beside what is promised."""
    if not place.starts:
        return ""
    return f"starts: {', '.join(f'{one:.1f}' for one in place.starts)} s (promised {PROMISED:.0f} on a free machine)"


def say(capsys: pytest.CaptureFixture[str], words: str) -> None:
    """A figure people should see, whatever pytest hides."""
    if words and IS_LONG:
        with capsys.disabled():
            print(f"\n{words}", flush=True)
