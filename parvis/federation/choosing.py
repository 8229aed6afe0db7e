"""Which calendars somebody may follow, and the addresses that open them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from parvis.community.models import Circle, Place
from parvis.federation import feeds
from parvis.kit.qr import draw
from parvis.meetings.seeing_places import visible_places

MOST = 40


@dataclass(frozen=True)
class Choice:
    """One calendar: the word that chooses it, what it is called, its path."""

    key: str
    name: str
    path: str

    @property
    def address(self) -> "Address":
        return Address(f"{settings.PUBLIC_ADDRESS}{self.path}")


@dataclass(frozen=True)
class Address:
    """A whole address, in the forms programs take it."""

    url: str

    @property
    def path(self) -> str:
        """The same inside this site."""
        return self.url.removeprefix(settings.PUBLIC_ADDRESS)

    @property
    def webcal(self) -> str:
        """The same for telephones and programs that open a calendar by themselves."""
        return f"webcal://{self.url.partition('://')[2]}"

    @property
    def square(self) -> Markup:
        """The same as a picture to aim a telephone at; remembered nowhere, it may be a secret."""
        return draw(self.webcal, _("Square to aim a telephone at: it opens this calendar."))


def choices() -> list[Choice]:
    """Everything, then the open circles, then the places: what anyone may follow."""
    whole = Choice("", _("The whole programme"), reverse("federation:programme"))
    circles = feeds.open_circles()[:MOST]
    places = visible_places(None).filter(is_active=True).order_by("name", "pk")[:MOST]
    return [
        whole,
        *(_choice("cercle", "federation:circle", circle) for circle in circles),
        *(_choice("lieu", "federation:place", place) for place in places),
    ]


def chosen(key: str, among: list[Choice]) -> Choice:
    """The one of this key; the whole programme when there is none."""
    return next((choice for choice in among if choice.key == key), among[0])


def own_address(secret: str) -> Address:
    """The address that opens somebody's own calendar."""
    return Address(f"{settings.PUBLIC_ADDRESS}{reverse('federation:own', args=[secret])}")


def _choice(kind: str, url_name: str, row: Circle | Place) -> Choice:
    return Choice(f"{kind}-{row.pk}", row.name, reverse(url_name, args=[row.pk]))
