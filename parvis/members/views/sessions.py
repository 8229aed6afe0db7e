"""Leave: this browser, or all of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.company import COOKIE as COMPANY
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import even_suspended, me, me_even_suspended, member
from parvis.members.sessions import Leaves
from parvis.members.sessions import sign_out as sign_out_of


@door(GET=even_suspended)
def suspension(request: HttpRequest) -> HttpResponse:
    """Why somebody is kept out, until when, whom to talk to; to those let in, their space."""
    member = me_even_suspended(request)
    found = member.suspension_at(timezone.now())
    if found is None:
        return redirect("portal:my_space")
    context = {"member": member, "suspension": found}
    return page(request, "members/suspension/show.html", context)


@door(POST=even_suspended)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this browser."""
    sign_out_of(request, me_even_suspended(request), Leaves.THIS)
    return _emptied(announce(redirect("portal:home"), _("You have left. See you soon.")))


@door(POST=member)
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Leave every browser and telephone, this one too."""
    sign_out_of(request, me(request), Leaves.ALL)
    return _emptied(announce(redirect("portal:home"), _("You have left everywhere.")))


def _emptied(response: HttpResponse) -> HttpResponse:
    """With what pages kept on this device for the person: lists, the programme, the worker."""
    response["Clear-Site-Data"] = '"storage"'
    response.delete_cookie(COMPANY, samesite="Lax")
    return response
