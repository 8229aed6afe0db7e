"""« Signaler »: one field, signed or not. A person reads it; nothing is counted, nothing disappears by it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import Notice, NoticeReport
from parvis.aid.reporting.moderators import moderators_of
from parvis.aid.reporting.telling import tell_signalled
from parvis.kit.limiting import limit
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member

LONGEST = 300
MOST_OPEN = 20  # of one notice: whoever looks has enough to know
MOST_A_DAY = 10


class WordsNeeded(Refusal):
    """A report says what is wrong."""

    status = 422


@transaction.atomic
def signal(*, notice: Notice, words: str, by: Member | None, at: datetime) -> NoticeReport | None:
    """by: None, unsigned. Twice by one person: the first stands. WordsNeeded, TooOften."""
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:LONGEST]
    if not said:
        out = WayOut(_("Back to the notice"), reverse("aid:notice", args=[notice.pk]))
        raise WordsNeeded(_("Say in a few words what is wrong."), out)
    hold(Notice.objects.filter(pk=notice.pk))
    open_ones = NoticeReport.objects.filter(notice=notice, ended_at=None)
    known = open_ones.filter(by=by).first() if by is not None else None
    if known is not None or open_ones.count() >= MOST_OPEN:
        return known
    if by is not None:
        limit(f"aid.signal {by.pk}", times=MOST_A_DAY, per=timedelta(days=1))
    is_first = not open_ones.exists()
    row = NoticeReport.objects.create(notice=notice, by=by, words=said, at=at)
    if is_first:
        tell_signalled(notice, moderators_of(notice, leaving_out=by.pk if by else None)[:2], at)
    return row
