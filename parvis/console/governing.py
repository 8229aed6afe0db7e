"""Change the place itself: each change is written on the page « Ce qui a été fait au nom de tous »."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.community import describing, settling
from parvis.community.models import Circle, Community, Ritual
from parvis.community.switches import SWITCHABLE, turn
from parvis.members.journaling import journal_for_all
from parvis.members.keeping_circles import stay_inside
from parvis.members.models import Member, Role

_NAMES = {switchable.area: switchable.name for switchable in SWITCHABLE}


@transaction.atomic
def turn_switches(*, on: set[str], by: Member, at: datetime) -> None:
    """Leave on exactly these areas; one line for each that changed."""
    for area in turn(on=on, at=at):
        words = _("Switched on: %(area)s.") if area in on else _("Switched off: %(area)s.")
        _write_down(by, at, words, area=_NAMES.get(area, area))


@transaction.atomic
def describe_place(*, community: Community, by: Member, at: datetime, logo: bytes | None) -> None:
    """Name, colour, logo, story, open or closed (see `community.describing`)."""
    was_open = Community.objects.filter(pk=community.pk, is_open=True).exists()
    describing.describe(community=community, logo=logo, at=at, by=by.pk)
    if community.is_open == was_open:
        _write_down(by, at, _("Changed what the place says of itself."))
    elif community.is_open:
        _write_down(by, at, _("Opened the place to everyone."))
    else:
        _write_down(by, at, _("Closed the place to those who are not members."))


@transaction.atomic
def keep_charter(*, community: Community, by: Member, at: datetime) -> None:
    """The charter, the values, and the day they are read again."""
    describing.write_charter(community=community, at=at, by=by.pk)
    _write_down(by, at, _("Changed the charter."))


@transaction.atomic
def keep_circle(*, circle: Circle, by: Member, at: datetime) -> None:
    """A new or changed circle; a secret one is named to nobody."""
    settling.settle_circle(circle=circle, at=at, by=by.pk)
    if circle.joining == Circle.Joining.SECRET:
        stay_inside(circle=circle, by=by, at=at)
        _write_down(by, at, _("Settled a secret circle."))
    else:
        _write_down(by, at, _("Settled the circle: %(name)s."), name=circle.name)


@transaction.atomic
def take_ritual_away(*, ritual: Ritual, by: Member, at: datetime) -> None:
    """The ritual is no longer ours."""
    name = ritual.name
    settling.end_ritual(ritual=ritual, at=at, by=by.pk)
    _write_down(by, at, _("Took a ritual away: %(name)s."), name=name)


def _write_down(by: Member, at: datetime, words: str | Promise, **values: object) -> None:
    journal_for_all(by=by, words=words, values=values, role=Role.Kind.ADMINISTRATOR, at=at)
