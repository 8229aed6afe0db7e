"""Begin with words: « à qui ? », what one has to say, and the thread is there."""

from datetime import datetime

from django.db import transaction

from parvis.conversations.models import Message, Thread
from parvis.conversations.opening import open_about
from parvis.conversations.saying import Said, say
from parvis.conversations.subjects import is_known, subject_at, subjects
from parvis.members.models import Member

Key = tuple[str, int | None]


def addressees(member: Member, now: datetime, asked: Key | None = None) -> dict[str, str]:
    """« permanence », « meetings.meeting-12 »: to whom this person may write, with its name.

    asked: what the page they come from is about; there if they may know of it.
    """
    in_order = sorted(subjects(), key=lambda one: one.kind)  # the desk first: its kind is empty
    found = {
        key_in_words(one.kind, pk): title
        for one in in_order
        for pk, title in one.offered_to(member, now).items()
    }
    if asked is not None and is_known(asked[0]) and asked[1] is not None:
        title = subject_at(asked[0]).titles({asked[1]}, member).get(asked[1])
        if title:
            found = {key_in_words(*asked): title, **found}
    return found


def key_in_words(kind: str, pk: int | None) -> str:
    return f"{kind}-{pk}" if kind else "desk"


def read_key(text: str) -> Key | None:
    """The other way round; None for anything else."""
    if text == "desk":
        return "", None
    kind, _dash, number = text[:60].rpartition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 15
    return (kind, int(number)) if kind and is_number and is_known(kind) else None


@transaction.atomic
def begin(*, member: Member, about: Key, text: str, at: datetime, once_key: str | None = None) -> Said:
    """The thread with those who answer, and the first words in it; sent twice, said once."""
    known = Message.objects.filter(once_key=once_key, author=member).first() if once_key else None
    if known is not None:
        return Said(known)
    thread: Thread = open_about(member=member, key=about, at=at)
    return say(thread=thread, by=member, text=text, at=at, once_key=once_key)
