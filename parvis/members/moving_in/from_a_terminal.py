"""The same moving in, for `parvis import FILE`: one call a step, no worker needed.

    table = read_file(path)                      what it is; UnreadableList says what to do
    guessed = guess_columns(table)               headings, meanings, examples
    brought = prepare(path, by=None, at=now)     everything read, nobody added
    summary = apply(brought, at=now)             everybody added, nobody written to
    discard(brought)                             a dry run ends here

`tell(done)` is called after each batch with the lines read or the people settled so far.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from parvis.members.models import Import, ImportLine, Member
from parvis.members.moving_in.applying import apply_some
from parvis.members.moving_in.bringing import bring_file
from parvis.members.moving_in.confirming import confirm
from parvis.members.moving_in.guessing import Guess, guess
from parvis.members.moving_in.opening import Table, open_table
from parvis.members.moving_in.preparing import prepare_some
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.settling import abandon, settle
from parvis.members.moving_in.summary import Summary, summary_of

Tell = Callable[[int], None]


def _silent(_done: int) -> None:
    """Nobody watches."""


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def read_file(path: Path) -> Table:
    """The list in a file. UnreadableList when it is not one."""
    return open_table(path)


def guess_columns(table: Table) -> Guess:
    """Where its headings are and what its columns hold."""
    return guess(table.head())


def prepare(
    path: Path,
    *,
    by: Member | None,
    at: datetime,
    meanings: Sequence[str] | None = None,
    tell: Tell = _silent,
) -> Import:
    """Read the whole file; nobody is added. UnreadableList when it cannot be read, and nothing is left."""
    brought = bring_file(name=path.name, chunks=_chunks(path), by=by, at=at)
    try:
        settle(brought=brought, meanings=brought.meanings if meanings is None else meanings, at=at)
    except UnreadableList:
        discard(brought)
        raise
    while prepare_some(brought.pk, at):
        brought.refresh_from_db()
        tell(brought.last_line)
    if brought.state == Import.State.FAILED:
        reason = brought.failure
        discard(brought)
        raise UnreadableList(reason)
    return brought


def apply(brought: Import, *, at: datetime, with_circles: bool = False, tell: Tell = _silent) -> Summary:
    """Let everyone move in, with the safe choices for doubles. Nobody is written to."""
    confirm(brought=brought, with_circles=with_circles, at=at)
    total = summary_of(brought).waiting
    while apply_some(brought.pk, at):
        tell(total - brought.lines.filter(state=ImportLine.State.READY).count())
    brought.refresh_from_db()
    return summary_of(brought)


def discard(brought: Import) -> None:
    """Forget a prepared list: its lines and its file."""
    abandon(brought=brought)
