"""How a gateway wants its requests: one of four known shapes, or a template the operator writes.

(empty), simple    {"to": "+336…", "text": "…", "id": "…"}, header Authorization: Bearer TOKEN
telephone          a telephone that sends for us: {"phoneNumbers": ["+336…"], "textMessage": {"text": "…"}},
                   header Authorization: Basic, TOKEN being « name:password »
formulaire         fields To, From and Body of a form, header Authorization: Basic
liste              {"messages": [{"to": "336…", "from": "…", "text": "…"}]}, header Authorization: App TOKEN
json {…}           any JSON, with {to}, {number}, {text}, {from}, {id} and {token} inside its texts
form a={to}&b=…    any form, with the same words
"""

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import httpx2

_KNOWN = {
    "simple": 'json {"to": "{to}", "text": "{text}", "id": "{id}"}',
    "telephone": 'json {"id": "{id}", "phoneNumbers": ["{to}"], "textMessage": {"text": "{text}"}}',
    "formulaire": "form To={to}&From={from}&Body={text}",
    "liste": 'json {"messages": [{"to": "{number}", "from": "{from}", "text": "{text}", "id": "{id}"}]}',
}
_HEADERS = {
    "telephone": "Authorization: Basic {basic}",
    "formulaire": "Authorization: Basic {basic}",
    "liste": "Authorization: App {token}",
}
_USUAL_HEADER = "Authorization: Bearer {token}"
_LONGEST = 2000


@dataclass(frozen=True)
class Shape:
    """What is sent for one message: a template read once, and one header."""

    template: Any
    is_json: bool
    header: tuple[str, str]
    token: str
    sender: str

    def request(self, client: httpx2.Client, url: str, *, to: str, text: str, key: str) -> httpx2.Request:
        """The request for one message; words go into the texts of the template, never into its form."""
        words = {"to": to, "number": to.lstrip("+"), "text": text, "id": key, "from": self.sender}
        words["token"] = self.token
        headers = {"Accept": "application/json, text/plain", "Idempotency-Key": key, "Connection": "close"}
        if self.token:
            headers[self.header[0]] = self.header[1]
        content = _filled(self.template, words)
        if self.is_json:
            return client.build_request("POST", url, json=content, headers=headers)
        return client.build_request("POST", url, data=dict(content), headers=headers)


def read_shape(text: str, *, header: str, token: str, sender: str) -> Shape:
    """The shape these settings describe. ValueError, naming the setting, when they cannot be read."""
    name = text.strip() or "simple"
    kind, _space, body = _KNOWN.get(name, name).partition(" ")
    if kind not in ("json", "form") or not body or len(body) > _LONGEST:
        raise ValueError(
            "PARVIS_SMS_SHAPE: simple, telephone, formulaire, liste, json {…} or form a={to}&b={text}"
        )
    template = (
        _read_json(body)
        if kind == "json"
        else [list(pair) for pair in parse_qsl(body, keep_blank_values=True)]
    )
    if "{text}" not in body or not ("{to}" in body or "{number}" in body):
        raise ValueError("PARVIS_SMS_SHAPE: say where {to} and {text} go")
    wanted = header.strip() or _HEADERS.get(name, _USUAL_HEADER)
    return Shape(template, kind == "json", _read_header(wanted, token), token, sender)


def _read_json(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise ValueError("PARVIS_SMS_SHAPE: what follows json is not JSON") from None


def _read_header(text: str, token: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    basic = base64.b64encode(token.encode()).decode()
    said = value.strip().replace("{token}", token).replace("{basic}", basic)
    if (
        not colon
        or not name.strip().replace("-", "").isalnum()
        or not (said.isprintable() and said.isascii())
    ):
        raise ValueError("PARVIS_SMS_HEADER: write Name: value, on one line")
    return name.strip(), said


def _filled(template: Any, words: dict[str, str]) -> Any:
    """The template with its texts filled in: whatever people wrote stays inside one text."""
    if isinstance(template, dict):
        return {key: _filled(value, words) for key, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, words) for value in template]
    return _say(template, words) if isinstance(template, str) else template


def _say(text: str, words: dict[str, str]) -> str:
    """All at once, so that a message about « {to} » stays those very words."""
    parts, rest = [], text
    while rest:
        before, brace, after = rest.partition("{")
        name, closing, behind = after.partition("}")
        parts.append(before)
        if brace and closing and name in words:
            parts.append(words[name])
            rest = behind
        else:
            parts.append(brace)
            rest = after
    return "".join(parts)
