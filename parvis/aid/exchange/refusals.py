"""What exchanges say no to; each refusal names a page or a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.refusals import NotForYou, Refusal, WayOut


class CannotAnswer(Refusal):
    """This notice is not answered, or not by this person."""


class ExchangeOver(Refusal):
    """It is done, or one of the two left it."""


class NotYourExchange(NotForYou):
    """Only the two act in it."""


class NoSuchHour(Refusal):
    """A day to come, and a place."""


class Crossed(Refusal):
    """The other proposed something else meanwhile: the page shows it."""


class NotAgreedYet(Refusal):
    """The other did not say yes."""


def to_mine() -> WayOut:
    return WayOut(_("My exchanges"), reverse("aid:mine"))
