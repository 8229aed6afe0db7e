"""What a visit says no to; each refusal names a person or a page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.telephones import dialled, spoken
from parvis.members.helping import helper


class NotVisiting(Refusal):
    """Nobody visits with others in this browser (any more)."""


class WrongCode(Refusal):
    """No visit opens with these digits: they are wrong, or too old. The same words for both."""

    status = 422


class CodesRest(Refusal):
    """Too many wrong digits: nobody enters by digits for a while, squares and links still open."""

    status = 429


class NoNinth(Refusal):
    """Eight people visit together at most."""


class CannotTake(Refusal):
    """This meeting cannot be chosen together."""


class ChoiceGone(Refusal):
    """What one answers was settled or left aside meanwhile."""


def to_visit(words: str = "") -> WayOut:
    return WayOut(words or _("Visiting together"), reverse("covisits:visit"))


def to_choice() -> WayOut:
    return WayOut(_("See where we stand"), reverse("covisits:choice"))


def to_someone() -> WayOut:
    """The person to talk to, else the page of the visit."""
    person = helper()
    if person is not None and person.telephone:
        words = _("Call %(name)s: %(telephone)s")
        said = words % {"name": person.name, "telephone": spoken(person.telephone)}
        return WayOut(said, f"tel:{dialled(person.telephone)}")
    return to_visit()


def not_visiting() -> NotVisiting:
    return NotVisiting(_("You are not visiting with anybody for the moment."), to_visit())


def old_link() -> WrongCode:
    return WrongCode(
        _("This address opens no visit any more. Ask your friend for a new one, or for four digits."),
        to_visit(_("I have four digits")),
    )


def wrong_code() -> WrongCode:
    return WrongCode(
        _("These digits open no visit. Check the four digits, or ask your friend for new ones."), to_someone()
    )
