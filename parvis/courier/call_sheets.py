"""A round on paper: the sheet keeps its calls for three hours, and knows its lines for ever after."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from parvis.courier.calling import ON_PAPER, take
from parvis.courier.models import CallSheet, Dispatch

_SIGNS = "ACDEFHJKLMNPRTUVWXY3479"  # none that an eye takes for another
_LENGTH = 5


@transaction.atomic
def make_sheet(lines: Iterable[Iterable[Dispatch]], *, by: int, at: datetime) -> CallSheet:
    """A sheet of calls `by` holds, one line a number; they are kept for whoever calls from the paper."""
    wanted = [list(line) for line in lines]
    held = take((row for line in wanted for row in line), by, at, until_at=at + ON_PAPER)
    pks = {row.pk for row in held}
    kept = [[row.pk for row in line if row.pk in pks] for line in wanted]
    return CallSheet.objects.create(
        code=_new_code(), by=by, made_at=at, lines=[line for line in kept if line]
    )


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH))
        if not CallSheet.objects.filter(code=code).exists():
            return code
