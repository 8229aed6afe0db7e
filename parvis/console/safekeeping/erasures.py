"""Who was erased, kept beside the archives (former numbers and hours only) so that none brings them back.

The table of erasures is in every archive; but an older archive does not know the later ones, and the
database that knew them may be lost. So the same list also lies in a file of the folder of archives.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from django.db.models import Max

from parvis.console.safekeeping import keeping, schema
from parvis.console.safekeeping.archiving import settle_folder
from parvis.members.models import Erasure, Member

NAME = "effacements.jsonl"


class Line(TypedDict):
    person: int
    texts: str
    erased_at: str


def path() -> Path:
    """The file beside the archives."""
    return keeping.folder() / NAME


def read(file: Path) -> list[Line]:
    """The erasures of a file; none when there is no such file. A line cut by a power failure is left out."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [line for text in lines if (line := _line(text)) is not None]


def _line(text: str) -> Line | None:
    try:
        told = json.loads(text)
        datetime.fromisoformat(told["erased_at"])
        return Line(person=int(told["person"]), texts=str(told["texts"]), erased_at=told["erased_at"])
    except (ValueError, KeyError, TypeError):
        return None


def are_some_new() -> bool:
    """Does the table know an erasure later than the file? One reading."""
    latest = Erasure.objects.aggregate(latest=Max("erased_at"))["latest"]
    return latest is not None and not (path().exists() and path().stat().st_mtime > latest.timestamp())


def write_down(at: datetime) -> int:
    """Add to the file what the table knows and the file does not; how many."""
    known = {(line["person"], line["erased_at"]) for line in read(path())}
    fresh = [line for line in _of_table() if (line["person"], line["erased_at"]) not in known]
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"\n{json.dumps(line)}" for line in fresh)
        file.flush()
        os.fsync(file.fileno())
    os.utime(path(), (at.timestamp(), at.timestamp()))
    settle_folder(path().parent)
    return len(fresh)


def _of_table() -> list[Line]:
    rows = Erasure.objects.order_by("pk").values_list("person", "texts", "erased_at")
    return [Line(person=p, texts=t, erased_at=at.astimezone(UTC).isoformat()) for p, t, at in rows]


def bring(lines: list[Line], *, since: datetime) -> int:
    """Write into the table the erasures later than the archive that was just given back; how many.

    What they name is erased by `erase_again`. Older ones are the archive's own business.
    """
    later = [line for line in lines if datetime.fromisoformat(line["erased_at"]) > since]
    for line in later:
        values = {"texts": line["texts"], "erased_at": datetime.fromisoformat(line["erased_at"])}
        Erasure.objects.update_or_create(person=line["person"], defaults=values)
    _give_no_number_twice()
    return len(later)


def _give_no_number_twice() -> None:
    """A newcomer must never bear the number of somebody erased."""
    highest = Erasure.objects.aggregate(highest=Max("person"))["highest"] or 0
    members = schema.Table(Member._meta.db_table, Member, [])
    schema.set_counters(
        [members], {members.name: max(highest, schema.counters([members]).get(members.name, 0))}
    )
