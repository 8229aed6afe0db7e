"""Say who we are: name, colour, logo, words, charter. Shown at once on pages, messages and paper."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from parvis.chronicle.recording import record
from parvis.community.colours import readable
from parvis.community.models import Community


@transaction.atomic
def describe(*, community: Community, at: datetime, by: int | None, logo: bytes | None = None) -> None:
    """Keep what was changed on the row; the colour is made readable here, once.

    logo: WebP bytes of a new one, b"" to take it away, None to leave it.
    """
    community.tokens = readable(community.colour)
    if logo is not None:
        _change_logo(community, logo)
    community.save()
    record("community.described", subject=community, at=at, person=by)


def _change_logo(community: Community, logo: bytes) -> None:
    former = community.logo.name
    if former:
        storage = community.logo.storage
        transaction.on_commit(lambda: storage.delete(former))
    if logo:
        community.logo.save("logo.webp", ContentFile(logo), save=False)
    else:
        community.logo = ""


@transaction.atomic
def write_charter(*, community: Community, at: datetime, by: int | None) -> None:
    """Keep the charter and the day it is read again."""
    community.save(update_fields=["charter", "charter_review_on", "values"])
    record("community.charter_written", subject=community, at=at, person=by)
