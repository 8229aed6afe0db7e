"""What a correspondent may read out: with a mandate, and never what the reader may not know of."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from parvis.conversations.models import Thread
from parvis.conversations.models.thread import ThreadQuerySet
from parvis.conversations.reading import threads_seen
from parvis.conversations.subjects import scopes_of, titles_of
from parvis.members.models import Mandate, Member

Pair = tuple[int, int]  # a thread, the person it would be read to


def heard_by(reader: Member, pairs: Collection[Pair], now: datetime) -> set[Pair]:
    """Of these, the reader’s own threads and those of whoever lets them; four questions."""
    if not pairs:
        return set()
    rows = with_own(Thread.objects.filter(pk__in={thread for thread, _person in pairs}), reader, now)
    threads = {one.pk: one for one in rows}
    titles = titles_of(threads.values(), reader)
    lets = letting_among({person for _thread, person in pairs}, reader, now)
    return {
        (pk, person)
        for pk, person in pairs
        if pk in threads and is_heard(threads[pk], titles.get(pk, ""), lets.get(person, set()))
    }


def with_own(threads: ThreadQuerySet, reader: Member, now: datetime) -> QuerySet[Thread]:
    """Each says whether it is the reader’s own (`is_own`)."""
    own = threads_seen(reader, now).filter(pk=OuterRef("pk"))
    return threads.annotate(is_own=Exists(own))


def letting_among(people: Collection[int], reader: Member, now: datetime) -> dict[int, set[str]]:
    """By person (id), for what they let this reader act and hear."""
    lets: dict[int, set[str]] = {}
    for one in Mandate.objects.filter(member__in=people).live(now).held_by(reader):
        lets.setdefault(one.member_id, set()).update(one.scopes)
    return lets


def is_heard(thread: Thread, title: str, scopes: Collection[str]) -> bool:
    """thread: of `with_own`. title: "" for what the reader may not know of. scopes: what the person lets."""
    is_known = bool(title) or (thread.kind == Thread.Kind.BETWEEN_TWO and not thread.subject_kind)
    is_let = not scopes_of(thread).isdisjoint(scopes)
    return thread.is_own or (is_known and is_let)  # type: ignore[attr-defined]
