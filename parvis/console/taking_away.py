"""Take the list of members, or everything, out of the place: each member can read that it left."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.members.journaling import SCREEN, journal_for_all
from parvis.members.models import Member, Role


@transaction.atomic
def take_list_away(*, by: Member, at: datetime) -> None:
    """The list of members, with how to reach them."""
    journal_for_all(
        by=by,
        words=_("Took the list of members away, with how to reach each one."),
        touches_everyone=True,
        role=Role.Kind.ADMINISTRATOR,
        at=at,
    )


@transaction.atomic
def take_everything_away(*, by: Member | None, at: datetime, channel: str = SCREEN) -> None:
    """The whole community as one archive; from a terminal, nobody in particular."""
    journal_for_all(
        by=by,
        words=_("Took the whole community away as one archive, its private part included."),
        touches_everyone=True,
        role=Role.Kind.ADMINISTRATOR if by else "",
        channel=channel,
        at=at,
    )
