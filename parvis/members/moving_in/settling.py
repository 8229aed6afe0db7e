"""The person settles what the columns hold; from then on the list can be read whole."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.members.models import Import
from parvis.members.moving_in import storing
from parvis.members.moving_in.bringing import columns_of
from parvis.members.moving_in.guessing import Guess, guess
from parvis.members.moving_in.headings import NAMES, Meaning
from parvis.members.moving_in.lines import Columns, ReadLine, read_line
from parvis.members.moving_in.opening import Table, open_table
from parvis.members.moving_in.refusals import UnreadableList

PREVIEW = 5


def table_of(brought: Import) -> Table:
    """The table of an import. UnreadableList when its file is gone."""
    return open_table(storing.path_of(brought), brought.sheet)


def columns_now(brought: Import) -> Columns:
    """The columns as they stand."""
    return Columns(brought.meanings, brought.headings)


def examine(brought: Import, today: date) -> tuple[Table, Guess, list[ReadLine]]:
    """The table, examples of each column, and what the first five lines become as columns stand."""
    table = table_of(brought)
    head = table.head()
    rows = [(number, cells) for number, cells in head if number > brought.heading_line]
    columns = columns_now(brought)
    read = [read_line(number, cells, columns, today) for number, cells in rows[:PREVIEW]]
    return table, guess(head, brought.heading_line), read


@transaction.atomic
def look_again(*, brought: Import, sheet: str, heading_line: int | None) -> Import:
    """Guess anew: another sheet, or headings on another line (None: find them, 0: there are none)."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    _back_to_choosing(brought)
    table = open_table(storing.path_of(brought), sheet)
    guessed = guess(table.head(), heading_line)
    brought.sheet, brought.heading_line = table.sheet[:200], guessed.heading_line
    brought.columns = columns_of(guessed)
    brought.save()
    return brought


@transaction.atomic
def try_out(*, brought: Import, meanings: Sequence[str]) -> Import:
    """Keep the columns as the person says, to look at what the first lines become."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    _back_to_choosing(brought)
    brought.columns = _columns(brought, meanings)
    brought.save()
    return brought


def _columns(brought: Import, meanings: Sequence[str]) -> list[list[str]]:
    """The headings with their new meanings. ValueError for a meaning there is not."""
    return [
        [heading, Meaning(meaning).value]
        for heading, meaning in zip(brought.headings, meanings, strict=False)
    ]


@transaction.atomic
def settle(*, brought: Import, meanings: Sequence[str], at: datetime) -> Import:
    """Take the columns as the person says, and begin to read. UnreadableList when none holds names."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    _back_to_choosing(brought)
    brought.columns = _columns(brought, meanings)
    if not any(meaning in NAMES for meaning in brought.meanings):
        raise UnreadableList(_("Say which column holds the names. We cannot do without it."))
    storing.path_of(brought)
    brought.last_line, brought.circles = 0, {}
    brought.go(Import.State.PREPARING)
    brought.save()
    return brought


def _back_to_choosing(brought: Import) -> None:
    """Before anyone has moved in, the columns may be settled anew: what was prepared is dropped."""
    if brought.state != Import.State.CHOOSING:
        if Import.State.CHOOSING not in Import.FLOW[brought.state]:
            raise UnreadableList(_("This list has already moved in."))
        brought.go(Import.State.CHOOSING)
        brought.lines.all().delete()


@transaction.atomic
def abandon(*, brought: Import) -> None:
    """Forget a list nobody moved in from: its lines and its file. UnreadableList once people moved in."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    _back_to_choosing(brought)
    stored = brought.stored
    brought.delete()
    transaction.on_commit(lambda: storing.forget(stored))
