"""A round on paper: the sheet keeps its calls for three hours, and knows its lines for ever after."""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from parvis.courier.calling import ON_PAPER, take
from parvis.courier.models import CallSheet, Dispatch


@transaction.atomic
def make_sheet(
    lines: Iterable[Iterable[Dispatch]], *, by: int, at: datetime, code_of: Callable[[int], str]
) -> CallSheet:
    """A sheet of calls `by` holds, one line a number; they are kept for whoever calls from the paper.

    code_of(number): how the sheet is called on paper, of eight signs at most.
    """
    wanted = [list(line) for line in lines]
    held = take((row for line in wanted for row in line), by, at, until_at=at + ON_PAPER)
    pks = {row.pk for row in held}
    kept = [[row.pk for row in line if row.pk in pks] for line in wanted]
    sheet = CallSheet(code=secrets.token_hex(4), by=by, made_at=at, lines=[line for line in kept if line])
    sheet.save()
    sheet.code = code_of(sheet.pk)
    sheet.save(update_fields=["code"])
    return sheet
