"""Those who answer a notice are told that it is another thing now."""

from datetime import datetime

from django.db import transaction

from parvis.aid.exchange import purposes, wording
from parvis.aid.exchange.telling import tell
from parvis.aid.models import Exchange


@transaction.atomic
def tell_changed(notice_pk: int, at: datetime) -> int:
    """Each whose exchange goes on, by their own way; how many."""
    rows = list(Exchange.objects.live().for_page().filter(notice=notice_pk).order_by("pk"))
    for one in rows:
        tell(one, one.answered_by, purposes.CHANGED, wording.changed, at)
    return len(rows)
