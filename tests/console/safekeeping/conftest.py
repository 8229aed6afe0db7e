"""One demo village for the whole run, which each test copies; one PostgreSQL cluster, a database a test."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.console.safekeeping.places import Place


@pytest.fixture(scope="session")
def demo_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The demo village on SQLite, never written to by a test."""
    folder: Path = tmp_path_factory.mktemp("village") / "data"
    return Place(folder).settle()


@pytest.fixture
def village_place(demo_place: Place, tmp_path: Path) -> Place:
    """A copy of the demo village this test may ruin."""
    shutil.copytree(demo_place.data, tmp_path / "village")
    return Place(tmp_path / "village")


@pytest.fixture(scope="session")
def demo_archive(demo_place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the demo village."""
    path = tmp_path_factory.mktemp("archive") / "village.parvis"
    demo_place.backup(path)
    return path


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL cluster of these tests' own."""
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.cluster() as url:
        yield url


_databases = count(1)


@pytest.fixture
def new_database(cluster: str) -> Callable[[], str]:
    """`new_database()`: the address of an empty PostgreSQL database."""

    def make() -> str:
        name = f"place_{next(_databases)}"
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return cluster.removesuffix("postgres") + name

    return make
