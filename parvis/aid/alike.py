"""Look-alikes: « Odile propose déjà… », shown while somebody types, so that they call instead of waiting."""

from dataclasses import dataclass
from datetime import datetime

from parvis.aid.finding import KIND
from parvis.aid.likeness import ENOUGH, only_look_alike, wanted
from parvis.aid.models import Notice
from parvis.kit.searching.sharing import sharing
from parvis.members.models import Member

MOST_SHOWN, MOST_LOOKED_AT = 3, 60


@dataclass(frozen=True)
class Alike:
    """answers: notices the other way round, which may be the very answer. same: others who say the same."""

    answers: list[Notice]
    same: list[Notice]


def alike(*, direction: str, words: str, reader: Member, now: datetime) -> Alike:
    """What this reader may know of that is near to these words; never their own notices."""
    named = wanted(words)
    near = [subject for subject, points in sharing(named, KIND) if points >= ENOUGH] if named else []
    if not near:
        return Alike([], [])
    chosen = near[:MOST_LOOKED_AT]
    seen = Notice.objects.visible_to(reader).live(now).exclude(author=reader).filter(pk__in=chosen)
    read = [one for one in seen.for_list() if not only_look_alike(words, f"{one.words} {one.where}")]
    found = sorted(read, key=lambda notice: chosen.index(notice.pk))
    answers = [notice for notice in found if notice.direction != direction]
    same = [notice for notice in found if notice.direction == direction]
    return Alike(answers[:MOST_SHOWN], same[: MOST_SHOWN - 1])
