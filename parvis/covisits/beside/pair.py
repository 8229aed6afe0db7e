"""Who sits before this screen: one who waits for the other, then both; for three minutes of silence at most.

The session of whoever began is given up first. What is kept of each: who, the key of their sessions (changed
when they sign out everywhere), and a digest of four digits chosen for this time, by which they confirm.
"""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from parvis.kit.company import COOKIE
from parvis.members.keeping_cards import digest_of
from parvis.members.models import Member

REST = timedelta(minutes=3)
TO_ENTER = timedelta(minutes=10)  # while one waits: a code is on its way to the other
WARNING = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
MOST_TRIES = 5
MAY_CHOOSE_FOR = timedelta(minutes=10)
MARK = "cote-a-cote"  # in the cookie of company: no page is answered from memory, none is kept
_KEY, _KNOWN = "beside", "_pair_beside"
Answer = TypeVar("Answer", bound=HttpResponse)


@dataclass(frozen=True)
class Seat:
    """One of the two. number: 1 or 2."""

    number: int
    member: Member
    digest: str

    @property
    def first_name(self) -> str:
        return self.member.first_name


@dataclass(frozen=True)
class Pair:
    """One person while the other is awaited, then two. tries: wrong digits so far."""

    seats: tuple[Seat, ...]
    salt: str
    is_kiosk: bool
    tries: int = 0

    @property
    def is_whole(self) -> bool:
        return len(self.seats) == 2

    @property
    def members(self) -> list[Member]:
        return [seat.member for seat in self.seats]

    @property
    def names(self) -> list[str]:
        """First names; whole names for two of the same first name."""
        firsts = [seat.first_name for seat in self.seats]
        return firsts if len(set(firsts)) == len(firsts) else [seat.member.name for seat in self.seats]

    @property
    def lasts(self) -> timedelta:
        """How long they may be silent."""
        return REST if self.is_whole else TO_ENTER

    def name_of(self, number: int) -> str:
        return self.names[number - 1]

    def proves(self, number: int, digits: str) -> bool:
        """Whether these are the digits this one of the two chose."""
        kept = self.seats[number - 1].digest
        return hmac.compare_digest(kept, digest_of(f"{self.salt}{number}", digits))


def sit_down(request: HttpRequest, member: Member, digits: str, *, is_kiosk: bool = False) -> None:
    """The first one; whoever was signed in at this browser is not any more."""
    salt = secrets.token_hex(16)
    request.session.flush()
    request.session[_KEY] = {
        "people": [_kept(member, salt, 1, digits)], "salt": salt, "kiosk": is_kiosk, "tries": 0,
        "at": int(timezone.now().timestamp()),
    }  # fmt: skip
    _forget_known(request)
    rest(request)


def wait_for_name(request: HttpRequest, code_pk: int, digits: str) -> None:
    """An address of several people is proved: which of them is it? Their digits wait as a digest."""
    kept = dict(request.session[_KEY])
    kept["proved"] = [code_pk, digest_of(f"{kept['salt']}2", digits), int(timezone.now().timestamp())]
    request.session[_KEY] = kept


def proved_at(request: HttpRequest) -> int:
    """The code (id) that was proved a moment ago, and whose person was not chosen yet; 0 for none."""
    code_pk, _digest, at = request.session.get(_KEY, {}).get("proved", (0, "", 0))
    return code_pk if 0 <= timezone.now().timestamp() - at < MAY_CHOOSE_FOR.total_seconds() else 0


def ask_anew(request: HttpRequest) -> None:
    """Another code is on its way to the second one: their tries begin again."""
    request.session[_KEY] = {**request.session[_KEY], "codes": 0}


def asked_too_often(request: HttpRequest) -> bool:
    """One more try of the second one did not work; True from the fifth on."""
    kept = request.session[_KEY]
    request.session[_KEY] = {**kept, "codes": kept.get("codes", 0) + 1}
    return bool(request.session[_KEY]["codes"] >= MOST_TRIES)


