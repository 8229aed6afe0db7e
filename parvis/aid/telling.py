"""What is said to the author of a notice: it is published; it ends in three days, and one tap keeps it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.aid.categories import words_of
from parvis.aid.links import path_of
from parvis.aid.models import Notice
from parvis.aid.purposes import ENDS_SOON, POSTED
from parvis.aid.reporting.holding_back import held_of
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.kit.moments import day
from parvis.members.models import Member
from parvis.members.reaching import Words, reach, route_to
from parvis.members.speaking import speak

BEFORE = timedelta(days=3)
MOST = 200
_IN_A_TEXT = 60  # letters of what was said: one text message holds it all, how to take it back too


def tell_due(at: datetime) -> int:
    """Write to the authors of what ends within three days, each once; how many. A last day they chose is no
    news to them, unless thirty days are over before it."""
    is_news = Q(until_on=None) | Q(until_on__gt=timezone.localdate(at + BEFORE))
    due = Notice.objects.live(at).filter(is_news, ends_at__lte=at + BEFORE, told_at=None)
    here = due.filter(author__in=Member.objects.let_in(at)).order_by("ends_at", "pk")
    return sum(_tell_one(pk, at) for pk in list(here.values_list("pk", flat=True)[:MOST]))


@transaction.atomic
def _tell_one(pk: int, at: datetime) -> int:
    notice = Notice.objects.locked(pk)
    if not notice.is_live(at) or notice.told_at is not None or notice.ends_at > at + BEFORE:
        return 0  # ended, renewed or told meanwhile
    notice.told_at = at
    notice.save(update_fields=["told_at"])
    author = notice.author
    route = route_to(author)
    words = speak(author, lambda: _ends_soon(notice, route.channel))
    answers_to = reply_address(ENDS_SOON, subject=notice.pk, person=author.pk)
    key = f"{ENDS_SOON}:{notice.pk}:{notice.version}"
    reach(author, ENDS_SOON, words, subject=notice, at=at, once_key=key, route=route, reply_to=answers_to)
    return 1


def tell_posted(notice: Notice, at: datetime) -> None:
    """« C’est publié », by their own way: they wrote it without seeing a page."""
    words = speak(notice.author, lambda: _posted(notice))
    key = f"{POSTED}:{notice.pk}"
    reach(notice.author, POSTED, words, subject=notice, at=at, once_key=key)


def _ends_soon(notice: Notice, channel: str) -> Words:
    title = _("Your notice ends on %(day)s") % {"day": day(notice.seen_until)}
    lines = [said(notice), _("Is it still of use? One tap keeps it thirty days more.")]
    if channel == Channel.MAIL and can_be_answered():
        lines.append(_("Or answer this message: yes, to keep it; found, to end it."))
    if channel == Channel.SMS and settings.SMS_INCOMING:
        lines.append(_("Answer 1 to keep it, 2 if it is found."))
    return Words(title, "\n\n".join(lines), path_of(notice), _("Keep it or end it"))


def _posted(notice: Notice) -> Words:
    lines = [said(notice)]
    if kind := words_of(notice.category):
        lines.append(_("Kind of help: %(kind)s. You may change it on its page.") % {"kind": kind})
    if waits := held_of(notice):
        lines.append(f"{waits} {_('Nothing is refused by a rule: a person reads it and decides.')}")
    else:
        lines.append(seen_until(notice))
    title = _("Your notice is noted") if waits else _("Your notice is published")
    return Words(title, "\n\n".join(lines), path_of(notice), _("See it, or take it back"))


def published(notice: Notice) -> str:
    """In one text message: it is published, or read by somebody first; and how to take it back."""
    says = _("Published for thirty days. %(said)s. To take it back: RETIRER.")
    if held_of(notice):
        says = _("It is noted, and somebody reads it first. %(said)s. To take it back: RETIRER.")
    return says % {"said": Truncator(said(notice)).chars(_IN_A_TEXT)}


def seen_until(notice: Notice) -> str:
    """« Elle est affichée jusqu’au mardi 25 novembre. »."""
    return _("It is seen until %(day)s.") % {"day": day(notice.seen_until)}


def said(notice: Notice) -> str:
    """« Je cherche : une échelle »."""
    begins = _("I am looking for: %(words)s") if notice.is_need else _("I offer: %(words)s")
    return begins % {"words": notice.words}
