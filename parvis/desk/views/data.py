"""By telephone: print what is kept about somebody, note that they leave, or that they stay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for
from parvis.desk.forms import LEAVING_ALOUD, LeavingForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.giving_data import print_for
from parvis.members.leaving import leave, stay
from parvis.members.mandates import Scope
from parvis.members.models import Leaving, Member
from parvis.members.opening import has_said_why


def _who_leaves(pk: int) -> Member:
    own = [Leaving.How.SCREEN, Leaving.How.SPOKEN]
    return get_object_or_404(Leaving.objects.select_related("member"), pk=pk, how__in=own).member


@door(POST=correspondent)
@acts_for(Scope.DATA)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the correspondent may read of it, to print and hand over; the journal says so."""
    person, now = _person(pk), timezone.now()
    if not has_said_why(person, me(request), now):
        return announce(redirect("desk:opening", pk), _("Say first why you open this record."), "warn")
    sections = print_for(member=person, by=me(request), at=now)
    context = {"person": person, "sections": sections, "at": now}
    return page(request, "desk/data.html", context)


@door(GET=correspondent, POST=correspondent)
@acts_for(Scope.DATA)
def departure(request: HttpRequest, pk: int) -> HttpResponse:
    """The sentence to read aloud, the one choice, and the wish is noted."""
    person = _person(pk)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        leave(member=person, texts=form.cleaned_data["texts"], by=me(request), at=timezone.now())
        return announce(redirect("desk:departures"), _("Noted. They have seven days to change their mind."))
    context = {"person": person, "form": form, "read_aloud": LEAVING_ALOUD}
    return page(request, "desk/departure.html", context, status=422 if form.errors else 200)


@door(GET=correspondent)
def departures(request: HttpRequest) -> HttpResponse:
    """Who is leaving, and until when they may call back to stay."""
    own = [Leaving.How.SCREEN, Leaving.How.SPOKEN]
    rows = Leaving.objects.filter(how__in=own).select_related("member").order_by("erases_at", "pk")
    return page(request, "desk/departures.html", {"leavings": rows[:100]})


@door(POST=correspondent)
@acts_for(Scope.DATA, person=_who_leaves)
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """They called back: they stay."""
    own = [Leaving.How.SCREEN, Leaving.How.SPOKEN]
    leaving = get_object_or_404(Leaving.objects.select_related("member"), pk=pk, how__in=own)
    stay(leaving=leaving, by=me(request), at=timezone.now())
    return announce(redirect("desk:person", leaving.member_id), _("They stay."))


def _person(pk: int) -> Member:
    return get_object_or_404(Member.objects.present(), pk=pk)
