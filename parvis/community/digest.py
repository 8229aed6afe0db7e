"""What the community tells in a letter: the ritual of the season."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from parvis.community.models import Ritual
from parvis.kit.digests import Digest, Item, register


def ritual(now: datetime, until: datetime) -> list[Item]:
    """The one whose line is on the home page; nothing when none is current."""
    found = Ritual.objects.filter(is_current=True).order_by("pk").first()
    if found is None:
        return []
    return [Item(found.name, found.about, when=found.season, key=f"community.ritual:{found.pk}")]


def tell() -> None:
    """Give it to whoever writes a letter."""
    register(Digest("community.ritual", words=_("The ritual of the season"), order=50, fill=ritual))
