"""The audiences of the permission matrix, from the passer-by to the administrator."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.doors import Audience, anyone
from parvis.kit.refusals import NotForYou, WayOut
from parvis.members.duties import HOLDERS
from parvis.members.helping import holder_of
from parvis.members.models import Member, Role
from parvis.members.permissions import holds
from parvis.members.sessions import is_fresh, kept_out, on_the_way_out, renew_if_more_is_held


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        if kept_out(request):
            return HttpResponseRedirect(reverse("members:suspension"))
        if on_the_way_out(request):
            return HttpResponseRedirect(reverse("members:departure"))
    query = f"?{urlencode({'suite': request.get_full_path()})}" if request.method in ("GET", "HEAD") else ""
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}{query}")


def _not_here(request: HttpRequest) -> HttpResponse:
    raise Http404


def _for_holders(kind: str) -> Callable[[HttpRequest], HttpResponse]:
    """Turn away by naming who holds the role: « Pour le devenir, parlez-en à Karim. »"""

    def turn_away(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        ask = _("To become one, talk to %(name)s.") % {"name": holder_of(kind)}
        raise NotForYou(f"{HOLDERS[kind]} {ask}", WayOut(_("Who is who"), reverse("members:directory")))

    return turn_away


def _role(kind: str) -> Audience:
    return Audience(kind, lambda request: _holds(request, kind), _for_holders(kind))


def _holds(request: HttpRequest, kind: str) -> bool:
    if not isinstance(request.user, Member) or not holds(request.user, kind):
        return False
    renew_if_more_is_held(request, request.user)
    return True


def _once_more(otherwise: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Who would be let in, but entered long ago, shows once more that it is them."""

    def turn_away(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or is_fresh(request):
            return otherwise(request)
        looks = request.method in ("GET", "HEAD")
        query = {"encore": "1", "suite": request.get_full_path() if looks else reverse("portal:my_space")}
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(query)}")

    return turn_away


def _turn_away_from_behind(request: HttpRequest) -> HttpResponse:
    refuse = _for_holders(Role.Kind.ADMINISTRATOR)
    return (_once_more(refuse) if holds(request.user, Role.Kind.ADMINISTRATOR) else refuse)(request)


passer_by = anyone  # also where the place is closed: signing in, style sheets, health
visitor = Audience("visitor", lambda request: current().is_open or request.user.is_authenticated, _to_sign_in)
member = Audience("member", lambda request: request.user.is_authenticated, _to_sign_in)
# The few things a suspended person may still do: read why, take their data with them, leave.
even_suspended = Audience(
    "even-suspended",
    lambda request: request.user.is_authenticated or kept_out(request) is not None,
    _to_sign_in,
)
# What even those who are leaving may do: stay after all, take their data with them.
even_leaving = Audience(
    "even-leaving",
    lambda request: even_suspended.admits(request) or on_the_way_out(request) is not None,
    _to_sign_in,
)
animator = _role(Role.Kind.ANIMATOR)
facilitator = _role(Role.Kind.FACILITATOR)
keeper = _role(Role.Kind.KEEPER)
correspondent = _role(Role.Kind.CORRESPONDENT)
administrator = Audience(
    Role.Kind.ADMINISTRATOR,
    lambda request: _holds(request, Role.Kind.ADMINISTRATOR) and is_fresh(request),
    _turn_away_from_behind,
)
# A member who entered lately: for what changes how one enters.
recent_member = Audience(
    "recent-member",
    lambda request: request.user.is_authenticated and is_fresh(request),
    _once_more(_to_sign_in),
)
# Only while the place has no name yet; afterwards the page does not exist.
first_page = Audience("first-page", lambda request: not current().is_founded, _not_here)


def me(request: HttpRequest) -> Member:
    """The signed-in member, on a page whose door lets in nobody else."""
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user


def me_even_suspended(request: HttpRequest) -> Member:
    """The signed-in member, suspended or not, on a page whose door is `even_suspended`."""
    member = request.user if isinstance(request.user, Member) else kept_out(request)
    if member is None:
        raise PermissionDenied
    return member


def me_even_leaving(request: HttpRequest) -> Member:
    """The signed-in member, suspended or leaving or not, on a page whose door is `even_leaving`."""
    return on_the_way_out(request) or me_even_suspended(request)
