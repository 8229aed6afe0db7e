"""What members tell in a letter: who is new, among those who agreed to be shown."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from parvis.kit.digests import Digest, Item, register
from parvis.members.models import Member

SINCE = timedelta(days=31)
MOST = 12


def newcomers(now: datetime, until: datetime) -> list[Item]:
    """First names of who joined this month, known to be themselves, listed by their own wish; none under
    fifteen."""
    listed = Member.objects.let_in(now).shown_to_all().filter(is_listed=True, verified_at__isnull=False)
    joined = listed.filter(joined_at__gt=now - SINCE, joined_at__lte=now).order_by("joined_at", "pk")
    return [Item(one.first_name, key=f"members.member:{one.pk}") for one in joined[:MOST]]


def tell() -> None:
    """Give it to whoever writes a letter."""
    register(Digest("members.newcomers", words=_("Newcomers"), order=40, fill=newcomers))
