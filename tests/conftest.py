"""Fixtures everyone may ask for: the village, its hour, a browser for each of its people."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
import time_machine
from django.core.cache import cache
from django.template import engines
from django.test import Client
from jinja2 import Undefined

from parvis.courier import pacing
from parvis.kit import clock, freshness, limiting
from parvis.members.models import Member
from tests import emptying
from tests.settings import IS_LONG
from tests.standing import stand
from tests.village import Village

pytest_plugins = ["tests.parts"]
emptying.start()

# How long an example takes says how busy the machine is, not whether the code is right.
# Fifty examples, the same at every run: what fails is what was changed. With `bin/test --long` ten times as
# many, others each time.
calm = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("village", max_examples=50, derandomize=True, **calm)
hypothesis.settings.register_profile("long", max_examples=500, **calm)
hypothesis.settings.load_profile("long" if IS_LONG else "village")

TUESDAY_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10 h in Paris, a weekday, a decent hour


@pytest.fixture
def now() -> Iterator[datetime]:
    """The village's hour. The clock itself stands there and runs on, so pages agree with it."""
    with time_machine.travel(TUESDAY_MORNING, tick=True):
        yield TUESDAY_MORNING


@pytest.fixture
def village(db: None, now: datetime) -> Village:
    """The standing cast (see tests/village.py)."""
    return stand(now)


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


def pytest_collection_finish() -> None:
    """What was read to begin with stays to the end: looking through it again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class _Printed(Undefined):
    """A name no page knows, about to be printed: in a village nobody sees it, here it is an error."""

    def __str__(self) -> str:
        self._fail_with_undefined_error()
        return ""  # never reached: the line above raises

    def __html__(self) -> str:
        return str(self)


@pytest.fixture(autouse=True, scope="session")
def _pages_know_what_they_print() -> None:
    """`{% if name %}` may ask about what is not there; `{{ name }}` and `url(name)` may not."""
    engines["jinja2"].env.undefined = _Printed


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    """Nothing one test remembered (limits, identity, pages) reaches the next."""
    cache.clear()
    limiting.forget()
    pacing.forget()
    clock.forget()
    freshness.bump()
    yield
    cache.clear()
