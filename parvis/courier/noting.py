"""Words that came by paper or by voice and that a person is to read: they join the messages to read, once."""

from datetime import datetime
from hashlib import sha256

from parvis.courier.models import Received


def note(
    *,
    key: str,
    purpose: str,
    title: str,
    text: str,
    at: datetime,
    sender: str = "",
    person: int | None = None,
) -> Received:
    """The message to read; the same key is the same message, however often it is noted."""
    values = {
        "purpose": purpose[:60],
        "title": " ".join(title.split())[:200],
        "text": text.strip()[:4000],
        "sender": sender[:320],
        "person": person,
        "state": Received.State.TO_READ,
        "received_at": at,
    }
    return Received.objects.get_or_create(key=sha256(key.encode()).hexdigest(), defaults=values)[0]
