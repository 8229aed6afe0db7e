"""What the worker does for lists that move in: bounded work, resumable at any line."""

import time
from collections.abc import Callable
from datetime import datetime

import structlog

from parvis.kit import waking
from parvis.members.models import Import
from parvis.members.moving_in import cleaning
from parvis.members.moving_in.applying import apply_some
from parvis.members.moving_in.inviting import invite_some
from parvis.members.moving_in.preparing import prepare_some
from parvis.members.moving_in.undoing import undo_some

logger = structlog.get_logger("moving_in")
SECONDS = 8.0  # of work at a time; then other jobs have their turn
AT_ONCE = 0.7  # of work within a request
_STEPS: dict[str, Callable[[int, datetime], bool]] = {
    Import.State.PREPARING: prepare_some,
    Import.State.APPLYING: apply_some,
    Import.State.INVITING: invite_some,
    Import.State.UNDOING: undo_some,
}


def advance_one(pk: int, at: datetime, *, seconds: float = SECONDS) -> str:
    """Work on one import for some seconds at most, batch after batch; the state it is in afterwards."""
    until = time.monotonic() + seconds
    while True:
        state = Import.objects.values_list("state", flat=True).get(pk=pk)
        step = _STEPS.get(state)
        if step is None or not step(pk, at) or time.monotonic() > until or waking.is_stopping():
            return Import.objects.values_list("state", flat=True).get(pk=pk)


def begin(brought: Import, at: datetime) -> Import:
    """Do the first batches at once, so that an ordinary association never waits; the worker goes on."""
    advance_one(brought.pk, at, seconds=AT_ONCE)
    brought.refresh_from_db()
    return brought


def something_moves_in() -> bool:
    """Does an import wait for the worker?"""
    return Import.objects.at_work().exists()


def advance(at: datetime) -> None:
    """Go on with every import that waits for the worker. One that fails does not hold up the others."""
    failures = []
    for pk in list(Import.objects.at_work().values_list("pk", flat=True)):
        try:
            advance_one(pk, at)
        except Exception as error:  # told below; the next turn tries again
            logger.error("import stumbled", pk=pk, failure=type(error).__name__)
            failures.append(error)
    if failures:
        raise failures[0]


def clean(at: datetime) -> None:
    """Once a day: forget what thirty days have made useless."""
    cleaning.clean(at)
