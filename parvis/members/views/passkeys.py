"""Passkeys: add a device in my space, and enter with it. The only pages of this area with a script."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members import passkeys
from parvis.members.doors import me, passer_by, recent_member
from parvis.members.limits import check_caller
from parvis.members.names import tidy
from parvis.members.sessions import begin_session, end_other_sessions, safe_next

_STATE = "passkey"  # the challenge, in the session of the browser it was given to; spent by the answer


@door(GET=recent_member, POST=recent_member)
def index(request: HttpRequest) -> HttpResponse:
    """My passkeys; POST asks the device for a new one."""
    context = {"keys": me(request).passkeys.order_by("pk"), "are_possible": passkeys.are_possible()}
    if request.method == "POST" and context["are_possible"]:
        options, request.session[_STATE] = passkeys.begin_adding(me(request))
        context |= {"options": options, "name": tidy(request.POST.get("name", ""))[:60]}
    return page(request, "members/passkeys/index.html", context)


@door(POST=recent_member)
def addition(request: HttpRequest) -> HttpResponse:
    """The device has answered."""
    passkeys.finish_adding(
        member=me(request),
        name=tidy(request.POST.get("name", ""))[:60] or _("my device"),
        state=request.session.pop(_STATE, None),
        answer=request.POST.get("answer", "")[:20_000],
        at=timezone.now(),
    )
    end_other_sessions(request, me(request))
    return announce(redirect("members:passkeys"), _("This device now lets you in."))


@door(POST=recent_member)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """This device no longer lets me in."""
    passkeys.remove(passkey=get_object_or_404(me(request).passkeys, pk=pk), at=timezone.now())
    end_other_sessions(request, me(request))
    return announce(redirect("members:passkeys"), _("This device no longer lets you in."))


@door(GET=passer_by, POST=passer_by)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Enter with a passkey; POST asks the device."""
    suite = safe_next(request, request.POST.get("suite", "") or request.GET.get("suite", ""))
    context = {"are_possible": passkeys.are_possible(), "suite": suite}
    if request.method == "POST" and context["are_possible"]:
        context["options"], request.session[_STATE] = passkeys.begin_entering()
    return page(request, "members/passkeys/sign_in.html", context)


@door(POST=passer_by)
def entry(request: HttpRequest) -> HttpResponse:
    """The device has answered: its owner is in."""
    check_caller(request)
    person = passkeys.finish_entering(
        state=request.session.pop(_STATE, None),
        answer=request.POST.get("answer", "")[:20_000],
        at=timezone.now(),
    )
    suite = safe_next(request, request.POST.get("suite", ""))
    begin_session(request, person)
    return HttpResponseRedirect(suite or reverse("portal:my_space"))
