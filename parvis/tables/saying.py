"""Tables in words: what meets at each, never a score and never about one person."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
    return _("people who had not yet sat together") if mix.get("new") else _("a moment together")
