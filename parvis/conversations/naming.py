"""How people are called in a thread: by their first name; with an initial where two share it."""

from collections import Counter
from collections.abc import Iterable

from parvis.conversations.models import Thread
from parvis.members.models import Member


def short_names(members: Iterable[Member]) -> dict[int, str]:
    """« Jeanne », « Marie D. »."""
    people = {one.pk: one for one in members}
    shared = Counter(one.first_name for one in people.values())
    return {pk: _named(one, is_shared=shared[one.first_name] > 1) for pk, one in people.items()}


def _named(member: Member, *, is_shared: bool) -> str:
    rest = member.name.split(" ")[1:]
    return f"{member.first_name} {rest[-1][:1]}." if is_shared and rest and rest[-1] else member.first_name


def names_of(thread: Thread) -> dict[int, str]:
    """Everybody who said something in it."""
    return short_names(Member.objects.filter(pk__in=thread.messages.values("author")))
