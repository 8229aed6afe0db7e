"""Somebody on the telephone takes part in the coffee, chooses an hour, or cannot come."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.switches import is_on
from parvis.desk.acting_for import acts_for
from parvis.desk.coffees import Heard, SayForm, heard_of, say
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import with_why
from parvis.members.recalling import whole


@door(GET=correspondent, POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Who they drink a coffee with, when, and what they may say of it."""
    now = timezone.now()
    person = whole(with_why(Member.objects.present().filter(pk=pk), me(request), now))
    if person is None or not is_on("tables"):
        raise Http404
    if not person.is_opened:  # type: ignore[attr-defined]
        return redirect("desk:person", pk)  # which asks why
    heard = heard_of(person, me(request), now)
    if request.method == "GET":
        return _page(request, person, heard)
    form = SayForm(heard, request.POST)
    if not form.is_valid():
        return _page(request, person, heard, _("This can no longer be chosen."), status=422)
    try:
        say(heard=heard, key=form.cleaned_data["said"], person=person, by=me(request), at=now)
    except Refusal as refusal:
        fresh = heard_of(person, me(request), now)
        return _page(request, person, fresh, refusal.reason, status=refusal.status)
    return announce(redirect("desk:coffee", pk), _("It is noted."))


def _page(
    request: HttpRequest, person: Member, heard: list[Heard], reason: str = "", status: int = 200
) -> HttpResponse:
    context = {"person": person, "heard": heard, "reason": reason}
    return page(request, "desk/coffee.html", context, status=status)
