"""After thirty days nothing of a list is kept: neither its file, nor its lines, nor the way back."""

from datetime import datetime, timedelta

from parvis.members.models import Import, ImportLine
from parvis.members.moving_in import limits, storing

KEEPS_FILE = (
    Import.State.CHOOSING,
    Import.State.PREPARING,
    Import.State.READY,
    Import.State.APPLYING,
    Import.State.FAILED,
)
NEVER_MOVED_IN = (Import.State.CHOOSING, Import.State.READY, Import.State.FAILED)


def clean(at: datetime) -> None:
    """Delete files no import needs, lists forgotten half way, and the lines of old ones."""
    old = at - timedelta(days=limits.KEPT_FOR_DAYS)
    Import.objects.filter(state__in=NEVER_MOVED_IN, brought_at__lt=old).delete()
    ended = Import.objects.filter(state__in=[Import.State.DONE, Import.State.UNDONE], ended_at__lt=old)
    ImportLine.objects.filter(batch__in=ended).delete()
    needed = set(Import.objects.filter(state__in=KEEPS_FILE).values_list("stored", flat=True))
    for path in storing.folder().iterdir():
        # A file just written may not have its row yet.
        if path.name not in needed and path.stat().st_mtime < (at - timedelta(hours=1)).timestamp():
            path.unlink(missing_ok=True)
