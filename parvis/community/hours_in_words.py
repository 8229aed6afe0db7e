"""Opening hours and access as people read them."""

from datetime import date

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from parvis.community.ground import Ground
from parvis.community.hours import DAY, Day, Week
from parvis.community.models import Closure, Place, Room
from parvis.kit import moments

NBSP = "\u00a0"
_ACCESS = {
    "is_step_free": (gettext_lazy("no steps"), gettext_lazy("steps to climb")),
    "has_hearing_loop": (gettext_lazy("hearing loop"), gettext_lazy("no hearing loop")),
    "has_adapted_toilets": (gettext_lazy("adapted toilets"), gettext_lazy("no adapted toilets")),
    "has_parking": (gettext_lazy("parking"), gettext_lazy("no parking")),
    "has_bus": (gettext_lazy("bus or train nearby"), gettext_lazy("no bus nearby")),
}


def hour(minutes: int) -> str:
    """« 9 h », « 14 h 30 »; « minuit » for the end of the day."""
    if minutes == DAY:
        return _("midnight")
    in_hours, rest = divmod(minutes % DAY, 60)
    if (get_language() or "fr").startswith("en"):
        return f"{in_hours}:{rest:02}"
    return f"{in_hours}{NBSP}h" + (f"{NBSP}{rest:02}" if rest else "")


def day(spans: Day) -> str:
    """« 9 h – 12 h, 14 h – 18 h », as it can be typed again; « fermé »."""
    if spans == ((0, DAY),):
        return _("day and night")
    said = [f"{hour(begins)} – {hour(ends)}" for begins, ends in spans]
    return ", ".join(said) or pgettext("on that day", "closed")


def week(hours: Week) -> list[tuple[str, str]]:
    """Each day and its hours: (« lundi », « 9 h – 12 h »)."""
    return [(name, day(spans)) for name, spans in zip(day_names(), hours, strict=True)]


def day_names() -> list[str]:
    """« lundi », « mardi »… in the reader's language."""
    monday = date(2024, 1, 1)  # a Monday
    return [moments.date(monday.replace(day=1 + number)).split(" ")[0] for number in range(7)]


def closure(one: Closure) -> str:
    """« du lundi 3 août au dimanche 23 août, chaque année : congés »."""
    if one.begins_on == one.ends_on:
        days = _("on %(day)s") % {"day": _dated(one, one.begins_on)}
    else:
        days = _("from %(first)s to %(last)s") % {
            "first": _dated(one, one.begins_on),
            "last": _dated(one, one.ends_on),
        }
    every = _("every year") if one.is_yearly else ""
    said = ", ".join(part for part in (days, every) if part)
    return _("%(days)s: %(reason)s") % {"days": said, "reason": one.reason} if one.reason else said


def access(place: Place, room: Room | None = None) -> list[str]:
    """The facts somebody said, what helps first: « sans marche », « pas de parking »."""
    ground = Ground(place, room)
    known = [(name, ground.says(name)) for name in Place.FACTS]
    helps = [str(_ACCESS[name][0]) for name, is_so in known if is_so]
    return helps + [str(_ACCESS[name][1]) for name, is_so in known if is_so is False]


def of_room(room: Room) -> list[str]:
    """How many it holds, and what is said of this room itself."""
    many = ngettext("%(count)s person", "%(count)s people", room.capacity or 0) % {"count": room.capacity}
    said = [(name, room.says(name)) for name in Room.FACTS]
    own = [str(_ACCESS[name][0 if is_so else 1]) for name, is_so in said if is_so is not None]
    return [*([many] if room.capacity else []), *own]


def _dated(one: Closure, on: date) -> str:
    """A yearly closure has no weekday: « 3 août »."""
    words = moments.date(on) if one.is_yearly else moments.date_and_year(on)
    return words.split(" ", 1)[1] if one.is_yearly else words
