"""Two records of one person become one: their threads and words with them."""

from django.db.models import Max

from parvis.conversations.models import Message, Thread
from parvis.members.models import Member


def pass_on_threads(kept: Member, other: Member) -> None:
    """Where both have a live thread about the same, the words join the kept record's."""
    theirs = Thread.objects.filter(member=other)
    for thread in theirs.live():
        same = Thread.objects.live().filter(member=kept, kind=thread.kind)
        into = same.about(thread.subject_kind, thread.subject_id).first()
        if into is not None:
            _join(thread, into)
    Thread.objects.filter(member=other).update(member=kept)
    for column in ("author", "noted_by"):
        Message.objects.filter(**{column: other}).update(**{column: kept})


def _join(thread: Thread, into: Thread) -> None:
    thread.messages.update(thread=into)
    thread.handovers.update(thread=into)
    into.last_said_at = into.messages.aggregate(last=Max("said_at"))["last"] or into.last_said_at
    waits = [moment for moment in (thread.awaits_since_at, into.awaits_since_at) if moment]
    into.awaits_since_at = min(waits, default=None)
    into.save(update_fields=["last_said_at", "awaits_since_at"])
    thread.delete()
