"""Who is at this browser: begin and end sessions, here or everywhere.

A session ends 180 days after its person entered, whatever they do meanwhile: prolonging it at each visit
would write down when they last came, which is nobody's business. What gives power (behind the scenes) or
ways in (addresses, passkeys) asks again who is there, twelve hours after they entered.
"""

import secrets
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    login,
    logout,
    update_session_auth_hash,
)
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from parvis.members.models import Member

BACKEND = "parvis.members.signing_in.SignInBackend"
FRESH_FOR = timedelta(hours=12)
TO_FINISH = timedelta(hours=2)  # more, for a form opened in time and sent late
_ENTERED_AT, _HELD = "entered_at", "held"
AT_KIOSK = "kiosk"  # of a session which only the pages of the kiosk read: [id, session key, …]


class Leaves(Enum):
    """Which browsers somebody signs out of."""

    THIS = "this"
    OTHERS = "others"
    ALL = "all"


Handler = Callable[[HttpRequest, Member, Leaves], object]
_handlers: list[Handler] = []


def begin_session(request: HttpRequest, member: Member) -> None:
    """The person is signed in at this browser; the session's key changes, so none can be planted."""
    request.session.flush()
    login(request, member, backend=BACKEND)


def stand_in(request: HttpRequest, member: Member) -> None:
    """In the demonstration somebody plays this person: nothing they would have to prove opens to them."""
    begin_session(request, member)
    request.session[_ENTERED_AT] = 0


def note_entry(sender: Any, request: HttpRequest, user: Member, **signal: Any) -> None:
    """When they entered and what they hold, written into the session that begins (Django calls it)."""
    now = timezone.now()
    request.session[_ENTERED_AT] = int(now.timestamp())
    request.session[_HELD] = sorted(role.pk for role in user.held_roles)
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person showed lately that it is them."""
    allowed = FRESH_FOR if request.method in ("GET", "HEAD") else FRESH_FOR + TO_FINISH
    entered_at = request.session.get(_ENTERED_AT, 0)
    return bool(timezone.now().timestamp() - entered_at < allowed.total_seconds())


def renew_if_more_is_held(request: HttpRequest, member: Member) -> None:
    """Someone who was given a role since they entered gets a new session key before using it."""
    held = sorted(role.pk for role in member.held_roles)
    if set(held) - set(request.session.get(_HELD, [])):
        request.session.cycle_key()
        request.session[_HELD] = held


def end_other_sessions(request: HttpRequest, member: Member) -> None:
    """The person is signed out everywhere but here, where the session's key changes."""
    _tell(request, member, Leaves.OTHERS)
    end_every_session(member)
    keep_this_session(request, member)


def keep_this_session(request: HttpRequest, member: Member) -> None:
    """After every session of the person was ended: this browser stays, with another key."""
    update_session_auth_hash(request, member)


def when_signing_out(handler: Handler) -> None:
    """In `apps.ready()`: handler(request, member, which browsers) runs before somebody signs out of them."""
    if handler not in _handlers:
        _handlers.append(handler)


def sign_out(request: HttpRequest, member: Member, leaves: Leaves) -> None:
    """The person leaves this browser, or all of them; what they hold there ends first."""
    _tell(request, member, leaves)
    if leaves == Leaves.ALL:
        end_every_session(member)
    end_session(request)


def end_session(request: HttpRequest) -> None:
    """Nobody is signed in at this browser any more."""
    logout(request)


def end_every_session(member: Member) -> None:
    """The person is signed out everywhere: each session carried the former key."""
    member.session_key = secrets.token_hex(16)
    member.save(update_fields=["session_key"])


def kept_out(request: HttpRequest) -> Member | None:
    """The suspended member of this session, with what keeps them out; None for everybody else.

    Everywhere but at the doors that ask this, they are a passer-by.
    """
    rows = Member.objects.present().select_related("suspension__turn_to", "suspension__by")
    member = _in_session(request, rows.filter(suspension__isnull=False))
    return member if member and member.suspension_at(timezone.now()) else None


def on_the_way_out(request: HttpRequest) -> Member | None:
    """The member of this session who is leaving and may still stay; None for everybody else."""
    leaving = Member.objects.may_enter().filter(left_at__isnull=False)
    return _in_session(request, leaving.select_related("leaving"))


def _in_session(request: HttpRequest, members: QuerySet[Member]) -> Member | None:
    """Whoever of these members the session is about, if its key is still theirs."""
    session = request.session
    if session.get(BACKEND_SESSION_KEY) != BACKEND or not str(session.get(SESSION_KEY, "")).isdigit():
        return None
    member = members.filter(pk=int(session[SESSION_KEY])).first()
    if member is None:
        return None
    is_same = constant_time_compare(session.get(HASH_SESSION_KEY, ""), member.get_session_auth_hash())
    return member if is_same else None


def _tell(request: HttpRequest, member: Member, leaves: Leaves) -> None:
    for handler in _handlers:
        handler(request, member, leaves)


def safe_next(request: HttpRequest, address: str) -> str:
    """The page asked for before signing in, if it is one of ours; else empty."""
    if any(char in "\\ " or unicodedata.category(char)[0] in "CZ" for char in address):
        return ""  # browsers drop some of these, and read « /⇥/elsewhere » as another place
    is_path = address.startswith("/") and not address.startswith("//")
    is_ours = is_path and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
