"""A server of this machine that plays the organisers' part."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from parvis.federation.models import Source
from parvis.federation.sources import adding, bringing, jobs
from tests.federation.calendars import calendar
from tests.kit.test_fetching import Elsewhere, says


@pytest.fixture
def elsewhere(settings) -> Iterator[Elsewhere]:
    server = Elsewhere()
    settings.OUTSIDE_ALLOW = [f"127.0.0.1:{server.port}"]
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def follow(village, now, elsewhere):
    """Add the calendar the organiser publishes now, read it, publish it."""

    def act(*parts: str, **choices) -> Source:
        elsewhere.pages["/a.ics"] = says(calendar(*parts))
        source = adding.add(
            address=elsewhere.address("/a.ics"), by=village.fatou, at=now, name="Club", **choices
        )
        jobs.advance(now)
        bringing.publish(source=source, by=village.fatou, at=now)
        jobs.advance(now)
        source.refresh_from_db()
        return source

    return act


@pytest.fixture
def days_later(now, elsewhere):
    """The organiser's calendar says something else; the worker reads it again some days later."""

    def act(source: Source, *parts: str, days: float = 2, raw: bytes | None = None) -> datetime:
        elsewhere.pages["/a.ics"] = says(raw if raw is not None else calendar(*parts))
        at = now + timedelta(days=days)
        Source.objects.filter(pk=source.pk).update(next_at=at)
        jobs.advance(at)
        source.refresh_from_db()
        return at

    return act
