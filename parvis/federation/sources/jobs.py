"""What the worker does for calendars of others: bounded work, taken up again at any meeting."""

import time
from datetime import datetime

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from parvis.federation.models import Source
from parvis.federation.sources import keeping_files
from parvis.federation.sources.bringing import bring_some
from parvis.federation.sources.reading import read
from parvis.federation.sources.stopping import undo_some
from parvis.kit import waking
from parvis.kit.fetching import Outside

logger = structlog.get_logger("sources")
SECONDS = 8.0  # of work at a time; then other jobs have their turn
AT_ONCE = 0.7  # of work within a request
MOST_AT_A_TURN = 5  # calendars read in one turn: each may take half a minute
State = Source.State


def something_to_read() -> bool:
    """Does a calendar wait for the worker?"""
    return Source.objects.at_work(timezone.now()).exists() or _left_half_way().exists()


def advance(at: datetime, how: Outside | None = None) -> None:
    """Go on with every source that waits. One that fails does not hold up the others."""
    failures = []
    due = [*Source.objects.at_work(at)[:MOST_AT_A_TURN], *_left_half_way()[:MOST_AT_A_TURN]]
    for source in {source.pk: source for source in due}.values():
        try:
            advance_one(source, at, how=how)
        except Exception as error:  # told below; the next turn tries again
            logger.error("source stumbled", pk=source.pk, failure=type(error).__name__)
            failures.append(error)
        if waking.is_stopping():
            return
    if failures:
        raise failures[0]


def advance_one(
    source: Source, at: datetime, *, seconds: float = SECONDS, how: Outside | None = None
) -> Source:
    """Read a source that is due, then bring in what is pending, for some seconds; as it is afterwards."""
    until = time.monotonic() + seconds
    is_due = source.next_at is not None and source.next_at <= at
    if source.state == State.NEW or (source.state == State.FOLLOWED and is_due):
        read(source, at, how)
        source.refresh_from_db()
    while bring_some(source, at) or undo_some(source, at):
        if time.monotonic() > until or waking.is_stopping():
            break
    source.refresh_from_db()
    return source


def clean(at: datetime) -> None:
    """Forget files no source needs."""
    keeping_files.clean(at)


def _left_half_way() -> QuerySet[Source]:
    """Followed ones a worker left with meetings still to bring."""
    return Source.objects.filter(
        state=State.FOLLOWED, imported__is_pending=True, imported__aside=""
    ).distinct()
