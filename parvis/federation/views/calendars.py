"""The calendars anyone may follow: the programme, an open circle, a place. The same for all who ask."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.federation import feeds
from parvis.federation.answering import answer
from parvis.federation.feeds import REFRESH
from parvis.kit import front
from parvis.kit.calendars import KIND, Entry, calendar
from parvis.kit.doors import door
from parvis.meetings.seeing_places import visible_places
from parvis.members.doors import visitor


@door(GET=visitor)
def programme(request: HttpRequest) -> HttpResponse:
    """Everything for all, as a calendar."""
    return public_calendar(request, "", feeds.of_all)


@door(GET=visitor)
def circle(request: HttpRequest, pk: int) -> HttpResponse:
    """An open circle, as a calendar; a private one is followed by its members, each by their own address."""
    ours = get_object_or_404(feeds.open_circles(), pk=pk)
    return public_calendar(request, ours.name, lambda now: feeds.of_circle(ours, now))


@door(GET=visitor)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens at a place, as a calendar."""
    ours = get_object_or_404(visible_places(None).filter(is_active=True), pk=pk)
    return public_calendar(request, ours.name, lambda now: feeds.of_place(ours, now))


def public_calendar(
    request: HttpRequest, name: str, entries: Callable[[datetime], Iterable[Entry]]
) -> HttpResponse:
    """The file, kept ready for all; none where the place is closed."""
    now = timezone.now()

    def make() -> bytes:
        with feeds.speaking(settings.LANGUAGE_CODE):
            return b"".join(
                calendar(
                    entries(now),
                    zone=current().zone,
                    name=feeds.called(name),
                    about=about(),
                    source=f"{settings.PUBLIC_ADDRESS}{request.path}",
                    refresh=REFRESH,
                )
            )

    return for_all(request, make, KIND, now)


def for_all(request: HttpRequest, make: Callable[[], bytes], kind: str, now: datetime) -> HttpResponse:
    """Content that is the same for everyone, in an open place; until something changes, or midnight."""
    if not current().is_open:
        raise Http404
    response = answer(request, (request.path,), make, kind, now)
    return front.remember(response, until=feeds.midnight_after(now))


def about() -> str:
    """What every calendar says of itself."""
    return _("A calendar follows within hours, not at once. What is urgent, we tell you another way.")
