"""What meetings tell in a letter: those to come, as everybody here may know them."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.identity import current
from parvis.kit.digests import Digest, Item, register
from parvis.kit.moments import start
from parvis.meetings.listing import open_to_all
from parvis.meetings.models import Meeting

KEY = "meetings.meeting:"
MOST = 12
_LONGEST = 180


def coming(now: datetime, until: datetime) -> list[Item]:
    """Those that begin until then and are not cancelled; where several are of one series, the first."""
    meetings = (
        open_to_all(now, is_public=current().is_open).live().filter(begins_at__gt=now, is_improvised=False)
    )
    found: dict[object, Meeting] = {}
    for meeting in meetings.filter(begins_at__lte=until)[: 6 * MOST]:
        found.setdefault(meeting.series_id or f"alone {meeting.pk}", meeting)
    return [item_of(meeting) for meeting in list(found.values())[:MOST]]


def item_of(meeting: Meeting) -> Item:
    """One meeting as a letter tells it."""
    return Item(
        meeting.title,
        Truncator(" ".join(meeting.about.split())).chars(_LONGEST),
        when=start(meeting.begins_at, meeting.ends_at),
        place=meeting.where_words,
        url=reverse("meetings:meeting", args=[meeting.pk]),
        key=f"{KEY}{meeting.pk}",
    )


def gone(keys: Iterable[str], now: datetime) -> list[str]:
    """A sentence for each of these meetings that is over, cancelled, or not for everybody any more."""
    pks = [int(key.removeprefix(KEY)) for key in keys if key.startswith(KEY)]
    meetings = Meeting.objects.filter(pk__in=pks).select_related("cancellation").order_by("begins_at", "pk")
    shown = set(open_to_all(now, is_public=current().is_open).filter(pk__in=pks).values_list("pk", flat=True))
    known = list(meetings)
    told = [said for meeting in known if (said := _said(meeting, meeting.pk in shown, now))]
    return told + [_("A meeting of this letter was deleted.")] * (len(set(pks)) - len(known))


def _said(meeting: Meeting, is_shown: bool, now: datetime) -> str:
    """What is no longer so; empty when all is well."""
    if meeting.is_cancelled:
        return _("“%(title)s” is cancelled.") % {"title": meeting.title}
    if meeting.begins_at <= now:
        return _("“%(title)s” has begun already, or is over.") % {"title": meeting.title}
    return "" if is_shown else _("“%(title)s” is no longer for everybody.") % {"title": meeting.title}


def tell() -> None:
    """Give it to whoever writes a letter."""
    register(
        Digest("meetings.next", words=gettext_lazy("The next meetings"), order=10, fill=coming, gone=gone)
    )
