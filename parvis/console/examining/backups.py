"""Is there a recent backup to come back to?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, broken, well
from parvis.console.safekeeping import archiving, keeping
from parvis.console.safekeeping.refusals import NothingToKeep

LONG = timedelta(hours=50)  # two nights, and two hours of grace


def age(at: datetime) -> Iterator[Finding]:
    """The hour of the latest archive: without one, a place is lost with its disk."""
    if not _is_open():
        return
    last, why = keeping.latest(), _("With the disk, everything would be lost.")
    if last is None:
        what = _("There is no backup in %(folder)s.") % {"folder": keeping.folder()}
        yield broken("backup", what, why, "parvis backup")
        return
    state = keeping.last_backup(at)
    if state.failure:
        what = _("Last night’s backup did not work: %(reason)s") % {"reason": state.failure}
        yield broken("backup", what, why, "parvis backup")
        return
    moment = {"moment": f"{timezone.localtime(last.made_at):%d/%m/%Y %H:%M}"}
    if at - last.made_at > LONG:
        what = _("The latest backup is old: %(moment)s.") % moment
        yield broken("backup", what, why, "parvis backup")
    elif last.path.stat().st_size == 0:
        what = _("The latest backup is empty: %(moment)s.") % moment
        yield broken("backup", what, why, "parvis backup")
    elif state.is_on_same_disk:
        words = _("Latest backup: %(moment)s. A copy on another disk would be safer.")
        yield well("backup", words % moment)
    else:
        yield well("backup", _("Latest backup: %(moment)s.") % moment)


def _is_open() -> bool:
    """Is there anything to keep?"""
    try:
        return bool(archiving.place_name())
    except NothingToKeep:
        return False
