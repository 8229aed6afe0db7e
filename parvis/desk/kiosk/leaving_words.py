"""A word left at the kiosk: it waits among the messages a person is to read."""

import hashlib
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from parvis.courier.models import Received
from parvis.kit.limiting import limit
from parvis.members.models import Member

LONGEST = 600
PLACE = "desk.kiosk"


def leave_word(*, member: Member, text: str, once: str, at: datetime) -> Received:
    """One message to read at the desk; the same form sent twice leaves one. TooOften after ten in a day."""
    limit(f"desk.word {member.pk}", times=10, per=timedelta(days=1))
    key = hashlib.sha256(f"{PLACE} {member.pk} {once}".encode()).hexdigest()
    row, _made = Received.objects.get_or_create(
        key=key,
        defaults={
            "purpose": PLACE,
            "person": member.pk,
            "title": _("A word left at the kiosk"),
            "text": text.strip()[:LONGEST],
            "state": Received.State.TO_READ,
            "received_at": at,
        },
    )
    return row
