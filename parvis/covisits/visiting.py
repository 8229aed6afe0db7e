"""Beginning a visit, joining it; and how it closes itself.

Every act holds the visit's row first, moves its end away, and tells the other screens.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.covisits import codes, refusals
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.models.visitor import MOST
from parvis.covisits.news import changed
from parvis.members.models import Member

SILENCE = timedelta(minutes=45)
LONGEST = timedelta(hours=6)


@transaction.atomic
def begin(*, member: Member | None, at: datetime, path: str = "") -> Visitor:
    """A new visit, with its four digits, and whoever begins it."""
    codes.free_old(at)
    co_visit = CoVisit(begun_at=at, ends_at=at + SILENCE, begun_path=path[:200])
    codes.give_code(co_visit, at)
    return _come_in(co_visit, member, "", at)


@transaction.atomic
def join(*, co_visit: CoVisit, first_name: str, member: Member | None, at: datetime) -> Visitor:
    """Somebody comes in. A member who is there already: the same visitor.

    Raises WrongCode when the visit closed meanwhile, NoNinth when eight are there.
    """
    held = CoVisit.objects.locked(co_visit.pk)
    if not held.is_open(at):
        raise refusals.wrong_code()
    known = held.visitors.here().filter(member=member).first() if member else None
    if known is not None:
        known.co_visit = held
        known.come_by(secrets.token_hex(4))
        known.save(update_fields=["devices"])
        return known
    visitor = _come_in(held, member, first_name, at)
    stir(held, at)
    return visitor


@transaction.atomic
def renew_code(*, visitor: Visitor, at: datetime) -> CoVisit:
    """New digits and a new square; the old ones open nothing any more."""
    held = hold_for(visitor, at)
    held.code_number += 1
    codes.give_code(held, at)
    stir(held, at)
    return held


@transaction.atomic
def name(*, visitor: Visitor, first_name: str, at: datetime) -> None:
    """The first name the others read."""
    held = hold_for(visitor, at)
    visitor.first_name = tidy_first_name(first_name)
    visitor.save(update_fields=["first_name"])
    stir(held, at)


def close_silent(now: datetime) -> int:
    """Close the visits nobody moved in for a while; how many. Each by itself."""
    codes.free_old(now)
    pks = list(CoVisit.objects.silent(now).order_by("pk").values_list("pk", flat=True)[:500])
    return sum(_close_if_silent(pk, now) for pk in pks)


def hold_for(visitor: Visitor, at: datetime) -> CoVisit:
    """The visit, its row held, for an act of this visitor. NotVisiting when it is over, or they left."""
    held = CoVisit.objects.locked(visitor.co_visit_id)
    if not held.is_live(at) or not held.visitors.here().filter(pk=visitor.pk).exists():
        raise refusals.not_visiting()
    return held


def stir(held: CoVisit, at: datetime) -> None:
    """Somebody did something: the visit goes on for a while, and the other screens hear of it."""
    ends_at = min(at + SILENCE, held.begun_at + LONGEST)
    CoVisit.objects.filter(pk=held.pk, ended_at=None, ends_at__lt=ends_at).update(ends_at=ends_at)
    changed(held)


def tidy_first_name(typed: str) -> str:
    """« Rosa » of « rosa Dupont »: the first word, its capital letter, without what one cannot read."""
    words = "".join(letter if letter.isprintable() else " " for letter in typed).split()
    return f"{words[0][0].upper()}{words[0][1:]}"[:40] if words else ""


def _come_in(held: CoVisit, member: Member | None, first_name: str, at: datetime) -> Visitor:
    taken = set(held.visitors.here().values_list("number", flat=True))
    number = next((one for one in range(1, MOST + 1) if one not in taken), None)
    if number is None:
        raise refusals.NoNinth(
            _("You are eight already, as many as a visit holds. Begin another one, or wait."),
            refusals.to_visit(),
        )
    called = member.first_name if member else first_name
    visitor = Visitor(
        co_visit=held, number=number, first_name=tidy_first_name(called), member=member, joined_at=at
    )
    visitor.come_by(secrets.token_hex(4))
    visitor.save()
    return visitor


@transaction.atomic
def _close_if_silent(pk: int, now: datetime) -> int:
    held = CoVisit.objects.locked(pk)
    if held.ended_at is not None or held.ends_at > now:
        return 0
    close(held, now)
    changed(held)
    return 1


def close(held: CoVisit, at: datetime) -> None:
    """It is over: nobody joins any more, and pages say where one meets. Its row is held."""
    held.ended_at, held.code, held.ends_at = at, None, max(held.begun_at, min(held.ends_at, at))
    held.save(update_fields=["ended_at", "code", "ends_at"])
