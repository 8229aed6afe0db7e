"""The installation code opens the first page to whoever reads the terminal, once."""

import stat
from pathlib import Path
from typing import Any

import pytest

from parvis.console.installation_code import (
    forget_installation_code,
    installation_code,
    is_installation_code,
)


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def test_the_code_stays_the_same_until_the_place_is_made(data: Path) -> None:
    assert installation_code() == installation_code()
    assert is_installation_code(installation_code().lower().replace("-", " "))


def test_only_the_owner_may_read_it(data: Path) -> None:
    installation_code()
    path = data / "secrets" / "installation-code"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA", "-", "É"])
def test_another_code_opens_nothing(typed: str) -> None:
    installation_code()
    assert not is_installation_code(typed)


def test_without_a_code_nothing_opens() -> None:
    assert not is_installation_code("")
    code = installation_code()
    forget_installation_code()
    assert not is_installation_code(code)
