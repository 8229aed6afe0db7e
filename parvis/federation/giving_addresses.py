"""Give somebody an address of their own to follow, give another in its place, take it back.

The secret is shown once, when it is given: only its digest is kept, and no copy of the database opens an
agenda. Another device gets another address. Nobody writes down when an address is read.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.federation.models import SecretFeed
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member

MOST = 12  # for one person: a telephone, a tablet, a computer, some circles


class TooManyAddresses(Refusal):
    """Enough addresses for one person."""


class NotYourCircle(Refusal):
    """A secret calendar of a circle is for those who belong to it."""


@dataclass(frozen=True)
class Given:
    """An address just given: its row, and the secret nobody can read again."""

    feed: SecretFeed
    secret: str


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is long and drawn by lot, so a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def give(*, member: Member, kind: str, at: datetime, circle: Circle | None = None) -> Given:
    """A new address. circle: for the kind CIRCLE only. Raises TooManyAddresses, NotYourCircle."""
    hold(Member.objects.filter(pk=member.pk))
    if circle is not None and circle.pk not in member.circle_ids:
        raise NotYourCircle(_("This calendar is for the members of the circle."), _to_list())
    if SecretFeed.objects.filter(member=member).count() >= MOST:
        words = _("You already have %(count)s addresses. Remove one that no longer serves.")
        raise TooManyAddresses(words % {"count": MOST}, _to_list())
    secret = _drawn()
    feed = SecretFeed.objects.create(
        member=member, kind=kind, circle=circle, digest=digest_of(secret), made_at=at
    )
    return Given(feed, secret)


@transaction.atomic
def renew(*, feed: SecretFeed, at: datetime) -> Given:
    """Another address for the same calendar; the former one opens nothing any more."""
    secret = _drawn()
    feed.digest, feed.made_at = digest_of(secret), at
    feed.save(update_fields=["digest", "made_at"])
    return Given(feed, secret)


@transaction.atomic
def take_back(*, feed: SecretFeed) -> None:
    """The address opens nothing any more."""
    feed.delete()


def _drawn() -> str:
    return secrets.token_urlsafe(24)


def _to_list() -> WayOut:
    return WayOut(_("My calendars"), "/suivre/mes-calendriers/")
