"""Somebody's own calendar: whoever holds its address reads it, as long as the person may be here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from parvis.community.identity import current
from parvis.community.models import Circle
from parvis.federation import feeds
from parvis.federation.answering import answer
from parvis.federation.giving_addresses import digest_of
from parvis.federation.models import SecretFeed
from parvis.federation.views.calendars import about
from parvis.kit.calendars import KIND, calendar
from parvis.kit.doors import door
from parvis.members.doors import passer_by

LONGEST = 64  # letters of a secret


@door(GET=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar this address opens; 404 once it was taken back or its person was put out."""
    now = timezone.now()
    try:
        feed = SecretFeed.objects.opened_by(digest_of(token[:LONGEST]), now)
        response = answer(request, ("own", feed.pk), lambda: _written(feed), KIND, now)
    except (SecretFeed.DoesNotExist, Circle.DoesNotExist):
        raise Http404 from None
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _written(feed: SecretFeed) -> bytes:
    with feeds.speaking(feed.member.language):
        return b"".join(
            calendar(
                feeds.of_secret(feed, timezone.now()),
                zone=current().zone,
                name=feeds.name_of(feed),
                about=about(),
                refresh=feeds.REFRESH,
            )
        )
