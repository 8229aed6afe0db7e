"""The audiences of the permission matrix, from the passer-by to the administrator."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.doors import Audience
from parvis.kit.refusals import NotForYou
from parvis.members.models import Role


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"suite": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{query}")


def _holds(request: HttpRequest, *kinds: str) -> bool:
    member = request.user
    return member.is_authenticated and any(role.kind in kinds for role in member.roles.all())


def _role_holder(*kinds: str) -> Callable[[HttpRequest], bool]:
    return lambda request: _holds(request, *kinds)


def _for_role(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    raise NotForYou(_("This page is for those who hold a role here."))


passer_by = Audience("passer-by", lambda request: True, _to_sign_in)
visitor = Audience("visitor", lambda request: True, _to_sign_in)
member = Audience("member", lambda request: request.user.is_authenticated, _to_sign_in)
correspondent = Audience("correspondent", _role_holder(Role.Kind.CORRESPONDENT), _for_role)
animator = Audience("animator", _role_holder(Role.Kind.ANIMATOR), _for_role)
keeper = Audience("keeper", _role_holder(Role.Kind.KEEPER), _for_role)
administrator = Audience("administrator", _role_holder(Role.Kind.ADMINISTRATOR), _for_role)
