"""What a text message says: who writes, the fact, a short address to know more, and how to stop."""

from django.utils.translation import gettext as _

from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.courier.texting.alphabet import as_typed, cheapest, fits
from parvis.courier.texting.purposes import CONVERSATION
from parvis.courier.texting.short_links import short_link
from parvis.courier.together import greeting

_SHORTEST = 20


def text_of(dispatch: Dispatch, companions: list[Dispatch] | None = None) -> str:
    """At most two parts. The title is the fact; only its own end is cut when names are very long."""
    companions = companions or []
    if dispatch.purpose in CONVERSATION:
        return _fitted("", dispatch.body.strip(), "")
    head = as_typed(letterhead().name)[:40]
    names = greeting(dispatch, companions)
    title = f"{names}, {dispatch.title}" if names else dispatch.title
    links = " ".join(short_link(row) for row in [dispatch, *companions] if row.link)
    tail = "\n".join(filter(None, [links, _("Reply STOP to receive no more.")]))
    return _fitted(f"{head} : " if head else "", title, tail)


def _fitted(head: str, words: str, tail: str) -> str:
    """Cut in the words, never in what says who writes, the address or how to stop."""
    words = as_typed(words)
    for length in (len(words), *range(len(words) - 1, _SHORTEST, -4)):
        cut = words if length == len(words) else f"{words[:length].rstrip()}..."
        whole = cheapest(f"{head}{cut}\n{tail}".strip())
        if fits(whole):
            return whole
    return cheapest(f"{head}{words[:_SHORTEST]}...\n{tail}".strip())
