"""« Je peux aider », by one or by both together; a notice of one of them. Each is told by their own way."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.exchange.answering import answer, why_not
from parvis.aid.models import Exchange, Notice
from parvis.aid.posting import post
from parvis.aid.refusals import to_all
from parvis.aid.understanding import suggest
from parvis.covisits.beside.deciding import NotBoth
from parvis.members.models import Member

MOST_ADDED = 120  # letters: « Avec Rosa, qui vous répond aussi. »


@transaction.atomic
def help_together(
    *, notice: Notice, people: Sequence[Member], words: str, at: datetime, once: str
) -> list[Exchange]:
    """Each answers in their own name, with the same words: all, or none. The same `once` answers once.

    Two say that they come together. NotBoth (which tells of neither), and for one what `answer` raises.
    """
    if len(people) > 1 and any(why_not(notice, one, at) for one in people):
        raise NotBoth(_("One of you cannot answer this notice. Each may try alone."), to_all())
    return [
        answer(notice=notice, by=one, words=_with_others(words, one, people), at=at,
               once_key=f"beside:{once}" if once else None)
        for one in people
    ]  # fmt: skip


def publish_for(*, author: Member, direction: str, words: str, at: datetime, once: str) -> Notice:
    """A notice in one name, its kind from its words. What `post` raises."""
    key = f"{author.pk}:{once}" if once else None
    return post(author=author, direction=direction, words=words, at=at, category=suggest(words), once_key=key)


def _with_others(words: str, one: Member, people: Sequence[Member]) -> str:
    others = [other.first_name for other in people if other.pk != one.pk]
    if not others:
        return words
    together = _("With %(name)s, who answers you too.") % {"name": _(" and ").join(others)}
    return f"{words}\n\n{together[:MOST_ADDED]}"
