"""Read the answer a calendar program sends to an invitation (iTIP REPLY, RFC 5546), in any dialect.

Bounded and forgiving: what cannot be read is None, never an error. Only the few lines an answer needs are
looked at; the rest of the file may be as odd as it likes.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_LETTERS = 200_000
MOST_LINES = 4_000
YES, PERHAPS, NO = "ACCEPTED", "TENTATIVE", "DECLINED"
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?")
_HEAD = re.compile(r"([A-Za-z0-9-]{1,60})((?:;[^:;\"]{1,200}(?:\"[^\"]{0,400}\"[^:;\"]{0,80})*)*):")
_ESCAPED = re.compile(r"\\([nN\\,;])")


@dataclass(frozen=True)
class CalendarReply:
    """answer: YES, PERHAPS, NO, or what else was written. sequence, stamped_at: None when not said.

    uid, organizer, attendee: as written; addresses without « mailto: ». comment: what the person added.
    """

    method: str
    uid: str
    answer: str
    sequence: int | None
    stamped_at: datetime | None
    attendee: str
    organizer: str
    comment: str

    @property
    def is_answer(self) -> bool:
        """Whether it says yes, perhaps or no to an invitation."""
        return self.method == "REPLY" and self.answer in (YES, PERHAPS, NO) and bool(self.uid)


@dataclass(frozen=True)
class _Line:
    name: str
    parameters: str
    value: str

    def parameter(self, name: str) -> str:
        for part in self.parameters.split(";"):
            key, _is, value = part.partition("=")
            if key.strip().upper() == name:
                return value.strip().strip('"')
        return ""


def read_calendar_reply(text: str) -> CalendarReply | None:
    """What the calendar says of its first meeting; None when it holds none or is too long."""
    if len(text) > MOST_LETTERS:
        return None
    lines = _lines(text)
    method = next((line.value for line in lines if line.name == "METHOD"), "")
    found = _first_meeting(lines)
    if not found:
        return None
    attendees = [line for line in found if line.name == "ATTENDEE"]
    said = attendees[0] if len(attendees) == 1 else None
    values = {line.name: line.value for line in reversed(found)}  # the first of each name
    return CalendarReply(
        method=method.strip().upper()[:20],
        uid=_words(values.get("UID", ""))[:500],
        answer=said.parameter("PARTSTAT").upper()[:20] if said else "",
        sequence=_number(values.get("SEQUENCE", "")),
        stamped_at=_moment(values.get("DTSTAMP", "")),
        attendee=_address(said.value if said else ""),
        organizer=_address(values.get("ORGANIZER", "")),
        comment=_words(values.get("COMMENT", ""))[:2000],
    )


def _lines(text: str) -> list[_Line]:
    """Unfolded lines: both line ends, tabs and spaces; what is no line of a calendar is left out."""
    unfolded: list[str] = []
    for raw in re.split(r"\r\n|\n|\r", text.lstrip("\ufeff"), maxsplit=MOST_LINES)[:MOST_LINES]:
        if raw[:1] in (" ", "\t") and unfolded:
            unfolded[-1] += raw[1:]
        else:
            unfolded.append(raw)
    read = [(_HEAD.match(line[:2000]), line) for line in unfolded]
    return [_Line(head[1].upper(), head[2], line[head.end() :].strip()) for head, line in read if head]


def _first_meeting(lines: list[_Line]) -> list[_Line]:
    """The lines of the first VEVENT, without those of what lies inside it (alarms)."""
    inside: list[str] = []
    found: list[_Line] = []
    for line in lines:
        if line.name == "BEGIN":
            inside.append(line.value.upper())
        elif line.name == "END":
            if inside and inside.pop() == "VEVENT":
                break
        elif inside[-1:] == ["VEVENT"]:
            found.append(line)
    return found


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else None


def _moment(value: str) -> datetime | None:
    """In UTC: RFC 5545 allows nothing else for DTSTAMP, and an hour without zone is read so too."""
    found = _STAMP.fullmatch(value)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def _address(value: str) -> str:
    """« MAILTO:Odile@Exemple.fr » → « odile@exemple.fr »."""
    return re.sub(r"(?i)^mailto:", "", value.strip()).strip().lower()[:320]


def _words(value: str) -> str:
    said = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in said).strip()
