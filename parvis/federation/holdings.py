"""What feeds hold of people: the addresses by which their own calendars are read."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.federation.models import SecretFeed
from parvis.members.holdings.register import Holding, Row, register
from parvis.members.holdings.rows import deletes
from parvis.members.models import Member


def _feeds(member: Member) -> Iterator[Row]:
    for feed in SecretFeed.objects.of(member):
        yield {"words": feed.words, "made_at": feed.made_at}


SECRET_FEEDS = Holding(
    "federation.secret_feeds",
    words=_("The secret addresses by which somebody follows their calendars"),
    why=_("So that their agenda stays up to date without a password."),
    kept_for=_("Until they remove them, or leave."),
    seen_by=_("The person alone. Nobody notes when an address is read."),
    columns=("federation.SecretFeed.member",),
    fields={"words": _("Calendar"), "made_at": _("Since")},
    export=_feeds,
    erase=deletes(SecretFeed, "member"),
)


def hold() -> None:
    """Write this holding into the register of personal data."""
    register(SECRET_FEEDS)
