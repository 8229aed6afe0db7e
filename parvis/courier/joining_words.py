"""The words of a message that is carried for several people, or that carries several titles."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.courier.editions import words_of
from parvis.courier.models import Dispatch
from parvis.courier.together import first_names_of, greeting, others_of


@dataclass(frozen=True)
class Link:
    """An address to tap, under its words."""

    words: str
    address: str


@dataclass(frozen=True)
class Joined:
    """names: « Odile et Henri », or nothing. body: everything said. links: each person's own.

    more: of body, what comes after the words themselves.
    """

    names: str
    body: str
    links: tuple[Link, ...]
    more: str = ""


def join(dispatch: Dispatch, companions: list[Dispatch]) -> Joined:
    """What the message says. Alone, it is the dispatch as it was written."""
    others = others_of(dispatch, companions)
    names = greeting(dispatch, companions)
    words = words_of(dispatch, companions)  # an edition greets them itself
    before = f"{names}," if names and dispatch.edition is None else ""
    parts = [_named(row) for row in others if row.body.strip() != dispatch.body.strip()]
    parts += [_say_for_whom(dispatch, others)]
    also = [row for row in companions if row.person == dispatch.person]
    parts += [_("We also had this to tell you:")] if also else []
    parts += [_titled(row) for row in also]
    more = "\n\n".join(filter(None, parts))
    body = "\n\n".join(filter(None, (before, words, more)))
    return Joined(names, body, _links(dispatch, others), more)


def _links(dispatch: Dispatch, others: list[Dispatch]) -> tuple[Link, ...]:
    """One when it is the same for all; else one for each, under their names."""
    if not dispatch.link:
        return ()
    different = [row for row in others if row.link and row.link != dispatch.link]
    if not different:
        return (Link(dispatch.link_words, dispatch.link),)
    return tuple(
        Link(f"{_first(row)} – {row.link_words}".strip(" –"), row.link) for row in [dispatch, *different]
    )


def _say_for_whom(dispatch: Dispatch, others: list[Dispatch]) -> str:
    """One mail takes the answers of both: they say whose it is, and nobody has to ask."""
    if not dispatch.reply_to or not any(row.reply_to for row in others):
        return ""
    names = ", ".join(first_names_of([dispatch, *others]))
    return _("If you answer, say for whom: %(names)s, or both.") % {"names": names}


def _named(row: Dispatch) -> str:
    """What concerns one of them only."""
    return f"{_('For %(name)s:') % {'name': _first(row)}}\n{row.body.strip()}"


def _titled(row: Dispatch) -> str:
    """A title of the list, with where to read on; all its words when there is nowhere."""
    return f"– {row.title}\n{row.link or words_of(row)}"


def _first(row: Dispatch) -> str:
    return row.name.split(" ")[0]
