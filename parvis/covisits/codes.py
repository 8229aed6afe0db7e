"""The four digits of a visit, said on the telephone, and its link, shown as a square.

Digits live a quarter of an hour and then belong to nobody. There are few of them, so that guessing is
hopeless: at most `MOST_LIVE` visits have digits at one time, the others are joined by their square.
"""

import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction

from parvis.covisits.models import CoVisit

LASTS = timedelta(minutes=15)
MOST_LIVE = 100  # one guess in a hundred finds one, on the busiest day
_DIGITS = 10_000
_TRIES = 5
_SIGNER = Signer(salt="covisits.link", sep=".")


def free_old(at: datetime) -> int:
    """Take their digits from visits that nobody may join by them any more; how many."""
    return CoVisit.objects.filter(code__isnull=False, code_until_at__lte=at).update(code=None)


def give_code(co_visit: CoVisit, at: datetime) -> None:
    """New digits (saved) for a quarter of an hour; none when too many visits have some. Its row is held,
    or was never saved yet."""
    co_visit.code_until_at = at + LASTS
    for _try in range(_TRIES):
        co_visit.code = _draw(at)
        try:
            with transaction.atomic():
                co_visit.save()
        except IntegrityError:
            continue  # somebody drew the same at this very moment
        return
    co_visit.code = None
    co_visit.save()


def visit_of_code(digits: str, at: datetime) -> CoVisit | None:
    """The visit these digits open now."""
    return CoVisit.objects.live(at).filter(code=digits, code_until_at__gt=at).first()


def link_of(co_visit: CoVisit) -> str:
    """What the square says: signed, it ends with the digits that stand beside it."""
    return _SIGNER.sign(f"{co_visit.pk}-{co_visit.code_number}")


def visit_of_link(token: str, at: datetime) -> CoVisit | None:
    """The visit this link opens now; None for anything we did not sign, and for old ones."""
    try:
        pk, number = _SIGNER.unsign(token[:120]).split("-")
        rows = CoVisit.objects.live(at).filter(pk=int(pk), code_number=int(number))
    except (BadSignature, ValueError):
        return None
    return rows.filter(code_until_at__gt=at).first()


def _draw(at: datetime) -> str | None:
    """Four digits nobody has, by chance."""
    taken = set(CoVisit.objects.filter(code__isnull=False).values_list("code", flat=True))
    if len(taken) >= MOST_LIVE:
        return None
    free = [code for number in range(_DIGITS) if (code := f"{number:04d}") not in taken]
    return secrets.choice(free)
