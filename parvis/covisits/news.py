"""Say to the other screens of a visit that something changed. They ask again: news carries nothing."""

from functools import partial

from django.db import transaction
from django.db.models import F

from parvis.covisits.live import channel_of
from parvis.covisits.models import CoVisit
from parvis.kit import live


def changed(co_visit: CoVisit) -> None:
    """Called by every act, in its transaction: screens hear of it once it is committed."""
    CoVisit.objects.filter(pk=co_visit.pk).update(version=F("version") + 1)
    transaction.on_commit(partial(_tell, co_visit.pk))


def _tell(co_visit: int) -> None:
    """Pages without a stream find out by « Actualiser »."""
    live.publish(channel_of(co_visit), live.Word("ask"))
