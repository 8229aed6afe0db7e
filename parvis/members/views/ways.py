"""The ways to reach me: add one, prove it, prefer it, remove it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.silencing import digest_of, is_silent, lift
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, recent_member
from parvis.members.forms.details import WayForm
from parvis.members.forms.signing_in import CodeForm
from parvis.members.keeping_details import add_way, prefer_way, remove_way, send_check, verify_way
from parvis.members.limits import check_asking, check_caller
from parvis.members.models import ContactPoint
from parvis.members.sessions import end_other_sessions


@door(GET=recent_member, POST=recent_member)
def index(request: HttpRequest) -> HttpResponse:
    """The list, and one field to add to it."""
    form = WayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contact, now = form.cleaned_data["contact"], timezone.now()
        check_caller(request)
        check_asking(contact.address, now)
        point = add_way(member=me(request), contact=contact, at=now)
        if point.kind == ContactPoint.Kind.MAIL and point.verified_at is None:
            return redirect("members:way_check", point.pk)
        return announce(redirect("members:ways"), _("It is noted."))
    points = me(request).contact_points.order_by("-is_preferred", "pk")
    silent = {point.pk for point in points if is_silent(digest_of(point.address))}
    context = {"form": form, "points": points, "kinds": ContactPoint.Kind, "silent": silent}
    return page(request, "members/ways/index.html", context, status=422 if form.errors else 200)


@door(GET=recent_member, POST=recent_member)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Six digits received at this address show that it is mine."""
    point = _mine(request, pk)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_caller(request)
        if verify_way(point=point, digits=form.cleaned_data["code"], at=timezone.now()):
            end_other_sessions(request, me(request))
            return announce(redirect("members:ways"), _("This address is yours, it is noted."))
        form.add_error("code", _("This code does not work. Check the 6 digits, or ask for a new code."))
    context = {"form": form, "point": point}
    return page(request, "members/ways/check.html", context, status=422 if form.errors else 200)


@door(POST=recent_member)
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """One more code for this address; only a mail has one."""
    point, now = _mine(request, pk), timezone.now()
    if point.kind != ContactPoint.Kind.MAIL:
        raise Http404
    check_asking(point.address, now)
    send_check(point=point, at=now)
    return announce(redirect("members:way_check", point.pk), _("A new code has left."))


@door(POST=recent_member)
def preference(request: HttpRequest, pk: int) -> HttpResponse:
    """Reach me this way first."""
    prefer_way(point=_mine(request, pk))
    return announce(redirect("members:ways"), _("You will be reached this way first."))


@door(POST=recent_member)
def messages(request: HttpRequest, pk: int) -> HttpResponse:
    """Write again to this address, which is mine and had asked for silence."""
    point = _mine(request, pk)
    if point.verified_at is None:
        raise Http404
    lift(digest=digest_of(point.address))
    return announce(redirect("members:ways"), _("We write to this address again."))


@door(POST=recent_member)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer reach me this way."""
    remove_way(point=_mine(request, pk), at=timezone.now())
    end_other_sessions(request, me(request))
    return announce(redirect("members:ways"), _("It is removed."))


def _mine(request: HttpRequest, pk: int) -> ContactPoint:
    return get_object_or_404(ContactPoint.objects.filter(member=me(request)).select_related("member"), pk=pk)
