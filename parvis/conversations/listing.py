"""The threads of a person: where somebody waits for them first, then the others, and an end."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from parvis.conversations.links import path_of
from parvis.conversations.models import Introduced, Thread
from parvis.conversations.naming import short_names
from parvis.conversations.reading import threads_seen
from parvis.conversations.subjects import titles_of
from parvis.members.models import Member

MOST = 40
_Kind = Thread.Kind


@dataclass(frozen=True)
class Entry:
    """One thread of the list. waits: who waits for this reader’s answer."""

    thread: Thread
    title: str
    url: str
    name: str = ""  # of the person who talks with those who organise, read by these
    waits: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Listed:
    waiting: list[Entry]
    others: list[Entry]
    over: list[Entry]
    questions: list[tuple[str, str]]  # of introductions: whom one could meet, where to answer


def listed(reader: Member, now: datetime) -> Listed:
    """A constant number of questions."""
    seen = threads_seen(reader, now).select_related("member").distinct().latest_first()
    threads = list(seen[:MOST])
    titles = titles_of(threads, reader) | _others_of(threads, reader)
    entries = [_entry(one, titles.get(one.pk, ""), reader, now) for one in threads]
    live = [one for one in entries if not one.is_over]
    return Listed(
        waiting=[one for one in live if one.waits],
        others=[one for one in live if not one.waits],
        over=[one for one in entries if one.is_over],
        questions=questions_to(reader, now),
    )


def _entry(thread: Thread, title: str, reader: Member, now: datetime) -> Entry:
    is_mine = thread.member_id == reader.pk
    return Entry(
        thread=thread,
        title=thread.topic or title,
        url=reverse("conversations:thread", args=[thread.pk]),
        name=thread.member.name if thread.member and not is_mine else "",
        waits=thread.awaits_since_at is not None and not is_mine,
        is_over=thread.is_closed(now),
    )


def _others_of(threads: list[Thread], reader: Member) -> dict[int, str]:
    """By thread between two, who the other is."""
    pks = [one.pk for one in threads if one.kind == _Kind.BETWEEN_TWO]
    if not pks:
        return {}
    rows = Introduced.objects.filter(introduction__thread__in=pks).exclude(member=reader)
    pairs = list(rows.select_related("member", "introduction"))
    names = short_names(row.member for row in pairs)
    return {row.introduction.thread_id or 0: names[row.member_id] for row in pairs}


def questions_to(member: Member, now: datetime) -> list[tuple[str, str]]:
    """Whom this person could meet, and where they answer."""
    mine = Introduced.objects.filter(member=member, says_yes=None, introduction__thread=None)
    rows = mine.filter(introduction__ends_at__gt=now).select_related("introduction")
    asked = {row.introduction_id: row for row in rows.order_by("pk")}
    others = Introduced.objects.filter(introduction__in=asked).exclude(member=member).select_related("member")
    return [(row.member.first_name, path_of(asked[row.introduction_id])) for row in others] if asked else []
