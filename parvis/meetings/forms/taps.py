"""Taps as a phone sends them: JSON from anybody's hands, read without trust."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal
from parvis.meetings.models import Tap
from parvis.members.names import tidy

MOST_BYTES = 200_000
MOST_TAPS = 500
_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")
_LATEST_MS = 253_370_764_800_000  # the year 9999
_LARGEST_NUMBER = 2**62


class NotTaps(Refusal):
    """What came is not a list of taps."""

    status = 422


@dataclass(frozen=True)
class Sent:
    """One tap as it came, each part within its bounds. at: by the phone's clock, whatever it says."""

    key: str
    kind: str
    at: datetime
    registration: int = 0
    first_name: str = ""
    about: str = ""
    other: str = ""
    table: str = ""


class SomebodyElse(Refusal):
    """These taps were made by another person of the same telephone: they wait until they enter again."""


def read_taps(body: bytes, owner: str) -> tuple[list[Sent], list[str]]:
    """The taps of a request's body, and the keys of those nobody can read.

    owner: the pass of whoever is signed in. Raises NotTaps, SomebodyElse.
    """
    try:
        found = json.loads(body) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    taps = found.get("taps") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(taps, list) or len(taps) > MOST_TAPS:
        raise NotTaps(_("What this telephone sent cannot be read. Use the paper list, or call us."))
    if found.get("owner") != owner:
        raise SomebodyElse(_("These were noted by somebody else. They leave once that person enters again."))
    read = [(tap, _read(tap)) for tap in taps if isinstance(tap, dict) and _is_key(tap.get("key"))]
    return [sent for _tap, sent in read if sent], [tap["key"] for tap, sent in read if not sent]


def clean_table(text: str) -> str:
    """« Table 4 » by whatever name: one short line; empty for no table."""
    return tidy(text)[:12].strip()


def _read(tap: dict[str, Any]) -> Sent | None:
    moment = _moment(tap.get("at"))
    if moment is None or tap.get("kind") not in Tap.Kind.values:
        return None
    number, name = tap.get("registration", 0), _text(tap.get("first_name", ""), 80)
    table = _text(tap.get("table", ""), 12)
    about, other = (tap[part] if _is_key(tap.get(part)) else "" for part in ("about", "other"))
    if type(number) is not int or not 0 <= number < _LARGEST_NUMBER or name is None or table is None:
        return None
    sent = Sent(tap["key"], tap["kind"], moment, number, name, about, other, table)
    return sent if _holds_together(sent) else None


def _holds_together(sent: Sent) -> bool:
    if sent.kind == Tap.Kind.HERE:
        return bool(sent.registration) != bool(sent.first_name)
    if sent.kind == Tap.Kind.ROUND:
        return re.fullmatch(r"[1-9][0-9]?", sent.table) is not None
    return bool(sent.about) and (sent.kind != Tap.Kind.SAME or bool(sent.other))


def _is_key(text: object) -> bool:
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


def _text(value: object, longest: int) -> str | None:
    """One line of what somebody typed; None when it is not text at all."""
    if not isinstance(value, str):
        return None
    whole = value[: longest * 4].encode("utf-8", "replace").decode()  # no half of a pair of surrogates
    return tidy(whole)[:longest].strip()


def _moment(ms: object) -> datetime | None:
    if type(ms) not in (int, float) or not 0 <= ms < _LATEST_MS:  # type: ignore[operator]
        return None
    return datetime.fromtimestamp(ms / 1000, UTC)  # type: ignore[operator]
