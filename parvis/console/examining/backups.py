"""Is there a recent backup to come back to?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, broken, well
from parvis.console.safekeeping import keeping

LONG = timedelta(hours=50)  # two nights, and two hours of grace


def age(at: datetime) -> Iterator[Finding]:
    """The hour of the latest archive; a place without one loses everything with its disk."""
    last, why = keeping.latest(), _("With the disk, everything would be lost.")
    if last is None:
        what = _("There is no backup in %(folder)s.") % {"folder": keeping.folder()}
        yield broken("backup", what, why, "parvis backup")
        return
    moment = {"moment": f"{timezone.localtime(last.made_at):%d/%m/%Y %H:%M}"}
    if at - last.made_at > LONG:
        what = _("The latest backup is old: %(moment)s.") % moment
        yield broken("backup", what, why, "parvis backup")
    elif last.path.stat().st_size == 0:
        what = _("The latest backup is empty: %(moment)s.") % moment
        yield broken("backup", what, why, "parvis backup")
    else:
        yield well("backup", _("Latest backup: %(moment)s.") % moment)
