"""How fast mail goes to one domain: so many a minute, fewer when its servers say they have enough.

Remembered by each worker, not written down: after a restart it begins again, no faster than the setting says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

MINUTE = timedelta(minutes=1)
TROUBLES = 3  # « later » in a row, to different people, before a domain is slowed down
SLOWEST = 6  # halvings
LONGEST_REST = timedelta(hours=1)


@dataclass
class _Domain:
    """sent: in the minute `since`. planned: put off to the minute `until`. halvings: how much slower."""

    since: datetime
    sent: int = 0
    until: datetime | None = None
    planned: int = 0
    troubles: int = 0
    halvings: int = 0
    rests_until: datetime | None = None


_domains: dict[str, _Domain] = {}


def forget() -> None:
    """Begin again."""
    _domains.clear()


def domain_of(address: str) -> str:
    """The part after the @, in small letters."""
    return address.rpartition("@")[2].lower()


def may_leave_at(address: str, now: datetime) -> datetime:
    """When the next mail for this domain may leave: `now`, or a later minute kept for it."""
    known = _at(domain_of(address), now)
    most = _most(known)
    if known.rests_until is not None and known.rests_until > now:
        return _later(known, known.rests_until, most)
    if not most or known.sent < most:
        known.sent += 1
        return now
    return _later(known, known.since + MINUTE, most)


def rests(address: str, now: datetime) -> bool:
    """Whether its servers asked to be left alone for a while."""
    known = _domains.get(domain_of(address))
    return known is not None and known.rests_until is not None and known.rests_until > now


def was_taken(address: str) -> None:
    """All is well again: a little faster."""
    known = _domains.get(domain_of(address))
    if known is not None and (known.troubles or known.halvings):
        known.troubles = 0
        known.halvings = max(0, known.halvings - 1)


def had_trouble(address: str, now: datetime, *, is_busy: bool) -> None:
    """« Later », it said. is_busy: about the whole server (421), not about one mailbox."""
    known = _at(domain_of(address), now)
    known.troubles += 1
    if is_busy or known.troubles >= TROUBLES:
        known.troubles = 0
        known.halvings = min(known.halvings + 1, SLOWEST)
        known.rests_until = now + min(MINUTE * 2 ** (known.halvings - 1), LONGEST_REST)


def _at(domain: str, now: datetime) -> _Domain:
    known = _domains.setdefault(domain, _Domain(since=now))
    if not known.since <= now < known.since + MINUTE:
        known.since, known.sent = now, 0
    return known


def _most(known: _Domain) -> int:
    """How many a minute; 0 for as many as one wants."""
    most: int = settings.MAIL_PACE
    return max(1, most >> known.halvings) if most else 0


def _later(known: _Domain, earliest: datetime, most: int) -> datetime:
    """The first minute from then on with room, kept for this one."""
    if known.until is None or known.until < earliest:
        known.until, known.planned = earliest, 0
    if most and known.planned >= most:
        known.until, known.planned = known.until + MINUTE, 0
    known.planned += 1
    return known.until
