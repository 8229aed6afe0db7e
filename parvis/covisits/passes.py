"""The pass of a visitor: the cookie `visite`, signed. It opens one visit as one visitor, and nothing else.

`read_pass` asks no database. `visitor_of` asks once a request: a visit that ended, somebody who left, a
member who is no longer signed in are not let in, whatever the cookie says.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.covisits.models import Visitor
from parvis.kit.company import COOKIE
from parvis.members.models import Member

_SIGNER = Signer(salt="covisits.pass", sep=".")
_MOST_CHARACTERS = 120
_SECONDS = 12 * 3600
Answer = TypeVar("Answer", bound=HttpResponse)


@dataclass(frozen=True, slots=True)
class Pass:
    """Which visit, which visitor (their numbers in the database)."""

    covisit: int
    visitor: int
    device: str = ""  # drawn by lot for one browser

    @property
    def key(self) -> str:
        """Who speaks on the live paths: two browsers of one visitor have a clock each."""
        return f"{self.visitor}.{self.device}"


class Standing(StrEnum):
    NOBODY = "nobody"  # no pass, or none of ours
    HERE = "here"
    OVER = "over"  # the visit closed
    OUT = "out"  # they left, or are not signed in as this member any more


def write_pass(response: Answer, visitor: Visitor) -> Answer:
    """Give the browser its pass; the same answer back."""
    parts = [str(visitor.co_visit_id), str(visitor.pk), *filter(None, [visitor.device])]
    value = _SIGNER.sign("-".join(parts))
    response.set_cookie(
        COOKIE, value, max_age=_SECONDS, httponly=True, samesite="Lax", secure=settings.IS_HTTPS
    )
    return response


def take_pass_away(response: Answer) -> Answer:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def read_pass(value: str | None) -> Pass | None:
    """What a cookie's value opens; None for anything we did not sign. No database is asked."""
    if not value or len(value) > _MOST_CHARACTERS:
        return None
    try:
        covisit, visitor, *device = _SIGNER.unsign(value).split("-", 2)
        return Pass(int(covisit), int(visitor), *device)
    except (BadSignature, ValueError):
        return None


def holder_of(request: HttpRequest) -> Visitor | None:
    """Whoever this pass was given to, with the visit and who is there; here or not any more. One query a
    request."""
    if not hasattr(request, "_holder_of_visit"):
        held = read_pass(request.COOKIES.get(COOKIE))
        request._holder_of_visit = held and _find(held)  # type: ignore[attr-defined]
    return request._holder_of_visit  # type: ignore[attr-defined, no-any-return]


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Who visits with others in this browser; None when nobody does, or they may not any more."""
    return holder_of(request) if standing_of(request) == Standing.HERE else None


def standing_of(request: HttpRequest) -> Standing:
    """Where this browser stands with the visit of its pass."""
    holder = holder_of(request)
    if holder is None:
        return Standing.NOBODY
    if not holder.co_visit.is_live(timezone.now()):
        return Standing.OVER
    is_here = holder.left_at is None and holder.holds(holder.device)
    return Standing.HERE if is_here and _is_still(holder, request) else Standing.OUT


def viewer_of(request: HttpRequest) -> Member | None:
    """The member signed in on this request, if there is one."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Member) else None


def _find(held: Pass) -> Visitor | None:
    rows = Visitor.objects.select_related("co_visit", "member").filter(co_visit_id=held.covisit)
    known = list(rows.filter(Q(pk=held.visitor) | Q(left_at=None)).order_by("pk"))
    found = next((one for one in known if one.pk == held.visitor), None)
    if found is not None:
        found.device = held.device
        found.company = [one for one in known if one.left_at is None]
    return found


def _is_still(visitor: Visitor, request: HttpRequest) -> bool:
    """Whoever joined as a member stays as this member: signed out or kept out, they are out."""
    viewer = viewer_of(request)
    return visitor.member_id is None or (viewer is not None and viewer.pk == visitor.member_id)
