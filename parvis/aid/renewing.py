"""Thirty days more, in one tap; a notice whose days were over comes back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.finding import index
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.posting import LASTS, ends_at
from parvis.aid.refusals import NoticeOver, to_all, to_notice
from parvis.chronicle.recording import record

COMES_BACK_WITHIN = timedelta(days=30)
_TWICE = timedelta(days=1)  # tapped again within it: the same tap


@transaction.atomic
def renew(*, notice: Notice, at: datetime) -> Notice:
    """The notice, seen thirty days from now; a last day that was chosen is forgotten once it has come.

    Whoever calls checks who may. Raises NoticeOver when it was found, taken back or set aside.
    """
    notice = Notice.objects.locked(notice.pk)
    known = NoticeEnd.objects.filter(notice=notice).first()
    if known is not None and known.why != NoticeEnd.Why.OVER:
        raise NoticeOver(_("This notice has ended. You may write a new one."), to_notice(notice))
    if known is not None and known.at < at - COMES_BACK_WITHIN:
        raise NoticeOver(_("This notice ended long ago. You may write a new one."), to_all())
    if known is None and notice.ends_at >= at + LASTS - _TWICE:
        return notice
    NoticeEnd.objects.filter(notice=notice).delete()
    if ends_at(at, notice.until_on) <= notice.ends_at:
        notice.until_on = None
    notice.ends_at, notice.told_at = ends_at(at, notice.until_on), None
    notice.version += 1
    notice.save(update_fields=["ends_at", "told_at", "until_on", "version"])
    fresh = Notice.objects.for_list().get(pk=notice.pk)
    index(fresh)
    record("aid.renewed", subject=notice, person=notice.author_id, at=at)
    return fresh
