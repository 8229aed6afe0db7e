"""What a new place still lacks before people can meet there: shown until a first meeting was held."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from parvis.community.models import Place
from parvis.console.sections import Words
from parvis.meetings.models import Meeting
from parvis.members.models import Member, Role


@dataclass(frozen=True)
class Step:
    """One thing to do: its words, what it is for, the page where it is done."""

    words: Words
    about: Words
    url_name: str
    is_done: Callable[[], bool]


def _are_several_here() -> bool:
    return Member.objects.present().count() > 1


def _are_roles_shared() -> bool:
    return Role.objects.at_work().values("member").distinct().count() > 1


STEPS = (
    Step(
        _("Say where you meet"),
        _("A hall, a café, a garden: how to get in, how many it holds."),
        "console:places",
        Place.objects.exists,
    ),
    Step(
        _("Bring people in"),
        _("Your list from a spreadsheet. Those who call are written down at the telephone desk."),
        "console:imports",
        _are_several_here,
    ),
    Step(
        _("Propose a first meeting"),
        _("A coffee will do. What, when, where: it is on the programme."),
        "meetings:propose",
        Meeting.objects.exists,
    ),
    Step(
        _("Share the roles"),
        _("Who welcomes, who answers the telephone: nobody should carry it all alone."),
        "console:roles",
        _are_roles_shared,
    ),
)


def steps_left(now: datetime) -> list[Step]:
    """What is still to do, in order; nothing any more once people have met, however small the place stays."""
    if Meeting.objects.filter(ends_at__lt=now).exists():
        return []
    return [step for step in STEPS if not step.is_done()]
