"""Read a source: what it gives, compared with what is known. No transaction waits for the network."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.db import transaction

from parvis.community.identity import current
from parvis.federation.models import Reading, Source
from parvis.federation.sources import deciding, keeping_files, noticing, telling
from parvis.federation.sources.comparing import compare, confirm_gone
from parvis.federation.sources.formats import Understood, understand
from parvis.kit.fetching import Fetched, Known, Outside, fetch
from parvis.kit.outside import CannotFetch
from parvis.kit.refusals import Refusal

logger = structlog.get_logger("sources")
State = Source.State
READINGS_KEPT = 60
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=30), timedelta(hours=24)


def read(source: Source, at: datetime, how: Outside | None = None) -> Reading:
    """Read it now, once. A failure is a reading too: nothing known is lost by it."""
    try:
        fetched, path = _obtained(source, how)
        if fetched is not None and fetched.is_unchanged:
            return _unchanged(source, at)
        found = understand(path, home=current().zone, at=at, with_past=source.with_past)
        return _understood(source, found, fetched, at)
    except Refusal as refusal:
        return _failed(source, refusal, at)
    finally:
        if source.address:
            keeping_files.forget(_beside(source))


def _beside(source: Source) -> str:
    return f"read-{source.pk}"


def _obtained(source: Source, how: Outside | None) -> tuple[Fetched | None, Path]:
    """What the source gives, as a file: the given one, or what its address answered."""
    if not source.address:
        return None, keeping_files.path_of(source.stored)
    # Before the first publication everything is read anew: rules may have changed meanwhile.
    known = Known(source.etag, source.modified) if source.state == State.FOLLOWED else Known()
    fetched = fetch(source.address, known, how=how)
    path = keeping_files.folder() / _beside(source)
    path.write_bytes(fetched.content)
    path.chmod(0o600)
    return fetched, path


@transaction.atomic
def _understood(source: Source, found: Understood, fetched: Fetched | None, at: datetime) -> Reading:
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.state == State.NEW:  # read again from the beginning: nothing was published yet
        source.imported.all().delete()
    known = set(source.imported.values_list("pk", flat=True))
    reading = compare(source, found, at)
    source.kind = found.kind
    if source.state == State.NEW:
        source.name = source.name or found.name or source.file_name or source.address[:120]
        source.go(State.READY)
        noticing.notice(source, list(source.imported.wanted()))
    elif source.state == State.FOLLOWED and reading.new:
        deciding.hold_back(source, known, at)
    if fetched is not None:
        source.etag, source.modified = fetched.etag, fetched.modified
    confirm_gone(source, at)
    return _noted(source, reading, at)


@transaction.atomic
def _unchanged(source: Source, at: datetime) -> Reading:
    source = Source.objects.select_for_update().get(pk=source.pk)
    confirm_gone(source, at)
    return _noted(source, Reading(source=source, at=at, is_unchanged=True), at)


def _noted(source: Source, reading: Reading, at: datetime) -> Reading:
    source.read_at, source.failures, source.failure, source.told_at = at, 0, "", None
    source.next_at = next_reading(source, at)
    source.save()
    return _kept(reading)


@transaction.atomic
def _failed(source: Source, refusal: Refusal, at: datetime) -> Reading:
    source = Source.objects.select_for_update().get(pk=source.pk)
    source.failures += 1
    source.failure = refusal.reason[:300]
    asked = refusal.again_after if isinstance(refusal, CannotFetch) else 0
    source.next_at = _again_at(source, asked, at)
    if source.state == State.NEW:
        source.go(State.REFUSED)
    telling.tell_failure(source, at)
    source.save()
    logger.warning("source could not be read", pk=source.pk, failures=source.failures)
    return _kept(Reading(source=source, at=at, failure=source.failure))


def _kept(reading: Reading) -> Reading:
    """The last ones are kept; a source read four times a day fills no shelf."""
    reading.save()
    old = Reading.objects.filter(source=reading.source).order_by("-pk").values_list("pk", flat=True)
    Reading.objects.filter(pk__in=list(old[READINGS_KEPT:])).delete()
    return reading


def next_reading(source: Source, at: datetime) -> datetime | None:
    """Some hours from now, never all sources at once; None for a file."""
    if not source.address:
        return None
    return at + _spread(timedelta(hours=source.every_hours))


def _again_at(source: Source, asked_seconds: int, at: datetime) -> datetime | None:
    """Half an hour, then twice as long each time, a day at most; or what the other side asked for."""
    if not source.address:
        return None
    delay = min(FIRST_DELAY * 2 ** min(source.failures - 1, 10), LONGEST_DELAY)
    delay = max(delay, min(timedelta(seconds=asked_seconds), LONGEST_DELAY))
    return at + _spread(delay)


def _spread(delay: timedelta) -> timedelta:
    return delay * random.uniform(0.9, 1.1)  # noqa: S311 - it keeps sources apart, and hides nothing
