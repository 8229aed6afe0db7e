"""Read the whole list, a batch at a time: what each line becomes, who may already be here.

A batch is one transaction that also moves `last_line`: killed at any moment, it goes on from there.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import dropwhile, islice

from django.db import transaction
from django.utils import timezone

from parvis.members.models import Import, ImportLine
from parvis.members.moving_in import limits
from parvis.members.moving_in.drafts import COLUMNS, Draft
from parvis.members.moving_in.lines import Columns, Facts, ReadLine, read_line
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.rows import insert
from parvis.members.moving_in.settling import columns_now, table_of
from parvis.members.moving_in.twins import mark_twins

BATCH = 500
Row = tuple[int, list[str]]
# The file being read stays open between two batches of this process; anyone else starts from `last_line`.
_open: dict[tuple[int, int], Iterator[Row]] = {}


def _rows(brought: Import) -> Iterator[Row]:
    """The rows after `last_line`, from the iterator left open if it stands there."""
    left_open = _open.pop((brought.pk, brought.last_line), None) if brought.last_line else None
    if left_open is not None:
        return left_open
    start = max(brought.last_line, brought.heading_line)
    return dropwhile(lambda row: row[0] <= start, table_of(brought).rows())


def _drafts(read: ReadLine, cells: list[str]) -> list[Draft]:
    if read.refusal:
        text = " · ".join(filter(None, cells))[:160]
        refused = Draft(read.number, 0, {"text": text}, state=ImportLine.State.REFUSED, reason=read.refusal)
        return [refused]
    doubts = [list(doubt) for doubt in read.doubts]
    return [
        Draft(read.number, part, person.as_json(), person, doubts=doubts if part == 0 else [])
        for part, person in enumerate(read.people)
    ]


def _count_circles(brought: Import, people: list[Facts]) -> None:
    """How many people each circle would gain; past the limit, the column does not hold circles."""
    if brought.has_too_many_circles:
        return
    for person in people:
        for name in person.circles:
            brought.circles[name] = brought.circles.get(name, 0) + 1
    if len(brought.circles) > limits.CIRCLES:
        brought.circles = {"": len(brought.circles)}


def _write(brought: Import, rows: list[Row], columns: Columns, today: date) -> None:
    drafts = [
        draft for number, cells in rows for draft in _drafts(read_line(number, cells, columns, today), cells)
    ]
    mark_twins(brought, drafts)
    insert(ImportLine, COLUMNS, [draft.row() for draft in drafts], batch_id=brought.pk)
    _count_circles(brought, [draft.person for draft in drafts if draft.person is not None])
    brought.last_line = rows[-1][0]


@transaction.atomic
def prepare_some(pk: int, at: datetime) -> bool:
    """Prepare one batch of an import. False when there was nothing to prepare."""
    brought = Import.objects.select_for_update().filter(pk=pk, state=Import.State.PREPARING).first()
    if brought is None:
        return False
    try:
        rows = _rows(brought)
        taken = list(islice(rows, BATCH))
    except UnreadableList as refusal:
        brought.go(Import.State.FAILED)
        brought.failure = refusal.reason[:300]
        brought.save(update_fields=["state", "failure"])
        return True
    if taken:
        _write(brought, taken, columns_now(brought), timezone.localdate(at))
    if len(taken) < BATCH:
        brought.go(Import.State.READY)
    else:
        transaction.on_commit(lambda: _leave_open(brought, rows))
    brought.save(update_fields=["state", "last_line", "circles"])
    return True


def _leave_open(brought: Import, rows: Iterator[Row]) -> None:
    _open.clear()
    _open[(brought.pk, brought.last_line)] = rows
