"""People who may be here already, put beside whom they look like."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from parvis.members.contacts import shown
from parvis.members.models import Import, ImportLine
from parvis.members.moving_in.completing import contacts_of


@dataclass(frozen=True)
class Double:
    """A line and its twin: a member, or an earlier line of the list."""

    line: ImportLine
    contacts: list[str]
    twin_name: str
    twin_contacts: list[str]
    twin_line: int | None  # None: a member


def _contacts(line: ImportLine) -> list[str]:
    return [shown(contact) for contact in contacts_of(line.facts)]


def doubles_of(brought: Import, lines: list[ImportLine]) -> list[Double]:
    """The doubles of some lines (loaded with their twin member), in the same order."""
    known = [line for line in lines if line.twin_member is not None]
    prefetch_related_objects(known, "twin_member__contact_points")
    numbers = {line.twin_number for line in lines if line.twin_number is not None}
    earlier = {(it.number, it.part): it for it in brought.lines.filter(number__in=numbers)}
    return [_double(line, earlier.get((line.twin_number or 0, line.twin_part))) for line in lines]


def _double(line: ImportLine, earlier: ImportLine | None) -> Double:
    if line.twin_member is not None:
        points = [point.masked for point in line.twin_member.contact_points.all() if point.address]
        return Double(line, _contacts(line), line.twin_member.name, points, None)
    if earlier is None:
        return Double(line, _contacts(line), "", [], line.twin_number)
    return Double(line, _contacts(line), earlier.facts.get("name", ""), _contacts(earlier), earlier.number)
