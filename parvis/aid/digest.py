"""What mutual aid tells in a letter: what people here look for, without their names; how to write back."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.categories import words_of
from parvis.aid.models import Need, Notice
from parvis.courier.replying import can_be_answered
from parvis.kit.digests import Digest, Item, register
from parvis.kit.moments import date

KEY = "aid.notice:"
MOST, ON_THE_FIRST_PAGE = 6, 3


def needed(now: datetime) -> list[Notice]:
    """Three needs at most, the same for whoever looks: of the latest six, those that end first."""
    latest = list(Need.objects.visible_to(None).live(now).select_related("place").latest_first()[:MOST])
    return sorted(latest, key=lambda notice: (notice.ends_at, notice.pk))[:ON_THE_FIRST_PAGE]


def needs(now: datetime, until: datetime) -> list[Item]:
    """The latest needs of everybody; then how to ask or offer by answering."""
    latest = Need.objects.visible_to(None).live(now).select_related("place").latest_first()[:MOST]
    told = [_item(notice) for notice in latest]
    if told and can_be_answered():
        words = _("Answer this letter: “je cherche…” or “je propose…”, in one sentence.")
        told.append(Item(_("And you?"), words, url=reverse("aid:index")))
    return told


def gone(keys: Iterable[str], now: datetime) -> list[str]:
    """A sentence for each of these needs that nobody looks for any more."""
    pks = {int(key.removeprefix(KEY)) for key in keys if key.startswith(KEY)}
    live = set(Notice.objects.visible_to(None).live(now).filter(pk__in=pks).values_list("pk", flat=True))
    return [_("A need of this letter has ended.")] * len(pks - live)


def _item(notice: Notice) -> Item:
    when = _("until %(day)s") % {"day": date(notice.until_on)} if notice.until_on else ""
    url = reverse("aid:notice", args=[notice.pk])
    return Item(notice.words, words_of(notice.category), when, notice.where, url, f"{KEY}{notice.pk}")


def tell() -> None:
    """Give it to whoever writes a letter."""
    register(Digest("aid.needs", words=gettext_lazy("Needs"), order=25, fill=needs, gone=gone))
