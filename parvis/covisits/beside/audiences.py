"""Who may knock at the pages of two people side by side."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.covisits.beside.pair import both_at, pair_at
from parvis.kit.doors import Audience
from parvis.kit.refusals import NotForYou, WayOut


def _to_begin(words: Callable[[], str]) -> Callable[[HttpRequest], HttpResponse]:
    def turn_away(request: HttpRequest) -> HttpResponse:
        raise NotForYou(words(), WayOut(_("Begin side by side"), reverse("covisits:beside_start")))

    return turn_away


def _waits(request: HttpRequest) -> bool:
    pair = pair_at(request)
    return pair is not None and not pair.is_whole


# One sat down, and waits for the other.
one_of_two = Audience(
    "one-of-two", _waits, _to_begin(lambda: _("This page opens when one of you waits for the other."))
)
# Both are there.
two_here = Audience(
    "two-here",
    lambda request: both_at(request) is not None,
    _to_begin(lambda: _("This page opens when two people sit side by side.")),
)
