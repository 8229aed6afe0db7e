"""Whoever organises a purchase changes what it says; what was typed stays, whatever is wrong with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.forms.purchase import RepurchaseForm
from parvis.aid.models import GroupPurchase
from parvis.aid.purchases.finding import purchase_for
from parvis.aid.purchases.holding_back import held_words
from parvis.aid.purchases.organising import organises
from parvis.aid.purchases.refusals import NotYourPurchase, PurchaseChanged, PurchaseClosed, to_purchase
from parvis.aid.purchases.rewriting import rewrite
from parvis.kit.doors import door
from parvis.kit.form_words import changed_meanwhile
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All it says, on one page, until it is fetched or called off."""
    by, now = me(request), timezone.now()
    row = purchase_for(by, pk)
    if not organises(by, row):
        raise NotYourPurchase(_("Whoever organises it changes it."), to_purchase(row))
    if not row.may_change(now):
        raise PurchaseClosed(_("This purchase is over: it changes no more."), to_purchase(row))
    if request.method == "GET":
        return _page(request, RepurchaseForm(by, row), 200)
    form = RepurchaseForm(by, row, request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        rewrite(row=row, facts=form.facts, by=by, at=now, seen=form.cleaned_data["version"])
    except PurchaseChanged as refusal:
        form.add_error(None, changed_meanwhile(refusal.reason))
        return _page(request, form, refusal.status, meanwhile=refusal.row)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, form, refusal.status)
    return announce(redirect("aid:purchase", pk), held_words(row) or _("It is noted."))


def _page(
    request: HttpRequest, form: RepurchaseForm, status: int, meanwhile: GroupPurchase | None = None
) -> HttpResponse:
    """meanwhile: as somebody else wrote it since; the form then keeps what was typed, and may be saved."""
    facts = {"form": form, "row": form.row, "meanwhile": meanwhile}
    facts["version"] = meanwhile.version if meanwhile else form["version"].value()
    return page(request, "aid/purchase/edit.html", facts, status=status)
