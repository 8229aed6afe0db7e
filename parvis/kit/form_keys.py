"""The key of one filled-in form (`forms.once()` writes it): sent twice, the form acts once.

Acts keep it as their `once_key`. Ours are letters, digits, - and _; whoever sends anything else (too long, a
zero byte, a sentence) sent no key of ours, and gets a new one: the act is done, and taken for no other.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django import forms

NAME = "once"
LONGEST = 40
_OURS = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}")


def new_key() -> str:
    """A key nobody guesses, 22 signs."""
    return secrets.token_urlsafe(16)


def read_key(typed: object) -> str:
    """The key as it was sent, at most LONGEST signs; "" when it is none of ours."""
    return typed if isinstance(typed, str) and _OURS.fullmatch(typed) else ""


def key_of(sent: Mapping[str, Any]) -> str:
    """The key a form was sent with, else a new one. sent: `request.POST`."""
    return read_key(sent.get(NAME, "")) or new_key()


def version_in(sent: Mapping[str, Any], name: str = "seen") -> int | None:
    """The version of what was on the screen when it was sent; None when it does not say one."""
    return number_in(sent, name)


def number_in(sent: Mapping[str, Any], name: str) -> int | None:
    """What a hidden field or a button says, of a row for instance; None when that is no number of ours."""
    said = str(sent.get(name, ""))
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else None


class KeyField(forms.CharField):
    """The same, in a form that shows itself again: never wrong, never empty."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=new_key, max_length=LONGEST)

    def clean(self, value: Any) -> str:
        return read_key(value) or new_key()

    def bound_data(self, data: Any, initial: Any) -> str:
        """What the form shows again."""
        return read_key(data) or new_key()
