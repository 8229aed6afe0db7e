"""The organiser of a meeting calls its people: nobody at the desk is there, or they would rather do it."""

from django.http import HttpRequest, HttpResponse

from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.making_calls import Rounds, answered, given_back, shown, taken, undone
from parvis.kit.doors import door
from parvis.meetings.views.finding import meeting_hosted, signed_in
from parvis.members.doors import member


@door(GET=member)
def index(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The calls of this meeting, for whoever welcomes."""
    return shown(request, signed_in(request), _rounds(request, meeting_pk))


@door(POST=member)
@needs_no_mandate("the numbers of a meeting's calls; each person reads it")
def taking(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Take the next five, or one; the numbers open, and each person reads it."""
    return taken(request, signed_in(request), _rounds(request, meeting_pk))


@door(POST=member)
@needs_no_mandate("lets go of calls to make")
def giving_back(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The calls one took are anybody's again."""
    return given_back(request, signed_in(request), _rounds(request, meeting_pk))


@door(POST=member)
@needs_no_mandate("takes back a slip of the finger")
def undoing(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """The last tap was a slip of the finger."""
    return undone(request, signed_in(request), _rounds(request, meeting_pk))


@door(POST=member)
@needs_no_mandate("whoever welcomes keeps the list of those who come")
def answer(request: HttpRequest, meeting_pk: int, pk: int) -> HttpResponse:
    """One tap: what came of a call about this meeting."""
    return answered(request, signed_in(request), _rounds(request, meeting_pk), pk)


def _rounds(request: HttpRequest, meeting_pk: int) -> Rounds:
    return Rounds(meeting=meeting_hosted(request, meeting_pk))
