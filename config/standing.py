"""Whether the data folder holds a place: asked by the commands that act within one."""

from django.conf import settings
from django.db import OperationalError, ProgrammingError

from config.asking import Stop
from parvis.community.models import Community


def require_place() -> Community:
    """The community of the data folder. Stop when nobody has opened a place there yet."""
    try:
        community = Community.objects.first()
    except (OperationalError, ProgrammingError) as missing:
        if "no such table" not in str(missing) and "does not exist" not in str(missing):
            raise
        community = None
    if community is None:
        raise Stop(f"Il n’y a pas encore de lieu dans {settings.DATA}.", "parvis serve")
    return community
