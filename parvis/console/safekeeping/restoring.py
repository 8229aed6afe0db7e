"""Give a place back from its archive: put together beside the present one, then all at once in its room."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.console.safekeeping import archiving, erasures, sealing
from parvis.console.safekeeping.building import Builder, bring_up_to_date
from parvis.console.safekeeping.finishing import Marker, clear, finish, folder, mark_ready
from parvis.console.safekeeping.manifest import Contents, Manifest
from parvis.console.safekeeping.refusals import NothingToKeep, PlaceIsLive
from parvis.console.safekeeping.staging import room
from parvis.console.safekeeping.standing import own_settings, standing_on
from parvis.console.safekeeping.unpacking import Unpacking
from parvis.courier.holding_back import hold_back
from parvis.kit.models import Schedule
from parvis.members.journaling import TERMINAL, journal_for_all

_PUT_BACK = gettext_lazy("Put the place back as it was in the backup of %(day)s.")
SESSIONS_LAST = timedelta(days=1)  # an older archive knows sessions somebody may have ended since


@dataclass(frozen=True)
class Restored:
    """A place given back: what from, and where the one that was here before is kept."""

    manifest: Manifest
    contents: Contents
    safety: Path | None


def restore(
    path: Path,
    *,
    at: datetime,
    keys: sealing.Keys | None = None,
    safety: Path | None = None,
    is_quiet: bool = True,
) -> Restored:
    """Give back the place of an archive, brought up to today's version.

    is_quiet: hold the mail back until a person decides, ask for sign-in again, erase again who was erased
    since; False only for an archive made a moment ago, of a place that did nothing since.

    safety: where to keep the archive of the place that is here; without it, a place in use is refused
    (PlaceIsLive). The caller holds the data folder: nobody serves it. Refusals of reading too; NoRoom.
    Until the last moment the present place is whole; stopped after it, the next start finishes the work.
    """
    finish()
    former = _keep_former(safety, at) if is_live() else None
    archiving.require_room(Path(settings.DATA), 8 * path.stat().st_size + archiving.SPARE)
    clear()
    successor = room(own_settings())
    successor.clear()
    with sealing.opened(path, keys) as file, standing_on(successor.settings()), Builder(folder()) as builder:
        manifest, contents = Unpacking(file, builder).run()
        builder.check(manifest)
        bring_up_to_date()
        if is_quiet:
            quieten(manifest, erasures.read(erasures.path()) + erasures.read(path.parent / erasures.NAME), at)
    os.sync()
    successor.settle()
    mark_ready(Marker(path.name, manifest.made_at, at, aside=""))
    finish()
    return Restored(manifest, contents, former)


def quieten(manifest: Manifest, erased: list[erasures.Line], at: datetime) -> None:
    """A place given back speaks to nobody, knows no old session, and remembers who was erased."""
    day = f"{timezone.localtime(manifest.made_at):%d/%m/%Y %H:%M}"
    hold_back(reason=_("Given back from the backup of %(day)s.") % {"day": day}, at=at)
    journal_for_all(
        by=None, words=_PUT_BACK, values={"day": day}, at=at, channel=TERMINAL, touches_everyone=True
    )
    if at - manifest.made_at > SESSIONS_LAST:
        Session.objects.all().delete()
    erasures.bring(erased, since=manifest.made_at)
    Schedule.objects.all().delete()


def is_live() -> bool:
    """Is there a place here, with a community or files?"""
    try:
        return bool(archiving.place_name())
    except NothingToKeep:
        return False


def _keep_former(safety: Path | None, at: datetime) -> Path:
    if safety is None:
        raise PlaceIsLive(_("There is a place here already. It would be replaced by the archive’s."))
    erasures.write_down(at)
    return archiving.back_up(safety, at=at).path
