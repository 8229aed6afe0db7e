"""What people declared of themselves, as the engine reads it: only what they said, and did not decline.

Roles and how long somebody has been here are known without asking; they may be declined like the rest.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.members.models import Member, Role
from parvis.members.names import search_name
from parvis.mixing.traits import SILENT, Traits, traits_of
from parvis.tables.models import Age, Attribute, Language, Portrait, Trade

# In the order of the columns; the last two weigh nothing: they only keep people from being alone.
WEIGHTS = {"age": 0.3, "quarter": 0.25, "trade": 0.2, "languages": 0.1, "seniority": 0.1, "role": 0.05}
AGE, QUARTER, TRADE, LANGUAGES, SENIORITY, ROLE, NEAR_AGE, TONGUE = range(8)
_ORDERED = (True, False, False, False, True, False, False, False)
CARE = (NEAR_AGE, TONGUE)
_LANGUAGES = [language.value for language in Language]
_TRADES = [trade.value for trade in Trade]
_SENIORITY = (timedelta(days=365), timedelta(days=5 * 365))
_ENDS = {Age.YOUNG, Age.SEVENTIES, Age.ELDERS}  # alone among others, these are alone indeed


@dataclass(frozen=True)
class Declared:
    """traits: a row a person. speaks: languages as bits, 0 when not said. easy: who needs such a table."""

    traits: Traits
    speaks: list[int]
    easy: list[int]


def declared_by(people: Sequence[Member | None], at: datetime) -> Declared:
    """For each of these people; None (a companion, a first name) said nothing. Three queries."""
    members = [member.pk for member in people if member]
    portraits = {row.member_id: row for row in Portrait.objects.filter(member__in=members)}
    holders = set(Role.objects.filter(member__in=members).values_list("member_id", flat=True))
    found = [portraits.get(member.pk) if member else None for member in people]
    speaks = [_bits(portrait) for portrait in found]
    rows = [_codes(member, portrait, holders, at) for member, portrait in zip(people, found, strict=True)]
    _number_quarters(rows, found)
    _keep_company(rows)
    for row, tongue in zip(rows, _tongues(speaks), strict=True):
        row[TONGUE] = tongue
    return Declared(
        traits_of(rows, [*WEIGHTS.values(), 0, 0], is_ordered=_ORDERED) if rows else _nobody(),
        speaks,
        [number for number, portrait in enumerate(found) if portrait and portrait.needs_easy_table],
    )


def _nobody() -> Traits:
    one = traits_of([[SILENT] * 8], [*WEIGHTS.values(), 0, 0], is_ordered=_ORDERED)
    return Traits(one.codes[:0], one.weights, one.spans)


def _codes(member: Member | None, portrait: Portrait | None, holders: set[int], at: datetime) -> list[int]:
    row = [SILENT] * 8
    if member is None:
        return row
    declined = set(portrait.declined) if portrait else set()
    row[AGE] = _age(member, portrait)
    if portrait and portrait.trade in _TRADES:
        row[TRADE] = _TRADES.index(portrait.trade)
    if portrait and portrait.languages:
        row[LANGUAGES] = min(_places(portrait.languages) or [SILENT], key=lambda place: (place == 0, place))
    row[SENIORITY] = sum(at - member.joined_at >= span for span in _SENIORITY)
    row[ROLE] = int(member.pk in holders)
    for number, name in enumerate(WEIGHTS):
        if name in declined:
            row[number] = SILENT
    return row


def _age(member: Member, portrait: Portrait | None) -> int:
    if portrait and portrait.age is not None:
        return portrait.age
    return int(Age.YOUNG) if member.minor_until_on else SILENT


def _places(languages: Sequence[str]) -> list[int]:
    return [_LANGUAGES.index(code) for code in languages if code in _LANGUAGES]


def _bits(portrait: Portrait | None) -> int:
    """Who said which languages they speak is understood, also when they decline to be mixed by them."""
    return sum(1 << place for place in _places(portrait.languages)) if portrait else 0


def _number_quarters(rows: list[list[int]], portraits: Sequence[Portrait | None]) -> None:
    """« Le Port » and « le port » are one quarter."""
    known: dict[str, int] = {}
    for row, portrait in zip(rows, portraits, strict=True):
        if portrait and portrait.quarter and Attribute.QUARTER not in portrait.declined:
            row[QUARTER] = known.setdefault(search_name(portrait.quarter), len(known))


def _keep_company(rows: list[list[int]]) -> None:
    """The youngest, the oldest, and those whose age is rare here are not left alone of it at a table."""
    many = Counter(row[AGE] for row in rows)
    for row in rows:
        age = row[AGE]
        if age != SILENT and (age in _ENDS or many[age] * 8 <= len(rows)):
            row[NEAR_AGE] = age


def _tongues(speaks: Sequence[int]) -> list[int]:
    """Who does not speak the language most speak here: with others of theirs, or one who speaks both."""
    said = [bits for bits in speaks if bits]
    if not said:
        return [SILENT] * len(speaks)
    common = max(range(len(_LANGUAGES)), key=lambda place: (sum(bits >> place & 1 for bits in said), -place))
    found = [SILENT if not bits or bits >> common & 1 else _lowest(bits) for bits in speaks]
    for tongue, many in Counter(place for place in found if place != SILENT).items():
        both = [number for number, bits in enumerate(speaks) if bits >> common & 1 and bits >> tongue & 1]
        if many == 1 and both:
            found[both[0]] = tongue
    return found


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
