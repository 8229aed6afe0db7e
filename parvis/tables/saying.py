"""Tables in words: what meets at each, never a score and never about one person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from parvis.mixing.explaining import Kinds, Language, sentence_of

KINDS = {
    "age": Kinds("générations", "generations"),
    "quarter": Kinds("quartiers", "neighbourhoods"),
    "trade": Kinds("métiers", "trades"),
    "languages": Kinds("langues", "languages"),
}


def reader_language() -> Language:
    """The language of the page: French unless English is asked for."""
    return "en" if (get_language() or "").startswith("en") else "fr"


def sentence(mix: Mapping[str, int] | None) -> str:
    """« trois générations, quatre quartiers »; whether they are new to each other otherwise."""
    if not mix:
        return ""
    parts = [(kinds, mix.get(name, 0)) for name, kinds in KINDS.items()]
    words = sentence_of(parts, reader_language())
    if words:
        return words
    return gettext("people who had not yet sat together") if mix.get("new") else gettext("a moment together")


_UNMET = {
    "together": _("%(people)s are not at the same table."),
    "apart": _("%(people)s are at the same table."),
    "access": _("%(people)s has no table easy to get to."),
    "language": _("Table %(table)s has no language in common."),
}


def unmet_words(unmet: Iterable[Any], names: Mapping[int, str]) -> Iterator[str]:
    """What could not be kept in a round, for the animator; of people who are still here."""
    for kind, table, people in unmet:
        called = [names[key] for key in people if key in names]
        if kind == "language" or (kind in _UNMET and called):
            yield _UNMET[kind] % {"people": _listed(called), "table": table}


_ASKED = {
    ("together", False): _("%(people)s: at the same table."),
    ("apart", True): _("%(people)s: not at the same table."),
    ("household", False): _("%(people)s, of one household: together."),
    ("household", True): _("%(people)s, of one household: at two tables."),
    ("easy", False): _("%(people)s: at a table easy to get to."),
}


@dataclass(frozen=True)
class Asked:
    """What was asked for and may be left aside: in words, and what the button says. number: of the page."""

    number: int
    words: str
    button: str


def asked_words(one: list[Any], number: int, names: Mapping[int, str]) -> Asked | None:
    """One of `leaving_aside.asides` as the page says it; None when those it is about went away."""
    what, _row, keys, is_apart = one
    called = [names[key] for key in keys if key in names]
    if not called:
        return None
    button = gettext("One more easy table") if what == "easy" else gettext("Leave aside")
    return Asked(number, _ASKED[what, is_apart] % {"people": _listed(called)}, button)


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
