"""The programme as an Atom feed (RFC 4287): what was announced or changed last, first."""

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from parvis.community.identity import current
from parvis.kit.moments import day_and_year, span
from parvis.meetings.calendar_entries import page_address, title_of, uid_of, where_of
from parvis.meetings.models import Meeting

KIND = "application/atom+xml; charset=utf-8"
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def atom(meetings: Iterable[Meeting], *, title: str, source: str, page: str, now: datetime) -> bytes:
    """The whole feed. source: its own address; page: of the programme, both whole."""
    latest = sorted(meetings, key=_changed_at, reverse=True)
    updated = _changed_at(latest[0]) if latest else now.replace(hour=0, minute=0, second=0, microsecond=0)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<id>urn:uuid:{current().uid}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_text(current().name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(source)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        *(line for meeting in latest for line in _entry(meeting)),
        "</feed>\n",
    ]
    return "\n".join(parts).encode()


def _entry(meeting: Meeting) -> Iterator[str]:
    page = page_address(meeting)
    yield f"<entry><id>{_id_of(meeting)}</id>"
    yield f"<title>{_text(title_of(meeting))}</title>"
    yield f"<updated>{_moment(_changed_at(meeting))}</updated>"
    yield f"<published>{_moment(meeting.publication.at)}</published>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
    yield f'<summary type="text">{_text(_summary(meeting))}</summary></entry>'


def _id_of(meeting: Meeting) -> str:
    """The same for ever, whatever the address of the place becomes."""
    return f"urn:uuid:{uuid.uuid5(uuid.UUID(current().uid), uid_of(meeting))}"


def _summary(meeting: Meeting) -> str:
    """« mardi 25 novembre 2026, de 14 h à 16 h. Kiosque, Quai du canal. Un thé ensemble »."""
    when = f"{day_and_year(meeting.begins_at)}, {span(meeting.begins_at, meeting.ends_at)}"
    return ". ".join(part for part in (when, where_of(meeting), meeting.about) if part)


def _changed_at(meeting: Meeting) -> datetime:
    return max(meeting.changed_at or meeting.proposed_at, meeting.publication.at)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(words: str) -> str:
    return escape(_UNWRITABLE.sub("", words))
