"""Partners: sites of others, shops nearby; one role keeps the list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.doors import partner_keeper
from parvis.aid.forms.partner import PartnerForm
from parvis.aid.models import Partner
from parvis.aid.partners.listing import MOST, keeps_partners, take_off, write
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, visitor
from parvis.members.models import Member


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    """Sites, then shops. Who to ask is named to members only."""
    rows = list(Partner.objects.select_related("ask", "place").order_by("title")[:MOST])
    reader = request.user if isinstance(request.user, Member) else None
    facts = {
        "sites": [row for row in rows if row.kind == Partner.Kind.SITE],
        "shops": [row for row in rows if row.kind == Partner.Kind.SHOP],
        "is_member": reader is not None,
        "keeps": reader is not None and keeps_partners(reader),
    }
    return page(request, "aid/partner/index.html", facts)


@door(GET=partner_keeper, POST=partner_keeper)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@door(GET=partner_keeper, POST=partner_keeper)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Partner, pk=pk))


@door(POST=partner_keeper)
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    row = Partner.objects.filter(pk=pk).first()
    if row is not None:
        take_off(row=row, by=me(request))
    return announce(redirect("aid:partners"), _("It is no longer on the list."))


def _edit(request: HttpRequest, row: Partner | None) -> HttpResponse:
    form, status = PartnerForm(request.POST if request.method == "POST" else None, row=row), 200
    if form.is_bound and form.is_valid():
        try:
            write(row=row, facts=form.cleaned_data, by=me(request), at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            return announce(redirect("aid:partners"), _("It is noted."))
    if form.is_bound:
        status = 422
    return page(request, "aid/partner/edit.html", {"form": form, "row": row}, status=status)
