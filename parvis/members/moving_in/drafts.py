"""A line before it is stored: as light as a tuple, as clear as a row."""

from dataclasses import dataclass, field
from typing import Any

from parvis.members.models import ImportLine
from parvis.members.moving_in.lines import Facts

COLUMNS = (
    "number",
    "part",
    "facts",
    "state",
    "reason",
    "doubts",
    "name_key",
    "mail_key",
    "telephone_key",
    "twin",
    "choice",
    "twin_member_id",
    "twin_number",
    "twin_part",
)


@dataclass(slots=True)
class Draft:
    """The columns of an `ImportLine`, and the person they tell of (None when the line is left aside)."""

    number: int
    part: int
    facts: dict[str, Any]
    person: Facts | None = None
    state: str = ImportLine.State.READY.value
    reason: str = ""
    doubts: list[list[str]] = field(default_factory=list)
    name_key: int | None = None
    mail_key: int | None = None
    telephone_key: int | None = None
    twin: str = ""
    choice: str = ImportLine.Choice.CREATE.value
    twin_member_id: int | None = None
    twin_number: int | None = None
    twin_part: int = 0

    def row(self) -> tuple[Any, ...]:
        """The values of COLUMNS."""
        return tuple(getattr(self, name) for name in COLUMNS)
