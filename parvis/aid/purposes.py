"""Why mutual aid writes to people, and whether it still should when the words leave."""

from datetime import datetime

from parvis.aid.models import Notice
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose

ENDS_SOON = "aid.ends_soon"
POSTED = "aid.posted"


def _still_ends(dispatch: Dispatch, now: datetime) -> bool:
    """It stands, and was not renewed since its author was written to."""
    rows = Notice.objects.filter(pk=dispatch.subject_id or 0).live(now)
    return rows.exclude(told_at=None).exists()


def register_all() -> None:
    """One word before a notice ends, and « c’est publié » to whoever wrote it without seeing a page."""
    register_purpose(
        Purpose(ENDS_SOON, still_wanted=_still_ends, matter=Matter.REMINDER, sunday_moves_to_saturday=True)
    )
    register_purpose(Purpose(POSTED, is_answer=True))
