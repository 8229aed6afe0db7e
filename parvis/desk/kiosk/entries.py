"""Who stands before the tablet: for three minutes of rest at most, whatever the tablet does meanwhile.

An entry is a session which only the pages of the kiosk read: everywhere else this browser is a passer-by,
so that a card found on the ground opens no role, no address and no copy of anything.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from parvis.members.models import Member
from parvis.members.sessions import AT_KIOSK

REST = timedelta(minutes=3)
WARNING = timedelta(seconds=30)  # before the end of the rest
TO_WRITE = timedelta(minutes=10)  # where a text is typed and no script keeps the entry alive
LONGEST = timedelta(hours=1)  # then one enters again, whatever is tapped
BY_CODE, BY_NUMBER = "code", "number"
_ENTRY, _KNOWN = AT_KIOSK, "_person_at_the_kiosk"


def begin(request: HttpRequest, member: Member, how: str) -> None:
    """They are in; whoever was in this browser before is not any more."""
    request.session.flush()
    request.session[_ENTRY] = [member.pk, member.session_key, how, int(timezone.now().timestamp())]
    rest(request)


def person_at(request: HttpRequest) -> Member | None:
    """Who is in, if the entry still stands; asked once a request. Looking prolongs nothing: `rest` does."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, _look(request))
    known: Member | None = getattr(request, _KNOWN)
    return known


def came_by_code(request: HttpRequest) -> bool:
    """Whether they showed a code that works once, and not only their personal number."""
    return bool(request.session.get(_ENTRY, ("", "", ""))[2] == BY_CODE)


def rest(request: HttpRequest, lasts: timedelta | None = None) -> None:
    """Another three minutes from now; the session ends by itself, in the database."""
    request.session.set_expiry(int((lasts or REST).total_seconds()))


def end(request: HttpRequest) -> bool:
    """Nobody is in any more; whether somebody was. Sessions of other pages are left alone."""
    setattr(request, _KNOWN, None)
    if _ENTRY not in request.session:
        return False
    request.session.flush()
    return True


def _look(request: HttpRequest) -> Member | None:
    pk, key, _how, entered_at = request.session.get(_ENTRY, (0, "", "", 0))
    now = timezone.now()
    if not pk or not 0 <= now.timestamp() - entered_at < LONGEST.total_seconds():
        return None
    member = Member.objects.let_in(now).filter(pk=pk).first()
    return member if member is not None and constant_time_compare(member.session_key, key) else None
