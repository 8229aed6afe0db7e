"""Fixtures everyone may ask for: the village, its hour, a browser for each of its people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from parvis.kit import clock, freshness, limiting
from parvis.members.models import Member
from tests.village import Village, settle

pytest_plugins = ["tests.parts"]

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("village", deadline=None)
hypothesis.settings.load_profile("village")

TUESDAY_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10 h in Paris, a weekday, a decent hour


@pytest.fixture
def now() -> Iterator[datetime]:
    """The village's hour. The clock itself stands there and runs on, so pages agree with it."""
    with time_machine.travel(TUESDAY_MORNING, tick=True):
        yield TUESDAY_MORNING


@pytest.fixture
def village(db: None, now: datetime) -> Village:
    """The standing cast (see tests/village.py)."""
    return settle(now)


@pytest.fixture
def anonymous() -> Client:
    """A browser nobody signed in with; CSRF is checked elsewhere."""
    return Client()


@pytest.fixture
def client_of() -> Callable[[Member], Client]:
    """`client_of(village.jeanne)`: a browser in which that member is signed in."""

    def sign_in(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    """Nothing one test remembered (limits, identity, pages) reaches the next."""
    cache.clear()
    limiting.forget()
    clock.forget()
    freshness.bump()
    yield
    cache.clear()
