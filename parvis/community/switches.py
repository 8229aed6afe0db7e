"""Which areas are on. Small by default: a village of forty meets four entries, not a cathedral.

An area that is off has no menu entry, no addresses (404), no jobs and no messages; its data stays.
What is not in the list below is always on: nobody can lock themselves out.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Switch
from parvis.community.reading import place


@dataclass(frozen=True)
class Switchable:
    """An area that may be switched off: what it is called, what it brings, whether it starts on."""

    area: str
    name: str | Promise
    brings: str | Promise
    starts_on: bool = True


SWITCHABLE = [
    Switchable("meetings", _("Meetings"), _("The programme, coming along, welcoming people.")),
    Switchable("ideas", _("Short surveys"), _("A few questions, answered by any way, read by all.")),
    Switchable("aid", _("Mutual aid"), _("Ask or offer in one sentence, and meet for it.")),
    Switchable("tables", _("Tables that mix"), _("Who sits with whom: tables composed in the room.")),
    Switchable("rides", _("Cars to meetings"), _("Free seats and people who look for a car, joined.")),
    Switchable(
        "covisits",
        _("Visiting together"),
        _("A few friends look, choose and come together, each from their own screen."),
    ),
    Switchable(
        "conversations",
        _("Conversations"),
        _("Write to those who organise, agree on a day; a few words among those who come."),
    ),
    Switchable("wiki", _("Stories"), _("A sentence or a photo after a meeting, told together.")),
    Switchable(
        "federation",
        _("Calendars to follow"),
        _("The programme in each person’s calendar and on the town’s site; other calendars read here."),
    ),
    Switchable(
        "newsletters", _("Letters"), _("The letter that writes itself from the programme, also on paper.")
    ),
    Switchable("desk", _("The telephone desk"), _("The correspondent registers people who call.")),
]
_DEFAULTS = {switchable.area: switchable.starts_on for switchable in SWITCHABLE}


def is_on(area: str) -> bool:
    """Is this area on? Areas nobody may switch off always are."""
    return place().switches.get(area, _DEFAULTS.get(area, True))


@transaction.atomic
def turn(*, on: set[str], at: datetime) -> list[str]:
    """Leave on exactly these switchable areas. Returns the areas that changed."""
    changed = []
    chosen = dict(Switch.objects.values_list("area", "is_on"))
    for area, start in _DEFAULTS.items():
        was_on = chosen.get(area, start)
        if (area in on) != was_on:
            Switch.objects.update_or_create(area=area, defaults={"is_on": area in on, "changed_at": at})
            changed.append(area)
    return changed
