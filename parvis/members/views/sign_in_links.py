"""The link of a sign-in mail. Looking at it does nothing: mail scanners open links."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.codes import find_link, is_live
from parvis.members.doors import passer_by
from parvis.members.entering import enter
from parvis.members.forms.signing_in import AddressForm
from parvis.members.limits import check_caller
from parvis.members.sessions import safe_next
from parvis.members.signing_in import open_link


@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; pressing it (POST) uses the link up."""
    now = timezone.now()
    suite = safe_next(request, request.GET.get("suite", ""))
    if request.method == "POST":
        check_caller(request)
        code = open_link(token=token, at=now)
        if code is not None:
            return enter(request, code, suite, now)
    row = find_link(token)
    if row is not None and is_live(row, now):
        return page(request, "members/sign_in/link.html", {"member": row.member})
    form = AddressForm(initial={"suite": suite})
    return page(request, "members/sign_in/new.html", {"form": form, "is_again": True}, status=410)
