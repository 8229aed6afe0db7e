"""The letter writes itself: what areas tell becomes the words of its sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.community.interests import offered, touched_by
from parvis.community.models import Interest
from parvis.community.switches import is_on
from parvis.kit.digests import Digest, Item, digests
from parvis.newsletters.models import Section
from parvis.newsletters.models.section import LONGEST

TOLD_AHEAD = timedelta(days=21)  # in the common part
FURTHER = timedelta(days=60)  # for who asked for an interest
MOST_FOR_ONE = 6
_SIGNS = re.compile(r"([\\`*_\[\]<>#])")


@dataclass(frozen=True)
class Told:
    """A section as the house would write it now."""

    title: str
    words: str
    keys: list[str]
    source: str = ""
    interest: Interest | None = None


def tell(now: datetime) -> list[Told]:
    """Everything there is to tell: the common part in its order, then what each interest adds."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(current().zone):
        common = [told for one in _on() if (told := _told(one, now)) is not None]
        said = {key for told in common for key in told.keys}
        return common + list(_by_interest(now, said))


def tell_again(section: Section, now: datetime) -> Told | None:
    """This section as the house would write it now; None for own words, or when there is nothing to tell."""
    return next((told for told in tell(now) if _same(told, section)), None)


def gone_from(sections: Iterable[Section], now: datetime) -> list[str]:
    """What these sections tell that is no longer so, a sentence each."""
    keys = sorted({key for section in sections for key in section.keys})
    held = [(one, [key for key in keys if key.startswith(f"{one.area}.")]) for one in digests()]
    return [said for one, own in held if own for said in one.gone(own, now)]


def _same(told: Told, section: Section) -> bool:
    mine = told.interest.pk if told.interest else None
    return bool(told.source) and told.source == section.source and mine == section.interest_id


def _on() -> list[Digest]:
    return [one for one in digests() if is_on(one.area)]


def _told(one: Digest, now: datetime) -> Told | None:
    items = one.fill(now, now + TOLD_AHEAD)
    if not items:
        return None
    return Told(str(one.words), in_words(items), [item.key for item in items if item.key], one.name)


def _by_interest(now: datetime, said: set[str]) -> Iterator[Told]:
    """What lies further ahead and is about an interest; what everybody reads already is not said again."""
    among = offered()
    items = (
        [item for one in _on() for item in one.fill(now, now + FURTHER) if item.key not in said]
        if among
        else []
    )
    touching = [(item, touched_by(f"{item.title} {item.words}", among)) for item in items]
    for interest in among:
        own = [item for item, touched in touching if interest in touched][:MOST_FOR_ONE]
        if own:
            keys = [item.key for item in own if item.key]
            yield Told(interest.name, in_words(own), keys, "interest", interest)


def in_words(items: Iterable[Item]) -> str:
    """Items as Markdown: names alone on one line, the others one under another."""
    known = list(items)
    if not any(item.words or item.when or item.place or item.url for item in known):
        return _names([_plain(item.title) for item in known])
    words = "\n\n".join(_item(item) for item in known)
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition("\n\n")[0]


def _item(item: Item) -> str:
    title = _plain(item.title)
    lines = [f"[**{title}**]({item.url})" if item.url else f"**{title}**"]
    lines.append(" – ".join(_plain(part) for part in (item.when, item.place) if part))
    lines.append(_plain(item.words))
    return "\n".join(line for line in lines if line)


def _names(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _plain(text: str) -> str:
    """Words that are no Markdown, whatever signs stand in them."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
