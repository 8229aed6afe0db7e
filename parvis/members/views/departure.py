"""Leave in two screens, and stay after all in one tap."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import even_leaving, me_even_leaving, passer_by
from parvis.members.forms.departure import DepartureForm
from parvis.members.leaving import DAYS, leave, leaving_behind, refuse_last_administrator, stay
from parvis.members.models import Leaving, Member
from parvis.members.sessions import begin_session


@door(GET=even_leaving, POST=even_leaving)
def show(request: HttpRequest) -> HttpResponse:
    """First what happens and one choice; then the day it is for, and the button to stay."""
    member = me_even_leaving(request)
    leaving = Leaving.objects.filter(member=member).first()
    if leaving is not None:
        return page(request, "members/departure/noted.html", {"leaving": leaving, "member": member})
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        leave(member=member, texts=form.cleaned_data["texts"], at=timezone.now())
        begin_session(request, Member.objects.get(pk=member.pk))
        return redirect("members:departure")
    refuse_last_administrator(member)
    context = {"form": form, "days": DAYS, "roles": member.held_roles}
    return page(request, "members/departure/new.html", context, status=422 if form.errors else 200)


@door(POST=even_leaving)
def return_(request: HttpRequest) -> HttpResponse:
    """I stay."""
    leaving = Leaving.objects.filter(member=me_even_leaving(request)).first()
    if leaving is not None:
        stay(leaving=leaving, at=timezone.now())
    return announce(redirect("portal:my_space"), _("You stay. How good."))


@door(GET=passer_by, POST=passer_by)
def staying(request: HttpRequest, token: str) -> HttpResponse:
    """« Je reste », from the farewell message: the button acts, looking does not."""
    leaving = leaving_behind(token)
    if leaving is None:
        raise Http404
    if request.method == "POST":
        stay(leaving=leaving, at=timezone.now())
        return announce(redirect("members:sign_in"), _("You stay. How good. Sign in whenever you wish."))
    return page(request, "members/departure/staying.html", {"leaving": leaving, "token": token})
