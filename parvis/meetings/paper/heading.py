"""What stands on every sheet: whose it is, where to turn, the short address and its square."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.community.identity import ARCH, current
from parvis.kit import qr
from parvis.kit.telephones import spoken
from parvis.meetings.models import Meeting
from parvis.members.helping import helper


@dataclass(frozen=True)
class Heading:
    """The community as its paper shows it."""

    community: str
    welcome: str
    colour: str  # readable on white
    arch: str  # the path of the sign, in a square of 36
    call: str  # « Ou appelez Monique : »; empty without a telephone
    telephone: str


@dataclass(frozen=True)
class Address:
    """An address in clear, without what every browser adds by itself, and as a square."""

    clear: str
    square: str


def heading() -> Heading:
    """The community, and the person to call."""
    ours, person = current(), helper()
    number = spoken((person.telephone if person else "") or ours.telephone)
    name = person.name.split(" ", 1)[0] if person and person.telephone else ""
    words = _("Or call %(name)s:") % {"name": name} if name else _("Or call:")
    return Heading(ours.name, ours.welcome, ours.brand, ARCH, words if number else "", number)


def short_address(meeting: Meeting) -> Address:
    """« parvis.exemple.fr/r/12 »."""
    return address(reverse("meetings:short", args=[meeting.pk]), _("The address of this meeting"))


def address(path: str, label: str) -> Address:
    """A path of this place in clear and as a square."""
    whole = f"{settings.PUBLIC_ADDRESS}{path}"
    return Address(whole.split("://", 1)[-1], str(qr.svg(whole, f"{label}: {whole}")))
