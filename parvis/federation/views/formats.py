"""The programme and the places in the forms other sites read: Atom, OpenAgenda, schema.org, GeoJSON."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.federation import atom as atom_feed
from parvis.federation import feeds, open_agenda, places
from parvis.federation.views.calendars import for_all
from parvis.kit.doors import door
from parvis.meetings.linked_data import CONTEXT, linked, shielded
from parvis.members.doors import visitor

LINKED = "application/ld+json; charset=utf-8"


@door(GET=visitor)
def atom(request: HttpRequest) -> HttpResponse:
    """The programme for feed readers: what was announced or changed last, first."""
    now = timezone.now()

    def make() -> bytes:
        with feeds.speaking(settings.LANGUAGE_CODE):
            return atom_feed.atom(
                feeds.in_rows(now, "publication__at"),
                title=feeds.called(_("The programme")),
                source=f"{settings.PUBLIC_ADDRESS}{request.path}",
                page=_programme(),
                now=now,
            )

    return for_all(request, make, atom_feed.KIND, now)


@door(GET=visitor)
def records(request: HttpRequest) -> HttpResponse:
    """The programme as OpenAgenda's open data set is shaped."""
    now = timezone.now()

    def make() -> bytes:
        with feeds.speaking(settings.LANGUAGE_CODE):
            return open_agenda.open_agenda(feeds.in_rows(now, "place"), programme=_programme())

    return for_all(request, make, open_agenda.KIND, now)


@door(GET=visitor)
def linked_data(request: HttpRequest) -> HttpResponse:
    """The programme in the words of schema.org."""
    now = timezone.now()

    def make() -> bytes:
        graph = [linked(meeting) for meeting in feeds.in_full(now)]
        return shielded({"@context": CONTEXT, "@graph": graph}).encode()

    return for_all(request, make, LINKED, now)


@door(GET=visitor)
def map_of_places(request: HttpRequest) -> HttpResponse:
    """Where anyone may come, for a map."""
    now = timezone.now()
    return for_all(request, lambda: places.geojson(places.known_places(now)), places.KIND, now)


def _programme() -> str:
    """Its whole address; the pages of meetings stand under it."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('meetings:programme')}"
