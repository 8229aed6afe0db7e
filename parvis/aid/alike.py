"""Look-alikes: « Odile propose déjà… », shown while somebody types, so that they call instead of waiting."""

from dataclasses import dataclass
from datetime import datetime

from parvis.aid.finding import KIND
from parvis.aid.models import Notice
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.understanding import weight_of
from parvis.kit import french
from parvis.kit.searching.sharing import sharing
from parvis.members.models import Member

MOST_SHOWN, MOST_LOOKED_AT = 3, 60
ENOUGH = 2.0  # points: one word that names a thing, or two that lean


@dataclass(frozen=True)
class Alike:
    """answers: notices the other way round, which may be the very answer. same: others who say the same."""

    answers: list[Notice]
    same: list[Notice]


def alike(*, direction: str, words: str, reader: Member, now: datetime) -> Alike:
    """What this reader may know of that is near to these words; never their own notices."""
    weights = _weights(words)
    near = [subject for subject, points in sharing(weights, KIND) if points >= ENOUGH] if weights else []
    if not near:
        return Alike([], [])
    chosen = near[:MOST_LOOKED_AT]
    seen = Notice.objects.visible_to(reader).live(now).exclude(author=reader).filter(pk__in=chosen)
    found = sorted(seen.for_list(), key=lambda notice: chosen.index(notice.pk))
    answers = [notice for notice in found if notice.direction != direction]
    same = [notice for notice in found if notice.direction == direction]
    return Alike(answers[:MOST_SHOWN], same[: MOST_SHOWN - 1])


def _weights(words: str) -> dict[str, float]:
    families = dict.fromkeys(french.families(words.replace("\0", " ")[:MOST_LETTERS]))
    known = {family: weight_of(family) for family in families}
    return {family: weight for family, weight in known.items() if weight}
