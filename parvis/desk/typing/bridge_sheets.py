"""A sheet of the bridge that comes back from paper: one key a person, each line once, while it is awake."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parvis.aid.bridge.on_paper import note_lines
from parvis.aid.models import BridgeSheet
from parvis.desk.typing.noting_sheets import note_typed
from parvis.kit.paper_codes import PaperCode
from parvis.members.models import Member


@transaction.atomic
def type_bridge(
    *, code: PaperCode, sheet: BridgeSheet, said: Mapping[int, str], version: int, by: Member, at: datetime
) -> list[str]:
    """What was heard, by number of line; what was noted otherwise meanwhile, in sentences.

    TypedMeanwhile when somebody typed it since; Erased once the bridge sleeps.
    """
    note_typed(code, version=version, by=by, at=at)
    return note_lines(sheet=sheet, said=said, by=by, at=at)
