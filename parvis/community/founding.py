"""A place begins: its name and its colour. Once; everything else can come later."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.colours import DEFAULT, readable
from parvis.community.models import Community
from parvis.kit.refusals import Refusal, WayOut


class AlreadyFounded(Refusal):
    """The first page was filled in before."""


@transaction.atomic
def found(*, name: str, at: datetime, colour: str = DEFAULT, telephone: str = "") -> Community:
    """The community of this installation. AlreadyFounded when there is one."""
    community, is_new = Community.objects.get_or_create(
        pk=1,
        defaults={
            "name": name,
            "colour": colour,
            "tokens": readable(colour),
            "telephone": telephone,
            "time_zone": settings.TIME_ZONE,
        },
    )
    if not is_new:
        raise AlreadyFounded(
            _("This place already has its first page."), WayOut(_("Go to the home page"), "/")
        )
    record("community.founded", subject=community, at=at)
    return community
