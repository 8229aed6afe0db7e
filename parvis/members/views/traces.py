"""What I agreed to, and what was done for me: everybody can read what concerns them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.common_months import touching
from parvis.members.consenting import withdraw
from parvis.members.doors import me, member

A_PAGE = 20


@door(GET=member)
def consents(request: HttpRequest) -> HttpResponse:
    """Each sentence I agreed to: when, how, and who heard it."""
    given = me(request).consents.select_related("heard_by").order_by("-given_at")
    return page(request, "members/traces/consents.html", {"consents": given})


@door(POST=member)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back."""
    consent = get_object_or_404(me(request).consents, pk=pk)
    withdraw(consent=consent, at=timezone.now())
    return announce(redirect("members:consents"), _("You have taken it back."))


@door(GET=member)
def journal(request: HttpRequest) -> HttpResponse:
    """What somebody did in my name, and who opened what is mine."""
    reader = me(request)
    entries = reader.journal.select_related("author").order_by("-at", "-pk")
    for_each = touching(reader)[:A_PAGE]
    pages = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "members/traces/journal.html",
        {"pages": pages, "for_each": for_each if pages.number == 1 else []},
    )
