"""Calls made from paper: a helper's sheet with its code, then what they noted, each line once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.bridge.looking_after import hear
from parvis.aid.bridge.permissions import keeps_list
from parvis.aid.bridge.reading import Line, lines_among
from parvis.aid.bridge.refusals import Asleep, CannotLookAfter, Erased, NotYoursToWake
from parvis.aid.models import BridgeSheet, HelpKind, LookedAfter, Volunteer, Wake
from parvis.aid.refusals import to_someone
from parvis.members.models import Member

Says = LookedAfter.Says
# In the order of the boxes on paper: the digit is the key. For each what was heard, and what they need.
KEYS: dict[str, tuple[str, str]] = {
    "1": (Says.WELL, ""),
    "2": (Says.SILENT, ""),
    **{str(number): (Says.NEEDS, kind) for number, kind in enumerate(HelpKind.values, start=3)},
}


@dataclass(frozen=True)
class PaperLine:
    """Somebody on the sheet; `number` counts from 1 and never changes."""

    number: int
    line: Line
    is_open: bool  # nothing was noted since the sheet was printed


def keys() -> list[tuple[str, Any]]:
    """Each key with its words: « 1 tout va bien »… « 3 a besoin de : une visite »."""
    needs = gettext_lazy("needs: %(what)s")
    told = {says.value: says.label for says in Says}
    return [
        (key, needs % {"what": HelpKind(kind).label} if kind else told[says])
        for key, (says, kind) in KEYS.items()
    ]


@transaction.atomic
def print_sheet(*, helper: Volunteer, by: Member, at: datetime) -> BridgeSheet:
    """The sheet of who this helper calls; the last one again while it says the same and nothing was heard.

    NotYoursToWake, Asleep, CannotLookAfter when they call nobody.
    """
    if not keeps_list(by):
        raise NotYoursToWake(_("Those who answer the telephone keep this list."), to_someone())
    wake = Wake.objects.locked(helper.wake_id)
    if not wake.is_awake(at):
        raise Asleep(_("The bridge sleeps again: its list is gone."), to_someone())
    people = list(helper.people.order_by("member__search_name", "pk"))
    if not people:
        raise CannotLookAfter(_("This helper calls nobody for now. Share out the calls first."), to_someone())
    lines, last = [one.pk for one in people], helper.sheets.order_by("-pk").first()
    heard = [one.heard_at for one in people if one.heard_at]
    if last is not None and last.lines == lines and all(moment <= last.made_at for moment in heard):
        return last
    return BridgeSheet.objects.create(helper=helper, made_at=at, lines=lines)


def sheet_of(number: int, now: datetime) -> BridgeSheet:
    """The sheet of this number. Erased once its bridge sleeps: nobody can tell it from one that never was."""
    rows = BridgeSheet.objects.select_related("helper__wake__by", "helper__member")
    row = rows.filter(pk=min(number, 2**63 - 1), helper__wake__slept_at=None).first()
    if row is None or not row.helper.wake.is_awake(now):
        reason = _(
            "The bridge sleeps again: its list is gone, and this sheet with it. Thank you for calling."
        )
        raise Erased(reason, to_someone())
    return row


def lines_of(sheet: BridgeSheet) -> list[PaperLine]:
    """The lines as printed; who is no longer on the list is left out. A constant number of queries."""
    rows = {row.pk: row for row in LookedAfter.objects.for_list().filter(pk__in=sheet.lines)}
    found = {line.row.pk: line for line in lines_among(list(rows.values()))}
    return [
        PaperLine(number, found[pk], _is_open(found[pk].row, sheet))
        for number, pk in enumerate(sheet.lines, start=1)
        if pk in found
    ]


def note_lines(*, sheet: BridgeSheet, said: Mapping[int, str], by: Member, at: datetime) -> list[str]:
    """Note what the paper says, each line once: by number of line, a key. What was not noted, in sentences.

    Inside the transaction of who types. Erased, NotYoursToWake.
    """
    Wake.objects.locked(sheet.helper.wake_id)  # nobody notes a call between reading and writing
    left = []
    for line in lines_of(sheet_of(sheet.pk, at)):
        says, needs = KEYS.get(said.get(line.number, ""), ("", ""))
        if says and not line.is_open and (says, needs) != (line.line.row.says, line.line.row.needs):
            told = {"name": line.line.name, "words": line.line.row.in_words()}
            left.append(_("%(name)s: already noted meanwhile, %(words)s") % told)
        elif says and line.is_open:
            hear(person=line.line.row, says=says, needs=needs, by=by, at=at)
    return left


def _is_open(row: LookedAfter, sheet: BridgeSheet) -> bool:
    return row.heard_at is None or row.heard_at <= sheet.made_at
