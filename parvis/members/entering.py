"""From a proved code to a session: at once, or after « Which of you is it? »."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member, SignInCode
from parvis.members.sessions import begin_session
from parvis.members.signing_in import people_behind, recognise

_PROVED = "proved"  # in the session of a browser that proved an address and has not chosen yet
_MAY_CHOOSE_FOR = timedelta(minutes=10)


class NobodyThere(Refusal):
    """The address was proved, but nobody has it any more."""


def enter(request: HttpRequest, code: SignInCode, suite: str, at: datetime) -> HttpResponse:
    """The answer to a code just used up: signed in, or the question which of you it is."""
    people = people_behind(code)
    if not people:
        raise NobodyThere(
            _("Nobody here has this address any more."), WayOut(_("Start again"), reverse("members:sign_in"))
        )
    if len(people) > 1:
        request.session.flush()
        request.session[_PROVED] = [code.pk, suite]
        request.session.set_expiry(int(_MAY_CHOOSE_FOR.total_seconds()))
        return HttpResponseRedirect(reverse("members:sign_in_choice"))
    recognise(member=people[0], code=code, at=at)
    begin_session(request, people[0])
    return HttpResponseRedirect(suite or reverse("portal:my_space"))


def waiting_at_the_door(request: HttpRequest, at: datetime) -> tuple[SignInCode | None, list[Member], str]:
    """What this browser proved a moment ago: the used code, the people it may be, and where to go then."""
    pk, suite = request.session.get(_PROVED, (None, ""))
    code = SignInCode.objects.filter(pk=pk, used_at__gt=at - _MAY_CHOOSE_FOR).first() if pk else None
    return code, people_behind(code) if code else [], suite
