"""Thirty days more, in one tap; a notice whose days were over comes back."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.finding import index
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.posting import LASTS, ends_at
from parvis.aid.refusals import NoticeOver, to_all, to_notice
from parvis.chronicle.recording import record

COMES_BACK_WITHIN = timedelta(days=30)
_TWICE = timedelta(days=1)  # tapped again within it: the same tap
_NEAR = timedelta(days=3)  # a last day so near is what « thirty days more » is about


@transaction.atomic
def renew(*, notice: Notice, at: datetime) -> Notice:
    """The notice, seen thirty days from now, or until the last day they chose; never shorter than before.

    A last day is forgotten when it is near or past. Tapped twice, it is once. Whoever calls checks who may.
    Raises NoticeOver when it was found, taken back or set aside.
    """
    notice = Notice.objects.locked(notice.pk)
    known = NoticeEnd.objects.filter(notice=notice).first()
    if known is not None and known.why != NoticeEnd.Why.OVER:
        raise NoticeOver(_("This notice has ended. You may write a new one."), to_notice(notice))
    if known is not None and known.at < at - COMES_BACK_WITHIN:
        raise NoticeOver(_("This notice ended long ago. You may write a new one."), to_all())
    last = _last_day(notice, at)
    until_at = ends_at(at, last)
    if known is None and (until_at <= notice.ends_at or notice.ends_at >= at + LASTS - _TWICE):
        return notice
    NoticeEnd.objects.filter(notice=notice).delete()
    notice.ends_at, notice.until_on, notice.told_at = until_at, last, None
    notice.version += 1
    notice.save(update_fields=["ends_at", "told_at", "until_on", "version"])
    fresh = Notice.objects.for_list().get(pk=notice.pk)
    index(fresh)
    record("aid.renewed", subject=notice, person=notice.author_id, at=at)
    return fresh


def _last_day(notice: Notice, at: datetime) -> date | None:
    """The day they chose, while it is far."""
    is_far = notice.until_on is not None and notice.until_on > timezone.localdate(at + _NEAR)
    return notice.until_on if is_far else None
