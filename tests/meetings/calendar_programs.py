"""What stands at the other end: a calendar program that acts on our mails, and the answers programs send."""

import re
from base64 import encodebytes
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from itertools import count
from pathlib import Path
from typing import Any

import vobject

REPLIES = Path(__file__).parent / "replies"
DIALECTS = sorted(path.stem for path in REPLIES.glob("*.eml"))
_numbers = count(1)


@dataclass
class Program:
    """A calendar program as RFC 5546 wants it: keeps what it is invited to, by UID, and the newest of it."""

    address: str
    entries: dict[str, Any] = field(default_factory=dict)
    newest: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def receive(self, raw: bytes) -> str:
        """Act on one mail; the method it carried, empty when it carried none for calendars."""
        message = message_from_bytes(raw, policy=default)
        parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        if not parts:
            return ""
        assert len(parts) == 1
        self._look_at_the_whole(message, parts[0])
        calendar = vobject.readOne(parts[0].get_content())
        method, entry = calendar.method.value, calendar.vevent
        assert parts[0].get_param("method") == method
        assert [one.value for one in entry.contents["attendee"]] == [f"mailto:{self.address}"]
        stamp = (int(entry.sequence.value), entry.dtstamp.value)
        uid = entry.uid.value
        if stamp < self.newest.get(uid, (-1, stamp[1])):
            return method
        self.newest[uid] = stamp
        if method == "CANCEL":
            self.entries.pop(uid, None)
        else:
            self.entries[uid] = entry
        return method

    def _look_at_the_whole(self, message: Message, part: Message) -> None:
        """Text first, then the page, then the calendar; the same calendar attached for older programs."""
        assert isinstance(message, EmailMessage)
        alternatives = message.get_payload(0)
        kinds = [one.get_content_type() for one in alternatives.iter_parts()]
        assert kinds == ["text/plain", "text/html", "text/calendar"]
        [attached] = message.iter_attachments()
        assert (attached.get_filename(), attached.get_content_type()) == ("invite.ics", "application/ics")
        same = [
            data.replace(b"\r\n", b"\n") for data in (attached.get_content(), part.get_payload(decode=True))
        ]
        assert same[0] == same[1]


def answer_of(dialect: str, **facts: Any) -> bytes:
    """The answer a program sends: to, uid, answer, sequence, stamp, sender."""
    known = {
        "sender": "jeanne@exemple.fr",
        "sequence": 0,
        "stamp": "20261124T093000Z",
        "number": next(_numbers),
    }
    text = (REPLIES / f"{dialect}.eml").read_text(encoding="utf-8")
    for name, value in (known | facts).items():
        text = text.replace(f"{{{name}}}", str(value))
    encoded = re.compile(r"\{\{base64\}\}(.*?)\{\{/base64\}\}", re.S)
    text = encoded.sub(lambda found: encodebytes(found[1].encode()).decode(), text)
    return text.replace("\n", "\r\n").encode()
