"""What coffees say no to; each refusal names a person."""

from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.telephones import dialled, spoken
from parvis.members.helping import helper


class NoCoffee(Refusal):
    """This ring is not open to this person."""


class CoffeeOver(Refusal):
    """The coffee is past, or was drawn anew: there is nothing to answer any more."""


class NoSuchHour(Refusal):
    """An hour nobody may choose."""

    status = 422


def to_somebody() -> WayOut | None:
    """The person who helps, to be called."""
    person = helper()
    if person is None or not person.telephone:
        return None
    return WayOut(_("Call %(name)s.") % {"name": person.name}, f"tel:{dialled(person.telephone)}")


def somebody_to_call() -> str:
    """« Monique, 01 99 00 12 34 »; empty where nobody answers."""
    person = helper()
    return f"{person.name}, {spoken(person.telephone)}" if person and person.telephone else ""
