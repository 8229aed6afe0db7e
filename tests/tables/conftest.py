"""Compiled before it is timed."""

import pytest

from parvis.mixing.warming import warm_up


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    warm_up()
