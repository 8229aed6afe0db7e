"""The programme as an Atom feed (RFC 4287): what was announced or changed last, first."""

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.moments import day_and_year, span
from parvis.meetings.calendar_entries import uid_in, where_in
from parvis.meetings.calendar_facts import Facts

KIND = "application/atom+xml; charset=utf-8"
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def atom(
    meetings: Iterable[tuple[Facts, datetime]], *, title: str, source: str, page: str, now: datetime
) -> bytes:
    """The whole feed. meetings: each with when it was published. source: its own address; page: of the
    programme, both whole.
    """
    here = current()
    said = [(max(facts.noted_at, published_at), published_at, facts) for facts, published_at in meetings]
    latest = sorted(said, key=itemgetter(0), reverse=True)
    updated = latest[0][0] if latest else now.replace(hour=0, minute=0, second=0, microsecond=0)
    words, root = (_("CANCELLED –"), _("At a distance")), (uuid.UUID(here.uid), here.uid)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<id>urn:uuid:{here.uid}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_text(here.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(source)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        *(line for one in latest for line in _entry(*one, page, words, root)),
        "</feed>\n",
    ]
    return "\n".join(parts).encode()


def _entry(
    changed_at: datetime,
    published_at: datetime,
    facts: Facts,
    programme: str,
    words: tuple[str, str],
    root: tuple[uuid.UUID, str],
) -> Iterator[str]:
    """words: of what is cancelled, of what is at a distance. root: from which its name for ever is made."""
    title = f"{words[0]} {facts.title}" if facts.is_off else facts.title
    yield f"<entry><id>urn:uuid:{uuid.uuid5(root[0], uid_in(facts, root[1]))}</id>"
    yield f"<title>{_text(title)}</title>"
    yield f"<updated>{_moment(changed_at)}</updated>"
    yield f"<published>{_moment(published_at)}</published>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(f"{programme}{facts.pk}/")}/>'
    yield f'<summary type="text">{_text(_summary(facts, words[1]))}</summary></entry>'


def _summary(facts: Facts, remote: str) -> str:
    """« mardi 25 novembre 2026, de 14 h à 16 h. Kiosque, Quai du canal. Un thé ensemble »."""
    when = f"{day_and_year(facts.begins_at)}, {span(facts.begins_at, facts.ends_at)}"
    return ". ".join(part for part in (when, where_in(facts, remote), facts.about) if part)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(words: str) -> str:
    return escape(_UNWRITABLE.sub("", words))
