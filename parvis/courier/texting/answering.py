"""Who acts on text messages that come in: areas register a handler, the first that understands has it.

A number says who it may be, never who it is: a handler does what a link in a message could do, nothing more,
says it back to that number, and can undo it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parvis.courier.stop_words import said
from parvis.courier.texting.arriving import Text


@dataclass(frozen=True)
class Answer:
    """What was done. says: the words sent back, short; empty for none. person: whom it concerned.

    is_for_a_person: somebody must read it too. is_asked_back: unless the question in `says` is answered.
    """

    says: str = ""
    person: int | None = None
    is_for_a_person: bool = False
    is_asked_back: bool = False


_COURTESIES = frozenset(
    {
        "bonjour",
        "bonsoir",
        "salut",
        "coucou",
        "merci",
        "desole",
        "desolee",
        "svp",
        "stp",
        "finalement",
        "alors",
    }
)
Handler = Callable[[Text, datetime], Answer | None]
_handlers: dict[str, tuple[int, Handler]] = {}


def register_text(name: str, handler: Handler, *, order: int) -> None:
    """In `apps.ready()`: handler(text, at) runs in a transaction; None when these words are not for it.

    A `Refusal` is undone and said back as its reason. ValueError when somebody else bears this name.
    """
    if _handlers.setdefault(name, (order, handler))[1] is not handler:
        raise ValueError(f"two handlers are called {name}")


def handlers() -> list[Handler]:
    """All of them, in order."""
    return [handler for _order, handler in sorted(_handlers.values(), key=lambda pair: pair[0])]


def words_of(text: str) -> str:
    """The words as one compares them: small letters, no accents, no signs: « Je ne viens plus ! »."""
    return said(text)


def is_one_of(text: str, phrases: frozenset[str]) -> bool:
    """Whether a message is one of these phrases and nothing more, courtesies aside."""
    words = [word for word in words_of(text).split() if word not in _COURTESIES]
    return " ".join(words) in phrases
