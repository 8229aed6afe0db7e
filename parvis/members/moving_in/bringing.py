"""Someone brings a list: a file, or text pasted in a form. Nothing is read beyond its first rows."""

from collections.abc import Iterable
from datetime import datetime

from parvis.members.models import Import, Member
from parvis.members.moving_in import storing
from parvis.members.moving_in.guessing import Guess, guess
from parvis.members.moving_in.opening import open_table


def bring_file(*, name: str, chunks: Iterable[bytes], by: Member | None, at: datetime) -> Import:
    """Keep the file and guess its columns. UnreadableList, and nothing kept, when it is not a table."""
    stored = storing.store(chunks)
    try:
        table = open_table(storing.folder() / stored)
        guessed = guess(table.head())
    except Exception:
        storing.forget(stored)
        raise
    return Import.objects.create(
        name=name[:200],
        stored=stored,
        sheet=table.sheet[:200],
        heading_line=guessed.heading_line,
        columns=columns_of(guessed),
        brought_by=by,
        brought_at=at,
    )


def bring_text(*, name: str, text: str, by: Member | None, at: datetime) -> Import:
    """The same for a paste."""
    return bring_file(name=name, chunks=[text.encode("utf-8")], by=by, at=at)


def columns_of(guessed: Guess) -> list[list[str]]:
    """The columns as an import keeps them: [[heading, meaning], …]."""
    return [[column.heading[:120], column.meaning.value] for column in guessed.columns]
