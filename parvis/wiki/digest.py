"""What the wiki tells in a letter: the story lived last, by one of its voices."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.identity import current
from parvis.kit.digests import Digest, Item, register
from parvis.kit.moments import date
from parvis.wiki.models import Sentence, Story
from parvis.wiki.models.story import StoryQuerySet

KEY = "wiki.story:"
SINCE = timedelta(days=92)
_LONGEST = 400


def latest(now: datetime, until: datetime) -> list[Item]:
    """One story of the season, the first sentence somebody signed or told."""
    recent = _for_all().filter(happened_on__gte=(now - SINCE).date())
    for story in recent.for_list().latest_first()[:1]:
        sentence = min(story.sentences.all(), key=lambda one: one.pk, default=None)
        words = quoted(sentence) if sentence else ""
        url = reverse("wiki:story", args=[story.pk])
        when = date(story.happened_on)
        return [Item(story.title, words, when, story.place_name, url, f"{KEY}{story.pk}")]
    return []


def quoted(sentence: Sentence) -> str:
    """Somebody's sentence as a letter says it, with their name when they signed."""
    told = _("“%(words)s”") % {"words": Truncator(" ".join(sentence.words.split())).chars(_LONGEST)}
    return f"{told} {sentence.signed}".strip()


def gone(keys: Iterable[str], now: datetime) -> list[str]:
    """A sentence for each of these stories that is no longer shown to everybody."""
    pks = {int(key.removeprefix(KEY)) for key in keys if key.startswith(KEY)}
    shown = set(_for_all().filter(pk__in=pks).values_list("pk", flat=True))
    return [_("A story of this letter is no longer shown to everybody.")] * len(pks - shown)


def _for_all() -> StoryQuerySet:
    """Published for anyone or, in a closed place, for any member."""
    stories = Story.objects.published()
    return stories.filter(is_public=True) if current().is_open else stories.filter(circle=None)


def tell() -> None:
    """Give it to whoever writes a letter."""
    register(Digest("wiki.story", words=gettext_lazy("A story"), order=30, fill=latest, gone=gone))
