"""A text message as the gateway hands it over: JSON or a form, under the names gateways use."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import phonenumbers

MOST_BYTES = 32 * 1024
MOST_LETTERS = 1600  # ten parts: nobody types more on a telephone
_FROM = ("from", "sender", "phoneNumber", "msisdn", "From", "originator", "number")
_TEXT = ("text", "message", "content", "Body", "body")
_ID = ("id", "messageId", "message_id", "MessageSid", "SmsSid", "uuid")
_WHEN = ("receivedAt", "received_at", "timestamp", "date", "time")
_INSIDE = ("payload", "data", "sms", "message")


@dataclass(frozen=True)
class Text:
    """One message. key: the same for the same message given again. sender: E.164, or what stood there."""

    key: str
    sender: str
    words: str


class NotAText(ValueError):
    """What was handed over is no text message."""


def read_text(body: bytes, kind: str) -> Text:
    """The message in what the gateway sent. NotAText for everything else."""
    said = _flat(_parsed(body, kind))
    sender, words = _first(said, _FROM), _first(said, _TEXT)
    if not sender or not words:
        raise NotAText("no sender, or no words")
    marks = [_first(said, _ID)] if _first(said, _ID) else [sender, words, _first(said, _WHEN)]
    key = hashlib.sha256("\n".join(["sms", *marks]).encode("utf-8", "replace")).hexdigest()
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in words)
    return Text(key, number_of(sender), clean[:MOST_LETTERS].strip())


def number_of(typed: str) -> str:
    """The number in one form, when it is one; a name (« INFO ») stays as it is, cut short."""
    try:
        number = phonenumbers.parse(typed if typed.startswith(("+", "0")) else f"+{typed}", "FR")
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\w +-]", "", typed)[:40]
    if not phonenumbers.is_possible_number(number):
        return re.sub(r"[^\w +-]", "", typed)[:40]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parsed(body: bytes, kind: str) -> dict[str, Any]:
    if len(body) > MOST_BYTES:
        raise NotAText("too long")
    try:
        text = body.decode("utf-8")
        said = dict(parse_qsl(text)) if "form" in kind else json.loads(text)
    except (ValueError, RecursionError):
        raise NotAText("neither JSON nor a form") from None
    if not isinstance(said, dict):
        raise NotAText("no fields")
    return said


def _flat(said: dict[str, Any]) -> dict[str, str]:
    """The fields, and those one level deeper where gateways wrap them."""
    found = {key: str(value) for key, value in said.items() if isinstance(value, str | int | float)}
    for name in _INSIDE:
        inner = said.get(name)
        if isinstance(inner, dict):
            found |= {key: str(value) for key, value in inner.items() if isinstance(value, str | int | float)}
    return found


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name].strip() for name in names if said.get(name, "").strip()), "")
