"""Test folders live in memory: those of processes that were killed must not stay there."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.postgres import throw_away_folder


def test_folders_of_the_dead_are_removed_and_those_of_the_living_stay() -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    mine = throw_away_folder("tests")
    home = mine.parent
    dead = Path(home, f"parvis-tests-of-{ended.pid}-x")
    dead.mkdir()
    another = throw_away_folder("tests")
    try:
        assert not dead.exists()
        assert mine.exists()
        assert f"-of-{os.getpid()}-" in another.name
    finally:
        shutil.rmtree(mine)
        shutil.rmtree(another)
