"""First names as a visit says them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.covisits.models import Visitor


def first_names(visitors: Iterable[Visitor]) -> list[str]:
    """Their first names; two Pauls are told apart by their order of coming."""
    names: list[str] = []
    for visitor in visitors:
        name = visitor.first_name or _("a friend")
        names.append(f"{name} {names.count(name) + 1}" if name in names else name)
    return names


def joined(names: list[str]) -> str:
    """« Rosa », « Rosa et Paul », « Rosa, Paul et Jeanne »."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
