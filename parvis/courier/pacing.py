"""How fast mail goes to one domain: so many a minute, fewer when its servers say they have enough.

All workers of a place count together, in one row a domain. What its servers answer while a group leaves is
remembered by that worker (its threads do not speak to the database) and written down after the group.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from parvis.courier.models import DomainPace
from parvis.courier.silencing import digest_of
from parvis.kit.locking import hold

MINUTE = timedelta(minutes=1)
TROUBLES = 3  # « later » in a row, to different people, before a domain is slowed down
SLOWEST = 6  # halvings
LONGEST_REST = timedelta(hours=1)
_IDLE = timedelta(hours=3)


@dataclass
class _Domain:
    """What this worker heard. halvings: how much slower; is_news: not written down yet."""

    troubles: int = 0
    halvings: int = 0
    rests_until: datetime | None = None
    is_news: bool = False


_domains: dict[str, _Domain] = {}


def forget() -> None:
    """Begin again (tests, or another worker): what is written down stays."""
    _domains.clear()


def domain_of(address: str) -> str:
    """The part after the @, in small letters."""
    return address.rpartition("@")[2].lower()


@transaction.atomic
def may_leave_at(addresses: Sequence[str], now: datetime) -> list[datetime]:
    """When the next mail for each may leave: `now`, or a later minute kept for it. Four questions at most."""
    domains = [domain_of(address) for address in addresses]
    rows = _held(set(domains), now)
    for domain, row in rows.items():
        _listen(domain, row)
    moments = [_next(rows[domain], now) for domain in domains]
    counted = ["since_at", "sent", "until_at", "planned"]
    DomainPace.objects.bulk_update(rows.values(), counted)
    return moments


def rests(address: str, now: datetime) -> bool:
    """Whether its servers asked to be left alone for a while."""
    known = _domains.get(domain_of(address))
    return known is not None and known.rests_until is not None and known.rests_until > now


def was_taken(address: str) -> None:
    """All is well again: a little faster."""
    known = _domains.get(domain_of(address))
    if known is not None and (known.troubles or known.halvings):
        known.troubles, known.is_news = 0, True
        known.halvings = max(0, known.halvings - 1)


def had_trouble(address: str, now: datetime, *, is_busy: bool) -> None:
    """« Later », it said. is_busy: about the whole server (421), not about one mailbox."""
    known = _domains.setdefault(domain_of(address), _Domain())
    known.troubles += 1
    if is_busy or known.troubles >= TROUBLES:
        known.troubles, known.is_news = 0, True
        known.halvings = min(known.halvings + 1, SLOWEST)
        known.rests_until = now + min(MINUTE * 2 ** (known.halvings - 1), LONGEST_REST)


def write_down(now: datetime) -> None:
    """After a group: the other workers hear what its servers said. Nothing new: nothing is asked."""
    news = {domain: known for domain, known in _domains.items() if known.is_news}
    if not news:
        return
    with transaction.atomic():
        rows = _held(news, now)
        for domain, known in news.items():
            row, known.is_news = rows[domain], False
            row.halvings = known.halvings
            row.rests_until_at = max(filter(None, [row.rests_until_at, known.rests_until]), default=None)
        DomainPace.objects.bulk_update(rows.values(), ["halvings", "rests_until_at"])


def forget_idle(now: datetime) -> int:
    """Domains nobody wrote to for some hours begin again; how many."""
    idle = DomainPace.objects.filter(since_at__lt=now - _IDLE)
    for moment in ("until_at", "rests_until_at"):
        idle = idle.exclude(**{f"{moment}__gt": now - MINUTE})
    return idle.delete()[0]


def _held(domains: Iterable[str], now: datetime) -> dict[str, DomainPace]:
    """Their rows, nobody else's until the transaction ends; always in one order."""
    digests = {digest_of(domain): domain for domain in domains}
    known = DomainPace.objects.filter(digest__in=digests).order_by("digest")
    if known.count() < len(digests):
        fresh = [DomainPace(digest=digest, since_at=now) for digest in sorted(digests)]
        DomainPace.objects.bulk_create(fresh, ignore_conflicts=True)
    hold(known)
    return {digests[row.digest]: row for row in known.all()}


def _listen(domain: str, row: DomainPace) -> None:
    """What other workers heard of its servers."""
    known = _domains.get(domain)
    if known is None and (row.halvings or row.rests_until_at):
        known = _domains[domain] = _Domain()
    if known is not None and not known.is_news:
        known.halvings, known.rests_until = row.halvings, row.rests_until_at


def _next(row: DomainPace, now: datetime) -> datetime:
    """Counts one more."""
    if not row.since_at <= now < row.since_at + MINUTE:
        row.since_at, row.sent = now, 0
    most = _most(row)
    if row.rests_until_at is not None and row.rests_until_at > now:
        return _later(row, row.rests_until_at, most)
    if not most or row.sent < most:
        row.sent += 1
        return now
    return _later(row, row.since_at + MINUTE, most)


def _most(row: DomainPace) -> int:
    """How many a minute; 0 for as many as one wants."""
    most: int = settings.MAIL_PACE
    return max(1, most >> row.halvings) if most else 0


def _later(row: DomainPace, earliest: datetime, most: int) -> datetime:
    """The first minute from then on with room, kept for this one."""
    if row.until_at is None or row.until_at < earliest:
        row.until_at, row.planned = earliest, 0
    if most and row.planned >= most:
        row.until_at, row.planned = row.until_at + MINUTE, 0
    row.planned += 1
    return row.until_at