def join(request: HttpRequest, member: Member, digits: str = "") -> bool:
    """The second one, who just proved who they are; False for the same person twice.

    digits: those they chose; empty when these wait since their address was proved.
    """
    pair = pair_at(request)
    if pair is None or pair.is_whole or pair.seats[0].member.pk == member.pk:
        return False
    kept = dict(request.session[_KEY])
    proved = kept.pop("proved", [0, "", 0])
    seat = _kept(member, kept["salt"], 2, digits) if digits else [member.pk, member.session_key, proved[1]]
    kept["people"] = [*kept["people"], seat]
    request.session.cycle_key()
    request.session[_KEY] = kept
    _forget_known(request)
    rest(request)
    return True


def pair_at(request: HttpRequest) -> Pair | None:
    """Who is there, asked once a request; None when nobody is, or one of them may be here no more."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, _look(request))
    known: Pair | None = getattr(request, _KNOWN)
    return known


def both_at(request: HttpRequest) -> Pair | None:
    """The two, once both are there."""
    pair = pair_at(request)
    return pair if pair is not None and pair.is_whole else None


def has_mark(request: HttpRequest) -> bool:
    """Whether this browser is, or lately was, before two people. No database is asked."""
    return request.COOKIES.get(COOKIE) == MARK


def why_gone(request: HttpRequest) -> str:
    """Why nobody is there any more: « away » (one of them may not be here), « hour », or « silence »."""
    kept = request.session.get(_KEY)
    if not kept:
        return "silence"
    is_long = timezone.now().timestamp() - kept["at"] >= LONGEST.total_seconds()
    return "hour" if is_long else "away"


def rest(request: HttpRequest) -> None:
    """Another three minutes from now (ten while one waits); the session ends by itself, in the database."""
    pair = pair_at(request)
    if pair is not None:
        request.session.set_expiry(int(pair.lasts.total_seconds()))


def count_wrong(request: HttpRequest) -> bool:
    """Wrong digits once more; True when it is the last time, and nobody is there any more."""
    kept = dict(request.session[_KEY])
    kept["tries"] += 1
    request.session[_KEY] = kept
    if kept["tries"] >= MOST_TRIES:
        leave(request)
        return True
    known = pair_at(request)
    setattr(request, _KNOWN, replace(known, tries=kept["tries"]) if known else None)
    return False


def leave(request: HttpRequest) -> bool:
    """Both are gone; whether anybody was there. Other sessions are left alone."""
    was_there = _KEY in request.session
    if was_there:
        request.session.flush()
    setattr(request, _KNOWN, None)
    return was_there


def marked(request: HttpRequest, answer: Answer) -> Answer:
    answer.set_cookie(COOKIE, MARK, httponly=True, samesite="Lax", secure=settings.IS_HTTPS)
    return answer


def emptied(answer: Answer) -> Answer:
    """The last answer: the browser forgets all it kept of these pages."""
    answer["Clear-Site-Data"] = '"cache", "storage"'
    answer["Cache-Control"] = "private, no-store"
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _kept(member: Member, salt: str, number: int, digits: str) -> list[object]:
    return [member.pk, member.session_key, digest_of(f"{salt}{number}", digits)]


def _forget_known(request: HttpRequest) -> None:
    if hasattr(request, _KNOWN):
        delattr(request, _KNOWN)


def _look(request: HttpRequest) -> Pair | None:
    kept, now = request.session.get(_KEY), timezone.now()
    if not kept or not 0 <= now.timestamp() - kept["at"] < LONGEST.total_seconds():
        return None
    found = Member.objects.let_in(now).in_bulk([pk for pk, _key, _digest in kept["people"]])
    seats = [
        Seat(number, found[pk], digest)
        for number, (pk, key, digest) in enumerate(kept["people"], 1)
        if pk in found and constant_time_compare(found[pk].session_key, key)
    ]
    if len(seats) != len(kept["people"]):
        return None  # one of them signed out everywhere, or is not here any more: it ends for both
    return Pair(tuple(seats), kept["salt"], kept["kiosk"], kept["tries"])
