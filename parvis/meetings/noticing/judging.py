"""What two meetings have in common that people should know. Plain Python, the same both ways."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from parvis.kit import french
from parvis.meetings.noticing import links, places, publics, titles
from parvis.meetings.noticing.places import Where
from parvis.meetings.noticing.sketch import Sketch

SAME_HOUR, HALF_HOUR, NEAR_HOUR, SAME_DAY = 10, 30, 120, 720  # minutes between two beginnings
# Likeness of titles that is enough: over one text, at one place and hour, near that hour, elsewhere.
A_WORD, ENOUGH, ENOUGH_NEAR, CERTAIN = 0.2, 0.6, 0.78, 0.95
ABOUT_READ, ABOUT_ENOUGH = 600, 82


class Kind(StrEnum):
    """Why two meetings are shown together, the weightiest first."""

    DUPLICATE = "duplicate"
    ROOM = "room"
    PEOPLE = "people"
    CIRCLE = "circle"
    PUBLIC = "public"


class Sign(StrEnum):
    """What was seen, to be said in words (`wording`)."""

    SAME_LINK = "same_link"
    SAME_ROOM = "same_room"
    SET_UP = "set_up"
    SAME_PLACE = "same_place"
    NEAR_PLACE = "near_place"
    SAME_HOUR = "same_hour"
    NEAR_HOUR = "near_hour"
    SAME_DAY = "same_day"
    OVERLAP = "overlap"
    SAME_TITLE = "same_title"
    CLOSE_TITLE = "close_title"
    SAME_PEOPLE = "same_people"
    SAME_CIRCLE = "same_circle"
    SAME_PUBLIC = "same_public"


@dataclass(frozen=True, slots=True)
class Finding:
    kinds: tuple[Kind, ...]  # the weightiest first; never empty
    signs: tuple[Sign, ...]
    publics: frozenset[str] = frozenset()

    @property
    def kind(self) -> Kind:
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two sketches side by side."""

    one: Sketch
    other: Sketch
    where: Where
    apart: float
    meets: bool
    likeness: float
    has_one_link: bool
    has_one_head: bool

    @property
    def has_same_organiser(self) -> bool:
        one, other = self.one, self.other
        return bool(one.people & other.people) or bool(one.circle and one.circle == other.circle)


def judge(one: Sketch, other: Sketch) -> Finding | None:
    """What these two have in common, or None when there is nothing to say."""
    if one.apart(other) > SAME_DAY and not one.meets(other):
        return None
    pair = _compare(one, other)
    kinds, shared = [], _shared_publics(pair)
    if _is_duplicate(pair):
        kinds.append(Kind.DUPLICATE)
    if pair.meets:
        kinds += _clashes(pair)
        if shared:
            kinds.append(Kind.PUBLIC)
    if not kinds:
        return None
    return Finding(tuple(kinds), tuple(_signs(pair, bool(shared))), shared)


def _compare(one: Sketch, other: Sketch) -> _Compared:
    left, right = titles.read(one.title), titles.read(other.title)
    link = links.normalised(one.link) if one.link and other.link else ""
    return _Compared(
        one=one,
        other=other,
        where=places.compare(one, other),
        apart=one.apart(other),
        meets=one.meets(other),
        likeness=titles.alike(left, right),
        has_one_link=bool(link) and link == links.normalised(other.link),
        has_one_head=titles.share_a_head(left, right),
    )


def _is_duplicate(pair: _Compared) -> bool:
    if pair.has_one_link and pair.apart <= SAME_DAY and pair.likeness:
        return True
    if pair.where == Where.ELSEWHERE:
        return pair.apart <= SAME_HOUR and pair.likeness >= CERTAIN and _have_one_text(pair)
    if pair.apart <= SAME_HOUR and _is_one_gathering(pair):
        return True
    if pair.meets:
        return pair.likeness >= ENOUGH_NEAR or (pair.has_one_head and pair.has_same_organiser)
    others_proposed_it = bool(pair.one.people and pair.other.people) and not pair.has_same_organiser
    return others_proposed_it and pair.where >= Where.NEAR and pair.likeness >= titles.CLOSE


def _is_one_gathering(pair: _Compared) -> bool:
    """At one hour and not elsewhere: alike titles, or titles that share a word over one and the same text."""
    if pair.where < Where.NEAR:
        return pair.likeness >= ENOUGH_NEAR
    return pair.likeness >= ENOUGH or (pair.likeness >= A_WORD and _have_one_text(pair))


def _clashes(pair: _Compared) -> list[Kind]:
    seen = {
        Kind.ROOM: pair.where == Where.SAME_ROOM or _are_two_groups_at_one_place(pair),
        Kind.PEOPLE: bool(pair.one.people & pair.other.people),
        Kind.CIRCLE: bool(pair.one.circle) and pair.one.circle == pair.other.circle,
    }
    return [kind for kind, is_so in seen.items() if is_so]


def _are_two_groups_at_one_place(pair: _Compared) -> bool:
    """A place known by its words only: told when two organisers are there at one hour, together or not."""
    one, other = pair.one, pair.other
    are_said = bool(one.people or one.circle) and bool(other.people or other.circle)
    return (
        are_said
        and pair.where == Where.SAME
        and pair.apart <= HALF_HOUR
        and not pair.has_same_organiser
        and None in (one.place, other.place)
    )


def _shared_publics(pair: _Compared) -> frozenset[str]:
    """Publics who would have to be at both; two workshops under one roof are one programme."""
    if not pair.meets or pair.where >= Where.NEAR:
        return frozenset()
    return publics.shared(_publics(pair.one), _publics(pair.other))


def _publics(sketch: Sketch) -> frozenset[str]:
    return sketch.publics | publics.named_in(sketch.title)


def _have_one_text(pair: _Compared) -> bool:
    left, right = _text(pair.one.about), _text(pair.other.about)
    return min(len(left), len(right)) >= 80 and fuzz.token_set_ratio(left, right) >= ABOUT_ENOUGH


@lru_cache(maxsize=5_000)
def _text(about: str) -> str:
    return french.plain(about[:ABOUT_READ])


def _signs(pair: _Compared, is_one_public: bool) -> list[Sign]:
    where = {Where.SAME_ROOM: Sign.SAME_ROOM, Where.SAME: Sign.SAME_PLACE, Where.NEAR: Sign.NEAR_PLACE}
    signs = [where[pair.where]] if pair.where in where else []
    if pair.where == Where.SAME_ROOM and (pair.one.room is None or pair.other.room is None):
        signs = [Sign.SAME_PLACE]
    signs.append(_hour(pair))
    seen = {
        Sign.SAME_LINK: pair.has_one_link,
        Sign.SAME_TITLE: pair.likeness >= CERTAIN,
        Sign.CLOSE_TITLE: ENOUGH <= pair.likeness < CERTAIN,
        Sign.SAME_PEOPLE: bool(pair.one.people & pair.other.people),
        Sign.SAME_CIRCLE: bool(pair.one.circle) and pair.one.circle == pair.other.circle,
        Sign.SAME_PUBLIC: is_one_public,
    }
    return signs + [sign for sign, is_so in seen.items() if is_so]


def _hour(pair: _Compared) -> Sign:
    if pair.apart <= SAME_HOUR:
        return Sign.SAME_HOUR
    if pair.meets:
        return Sign.OVERLAP
    return Sign.NEAR_HOUR if pair.apart <= NEAR_HOUR else Sign.SAME_DAY
