"""One demo village for the whole run; each test copies it."""

from pathlib import Path

import pytest

from tests.console.safekeeping.places import Place


@pytest.fixture(scope="session")
def demo_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The demo village on SQLite, never written to by a test."""
    folder: Path = tmp_path_factory.mktemp("village") / "data"
    return Place(folder).settle()
