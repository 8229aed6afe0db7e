"""Where a list stands, in numbers, with one question to the database."""

from dataclasses import dataclass, field

from django.db.models import Count

from parvis.members.models import Import, ImportLine

State, Choice = ImportLine.State, ImportLine.Choice


@dataclass
class Summary:
    """Numbers of people, except `refused` and `totals`: lines of the file."""

    newcomers: int = 0  # who will be, or were, added
    completed: int = 0  # whose record is, or will be, completed
    skipped: int = 0
    refused: int = 0
    kept: int = 0  # who stayed when the list was taken back
    undone: int = 0
    waiting: int = 0  # not moved in yet
    twins: dict[str, int] = field(default_factory=dict)  # still to choose, by kind

    @property
    def ready(self) -> int:
        """People who move in if the person says yes."""
        return self.newcomers + self.completed

    @property
    def total(self) -> int:
        """Everyone the list tells of."""
        return self.newcomers + self.completed + self.skipped + self.kept + self.undone


_COUNTED = {
    State.CREATED: "newcomers",
    State.LINKED: "completed",
    State.SKIPPED: "skipped",
    State.REFUSED: "refused",
    State.KEPT: "kept",
    State.UNDONE: "undone",
}
_CHOSEN = {Choice.CREATE: "newcomers", Choice.LINK: "completed", Choice.SKIP: "skipped"}


def summary_of(brought: Import) -> Summary:
    """The numbers of an import."""
    summary = Summary()
    groups = brought.lines.values_list("state", "choice", "twin").annotate(count=Count("pk")).order_by()
    for state, choice, twin, count in groups:
        name = _CHOSEN[Choice(choice)] if state == State.READY else _COUNTED[State(state)]
        setattr(summary, name, getattr(summary, name) + count)
        if state == State.READY:
            summary.waiting += count
            if twin:
                summary.twins[twin] = summary.twins.get(twin, 0) + count
    return summary
