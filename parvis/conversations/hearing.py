"""What a correspondent may read out: with a mandate, and never what the reader may not know of."""

from collections.abc import Collection
from datetime import datetime

from parvis.conversations.models import Thread
from parvis.conversations.reading import threads_seen
from parvis.conversations.subjects import titles_of
from parvis.members.models import Mandate, Member, Scope

Pair = tuple[int, int]  # a thread, the person it would be read to


def heard_by(reader: Member, pairs: Collection[Pair], now: datetime) -> set[Pair]:
    """Of these, the reader’s own threads and those of whoever lets them; five questions."""
    if not pairs:
        return set()
    threads = Thread.objects.in_bulk({thread for thread, _person in pairs})
    titles = titles_of(threads.values(), reader)
    own = set(threads_seen(reader, now).filter(pk__in=threads).values_list("pk", flat=True))
    live = Mandate.objects.filter(member__in={person for _thread, person in pairs}).live(now).held_by(reader)
    letting = {one.member_id for one in live if Scope.MESSAGES in one.scopes}
    known = {pk for pk, one in threads.items() if titles.get(pk) or one.kind == Thread.Kind.BETWEEN_TWO}
    return {pair for pair in pairs if pair[0] in own or (pair[0] in known and pair[1] in letting)}
