"""Read what mail servers send back: delivery reports (RFC 3464), complaints (RFC 5965), and plain words.

Nothing in a message can raise; beyond the bounds it is no report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from itertools import islice

_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_NUMBER = re.compile(r"^message-id:\s*(<[^<>\s]{3,200}>)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"(?<![0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.])")
_CODE = re.compile(r"(?<![0-9.-])(55[0-4]|45[0-2]|42[1-2])(?=[ -])")
_PLAIN = {"550": "5.1.1", "551": "5.1.6", "552": "5.2.2", "553": "5.1.3", "554": "5.7.1"}
_ADDRESS = re.compile(r"[^\s<>;,\"()]{1,200}@[^\s<>;,\"()]{1,200}")
_FROM_A_MACHINE = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
_MOST_READ = 60_000
_LONGEST = 2_000_000
_MOST_PARTS = 60


@dataclass(frozen=True)
class Report:
    """status: « 5.1.1 ». is_standard: made of fields machines wrote for machines, not of words."""

    is_standard: bool
    is_complaint: bool
    is_final: bool
    address: str
    status: str
    reason: str
    message_ids: tuple[str, ...]
    came_to: str


def read_report(raw: bytes) -> Report | None:
    """The report in these bytes; None when they hold none, or say that all went well."""
    if len(raw) > _LONGEST or raw.lower().count(b"boundary") > _MOST_PARTS:
        return None
    try:
        return _report_in(message_from_bytes(raw))
    except (RecursionError, ValueError, LookupError, TypeError, AssertionError):  # made to break parsers
        return None


def _report_in(message: "Message[str, str]") -> Report | None:
    parts = {part.get_content_type(): part for part in reversed(list(islice(message.walk(), _MOST_PARTS)))}
    came_to = " ".join(_all(message, _TO))
    numbers = tuple(_numbers(message, parts))
    if status := parts.get("message/delivery-status"):
        return _of_delivery(_fields(status), numbers, came_to)
    if feedback := parts.get("message/feedback-report"):
        return _of_feedback(_fields(feedback), numbers, came_to)
    return _of_words(message, parts, numbers, came_to) if _is_from_a_machine(message) else None


def _of_delivery(said: dict[str, str], numbers: tuple[str, ...], came_to: str) -> Report | None:
    action, status = said.get("action", "").lower(), said.get("status", "")
    if not action.startswith(("failed", "delayed")):
        return None
    diagnostic = said.get("diagnostic-code", "").partition(";")[2].strip()
    found = _STATUS.search(status) or _STATUS.search(diagnostic)
    exact = _STATUS.search(diagnostic)
    if exact and found and found[1] in ("5.0.0", "5.3.0", "4.0.0"):
        found = exact  # the server that refused said it better than the one that reports
    address = said.get("original-recipient") or said.get("final-recipient", "")
    return Report(
        is_standard=True,
        is_complaint=False,
        is_final=action.startswith("failed"),
        address=_address(address),
        status=found[1] if found else "",
        reason=_one_line(diagnostic or f"{action} {status}"),
        message_ids=numbers,
        came_to=came_to,
    )


def _of_feedback(said: dict[str, str], numbers: tuple[str, ...], came_to: str) -> Report | None:
    kind = said.get("feedback-type", "").lower()
    if kind not in ("abuse", "fraud", "other", "virus"):
        return None  # « not-spam », authentication failures: nobody complained
    address = _address(said.get("original-rcpt-to", "") or said.get("removal-recipient", ""))
    return Report(True, True, True, address, "", f"complaint: {kind}", numbers, came_to)


def _of_words(
    message: "Message[str, str]",
    parts: "dict[str, Message[str, str]]",
    numbers: tuple[str, ...],
    came_to: str,
) -> Report | None:
    """Old servers write it for people: the number they give is looked for."""
    words = _text_in(parts["text/plain"]) if "text/plain" in parts else ""
    said = _STATUS.search(words) or _CODE.search(words)
    if said is None:
        return None
    found = said[1] if "." in said[1] else _PLAIN.get(said[1], "4.0.0")
    failed = _all(message, ("X-Failed-Recipients",))
    address = _address(failed[0] if failed else words)
    near = _one_line(words[max(0, said.start() - 40) : said.start() + 160])
    return Report(False, False, found.startswith("5"), address, found, near, numbers, came_to)


def _is_from_a_machine(message: "Message[str, str]") -> bool:
    senders = _ADDRESS.findall(" ".join(_all(message, ("From",))))
    is_empty = any(value.strip() == "<>" for value in _all(message, ("Return-Path",)))
    return is_empty or any(_FROM_A_MACHINE.match(address) for address in senders)


def _fields(part: "Message[str, str]") -> dict[str, str]:
    """The fields of a report, the first of each name: parsers make a list of small messages of them."""
    found: dict[str, str] = {}
    inside = part.get_payload()
    blocks = inside if isinstance(inside, list) else []
    for block in [*blocks[:20], part]:
        for name, value in block.items() if isinstance(block, Message) else []:
            found.setdefault(name.lower(), " ".join(str(value).split())[:1000])
    if isinstance(inside, str):
        for line in inside[:_MOST_READ].splitlines():
            name, colon, value = line.partition(":")
            if colon:
                found.setdefault(name.strip().lower(), value.strip()[:1000])
    return found


def _numbers(message: "Message[str, str]", parts: "dict[str, Message[str, str]]") -> Iterator[str]:
    """The Message-ID of what comes back: of the message or the headers it holds, or written in its words."""
    for kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "text/plain"):
        part = parts.get(kind)
        inside = part.get_payload() if part is not None else None
        if isinstance(inside, list) and inside and isinstance(inside[0], Message):
            yield from _all(inside[0], ("Message-ID",))
        elif part is not None:
            yield from _NUMBER.findall(_text_in(part))
    yield from _all(message, ("In-Reply-To",))


def _all(message: "Message[str, str]", names: tuple[str, ...]) -> list[str]:
    return [str(value)[:2000] for name in names for value in (message.get_all(name) or [])[:20]]


def _text_in(part: "Message[str, str]") -> str:
    content = part.get_payload(decode=True)
    return content[:_MOST_READ].decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _address(text: str) -> str:
    found = _ADDRESS.search(text.partition(";")[2] or text)
    return found[0].lower()[:320] if found else ""


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
