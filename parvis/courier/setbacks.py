"""What is remembered of an address from which mail came back: enough to leave it alone for a while."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from parvis.courier.models import Setback
from parvis.courier.silencing import digest_of

LEFT_ALONE_FOR = timedelta(days=60)
MOST_PASSING = 5  # returned so often over…
OVER = timedelta(days=7)  # … at least so long: nobody empties that mailbox
FORGOTTEN_AFTER = timedelta(days=180)


@transaction.atomic
def note_setback(address: str, *, is_dead: bool, at: datetime) -> None:
    """Mail for this address came back: for good, or for now."""
    known = {"first_at": at, "last_at": at}
    row, _is_new = Setback.objects.select_for_update().get_or_create(
        digest=digest_of(address), defaults=known
    )
    if row.last_at < at - FORGOTTEN_AFTER:
        row.passing, row.first_at = 0, at
    row.passing, row.last_at = min(row.passing + 1, 1000), at
    if is_dead or (row.passing >= MOST_PASSING and row.last_at - row.first_at >= OVER):
        row.dead_at = at
    row.save()


@transaction.atomic
def fares_well(address: str) -> None:
    """Somebody reads what arrives there: a code was typed, an answer came."""
    Setback.objects.filter(digest=digest_of(address)).delete()


def dead_among(addresses: Iterable[str], now: datetime) -> set[str]:
    """Of these addresses, those not worth trying at this moment; one query."""
    digests = {digest_of(address): address for address in addresses}
    dead = Setback.objects.filter(digest__in=digests, dead_at__gt=now - LEFT_ALONE_FOR)
    return {digests[found] for found in dead.values_list("digest", flat=True)}


def forget_setbacks(before: datetime, most: int) -> int:
    """Addresses from which nothing came back since; at most so many, how many."""
    chosen = list(Setback.objects.filter(last_at__lt=before).values_list("pk", flat=True)[:most])
    return Setback.objects.filter(pk__in=chosen).delete()[0]
