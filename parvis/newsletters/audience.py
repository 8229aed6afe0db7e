"""Who receives a letter: everybody, or those some criteria name, joined by and, or, except, left to right.

Only what people declared (an interest, a circle, a role) or where they came is a criterion. Nobody is in an
audience by what they looked at: it is not known. Nobody is ever listed for not having come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.community.models import Circle
from parvis.courier.models import LeftList
from parvis.courier.purposes import Matter
from parvis.meetings.models import Arrival
from parvis.members.attention import LETS_THROUGH
from parvis.members.models import ChosenInterest, Member, Membership, Role
from parvis.members.models.member import MemberQuerySet

MOST = 8
LIST = "lettre"
AND, OR, EXCEPT = "and", "or", "except"
JOINS = (AND, OR, EXCEPT)
INTEREST, CIRCLE, ROLE, PLACE, CAME = "interest", "circle", "role", "place", "came"
DECLARED = frozenset({INTEREST, CIRCLE, ROLE})
KINDS = (INTEREST, CIRCLE, ROLE, PLACE, CAME)
LATELY = timedelta(days=365)  # somebody who came to a place
WISHES = sorted(wish for wish, matters in LETS_THROUGH.items() if Matter.ORDINARY in matters)


@dataclass(frozen=True)
class Criterion:
    """join: how it is joined to what stands before it. key: an id, or a kind of role."""

    join: str
    kind: str
    key: str


Audience = Sequence[Criterion]


def read(kept: Any) -> list[Criterion]:
    """The criteria as a letter keeps them; what cannot be read is left out, and so is what exceeds."""
    rows = kept if isinstance(kept, list) else []
    return [one for row in rows if (one := _criterion(row)) is not None][:MOST]


def kept(audience: Audience) -> list[dict[str, str]]:
    """The criteria as a letter keeps them."""
    return [asdict(one) for one in audience]


def is_declared(audience: Audience) -> bool:
    """Whether people themselves declared all that puts them here: only then may names be listed."""
    return all(one.kind in DECLARED for one in audience)


def may_receive(now: datetime) -> MemberQuerySet:
    """Everybody who is here, wishes to read of common life, and did not leave the list of the letter."""
    return Member.objects.let_in(now).filter(~Exists(_left()), wish__in=WISHES)


def readers(audience: Audience, now: datetime) -> MemberQuerySet:
    """Those of the audience who wish to read of common life."""
    return _among(may_receive(now), audience, now)


def aside(audience: Audience, now: datetime) -> int:
    """How many are in the audience and asked to receive less: nobody writes to them."""
    others = Member.objects.let_in(now).filter(~Q(wish__in=WISHES) | Exists(_left()))
    return _among(others, audience, now).count()


def _left() -> QuerySet[Any]:
    """The row of who left the list of the letter with one tap; everything else reaches them."""
    return LeftList.objects.filter(list_id=LIST, person=OuterRef("pk"))


def _criterion(row: Any) -> Criterion | None:
    if not isinstance(row, dict):
        return None
    join, kind, key = (str(row.get(name, "")) for name in ("join", "kind", "key"))
    is_known = join in JOINS and kind in KINDS
    is_key = key in Role.Kind.values if kind == ROLE else key.isascii() and key.isdecimal() and len(key) < 10
    return Criterion(join, kind, key) if is_known and is_key else None


def _among(people: MemberQuerySet, audience: Iterable[Criterion], now: datetime) -> MemberQuerySet:
    """From left to right, as one reads it: joins and unions, which a database carries out among a million."""
    filters: list[Q] = []
    lists: list[QuerySet[Any]] = []  # of ids that name them all, as long as nothing but « or » was said
    for one in audience:
        them = _members(one, now)
        ids = them.values_list("member", flat=True)
        if one.join == EXCEPT:
            filters, lists = [*filters, Q(~Exists(them.filter(member=OuterRef("pk"))))], []
        elif one.join == OR and filters:
            before = lists or [Member.objects.filter(*filters).values_list("pk", flat=True)]
            lists = [*before, ids]
            filters = [Q(pk__in=lists[0].union(*lists[1:]))]
        else:
            filters, lists = [*filters, Q(pk__in=ids)], [] if filters else [ids]
    return people.filter(*filters)


def _members(one: Criterion, now: datetime) -> QuerySet[Any]:
    """The rows that name somebody, of a criterion."""
    if one.kind == ROLE:
        return Role.objects.at_work().filter(_not_secret("circle"), kind=one.key)
    if one.kind == INTEREST:
        return ChosenInterest.objects.filter(interest=int(one.key))
    if one.kind == CIRCLE:
        inside = Membership.objects.filter(circle=int(one.key), accepted_at__isnull=False)
        return inside.filter(_not_secret("circle"))
    came = Arrival.objects.filter(_not_secret("meeting__circle"), member__isnull=False)
    if one.kind == CAME:
        return came.filter(meeting=int(one.key))
    at_place = Q(meeting__place=int(one.key)) | Q(meeting__room__place=int(one.key))
    return came.filter(at_place, meeting__begins_at__gt=now - LATELY, meeting__begins_at__lte=now)


def _not_secret(circle: str) -> Q:
    """A secret circle is no criterion: the audience of a letter would tell who is in it."""
    return Q(**{circle: None}) | ~Q(**{f"{circle}__joining": Circle.Joining.SECRET})
