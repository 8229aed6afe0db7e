"""What a text message says: who writes, the fact, a short address to know more, and how to stop."""

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.courier.texting.alphabet import as_typed, cheapest, fits
from parvis.courier.texting.purposes import CONVERSATION
from parvis.courier.texting.short_links import short_link, short_way_out
from parvis.courier.together import greeting

_SHORTEST = 20


def text_of(dispatch: Dispatch, companions: list[Dispatch] | None = None) -> str:
    """At most two parts. The title is the fact; only its own end is cut when names are very long."""
    companions = companions or []
    if dispatch.purpose in CONVERSATION:
        return _fitted("", dispatch.body.strip(), "")
    return _fitted(*_parts(dispatch, companions))


def holds(dispatch: Dispatch, companions: list[Dispatch]) -> bool:
    """Whether all these titles go into one message, whole."""
    head, words, tail = _parts(dispatch, companions)
    return fits(cheapest(f"{head}{as_typed(words)}\n{tail}"))


def _parts(dispatch: Dispatch, companions: list[Dispatch]) -> tuple[str, str, str]:
    """Who writes; the facts; what stands below them."""
    head = as_typed(letterhead().name)[:40]
    names = greeting(dispatch, companions)
    also = [row.title for row in companions if row.person == dispatch.person]
    title = " / ".join([dispatch.title, *also])
    links = " ".join(short_link(row) for row in [dispatch, *companions] if row.link)
    tail = as_typed("\n".join(filter(None, [links, _how_to_stop(dispatch)])))
    return f"{head} : " if head else "", f"{names}, {title}" if names else title, tail


def _how_to_stop(dispatch: Dispatch) -> str:
    """One word where answers reach us, else an address."""
    if settings.SMS_INCOMING:
        return _("Reply STOP to receive no more.")
    return _("To receive no more: %(link)s") % {"link": short_way_out(dispatch)}


def _fitted(head: str, words: str, tail: str) -> str:
    """Cut in the words, never in what says who writes, the address or how to stop."""
    words = as_typed(words)
    for length in (len(words), *range(len(words) - 1, _SHORTEST, -4)):
        cut = words if length == len(words) else f"{words[:length].rstrip()}..."
        whole = cheapest(f"{head}{cut}\n{tail}".strip())
        if fits(whole):
            return whole
    return cheapest(f"{head}{words[:_SHORTEST]}...\n{tail}".strip())
