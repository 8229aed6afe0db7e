"""Leave: this browser, or all of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.members.doors import me, member
from parvis.members.sessions import end_every_session, end_session


@door(POST=member)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this browser."""
    end_session(request)
    return announce(redirect("portal:home"), _("You have left. See you soon."))


@door(POST=member)
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Leave every browser and telephone, this one too."""
    end_every_session(me(request))
    end_session(request)
    return announce(redirect("portal:home"), _("You have left everywhere."))
