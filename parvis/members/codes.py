"""Sign-in codes: six digits to type and a link to open; one use, twenty minutes, five tries.

Only digests are kept: whoever reads the table learns no code.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.courier.models import Dispatch
from parvis.kit.clock import SLACK
from parvis.members.models import Member, SignInCode

SIGN_IN = "members.sign_in"
LASTS = timedelta(minutes=20)
MOST_TRIES = 5
KEPT = timedelta(days=1)  # an old code is recognised as old that long


@dataclass(frozen=True)
class FreshCode:
    """A code just made: the only moment its digits and its token can be seen."""

    row: SignInCode
    digits: str
    token: str

    @property
    def spoken(self) -> str:
        """« 418 206 »: the digits by three, for eyes and ears."""
        return f"{self.digits[:3]}\u00a0{self.digits[3:]}"


def make_code(
    *, at: datetime, address: str = "", member: Member | None = None, lasts: timedelta = LASTS
) -> FreshCode:
    """A new code, for everybody behind an address or for one member."""
    fresh = prepare_code(at=at, address=address, member=member, lasts=lasts)
    fresh.row.save(force_insert=True)
    return fresh


def prepare_code(
    *, at: datetime, address: str = "", member: Member | None = None, lasts: timedelta = LASTS
) -> FreshCode:
    """The same, not yet written."""
    digits, token = f"{secrets.randbelow(1_000_000):06}", secrets.token_urlsafe(32)
    link_digest = _digest("link", token)
    row = SignInCode(
        address=address,
        member=member,
        # Salted by the row, so that equal digits never show as equal digests.
        code_digest=_digest(f"code {link_digest}", digits),
        link_digest=link_digest,
        made_at=at,
        expires_at=at + lasts,
    )
    return FreshCode(row, digits, token)


def matches(row: SignInCode, digits: str) -> bool:
    """Whether these digits are this code, in constant time."""
    return hmac.compare_digest(row.code_digest, _digest(f"code {row.link_digest}", digits))


def find_link(token: str) -> SignInCode | None:
    """The code behind a link, used or not; None when no link was ever so."""
    return SignInCode.objects.filter(link_digest=_digest("link", token)).select_related("member").first()


def is_live(row: SignInCode, at: datetime) -> bool:
    """Not used, not too old. Its link opens however often strangers tried its digits."""
    return row.used_at is None and is_in_time(row, at)


def is_in_time(row: SignInCode, at: datetime) -> bool:
    """Not too old, and not made by a clock that stood in the future: such a code would live for years."""
    return row.made_at <= at + SLACK and at < row.expires_at


def count_try(rows: Iterable[SignInCode]) -> None:
    """One try more for each, in one statement; counted whatever comes of it."""
    tried = [row.pk for row in rows] or [0]
    SignInCode.objects.filter(pk__in=tried).update(tries=models.F("tries") + 1)


def use(row: SignInCode, at: datetime) -> bool:
    """Mark the code used; False when somebody was faster."""
    return SignInCode.objects.filter(pk=row.pk, used_at=None).update(used_at=at) == 1


def is_still_wanted(dispatch: Dispatch, now: datetime) -> bool:
    """Asked when a mail leaves: a code that was used or grew old is not sent."""
    row = SignInCode.objects.filter(pk=dispatch.subject_id or 0).first()
    return row is not None and is_live(row, now)


def forget_old_codes(*, at: datetime) -> int:
    """Erase the codes nobody needs any more; how many went."""
    old = Q(expires_at__lt=at - KEPT) | Q(made_at__gt=at + KEPT)
    return SignInCode.objects.filter(old).delete()[0]


def _digest(purpose: str, text: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"parvis {purpose} {text}".encode(), hashlib.sha256).hexdigest()
