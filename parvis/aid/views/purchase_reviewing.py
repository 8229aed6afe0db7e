"""The moderator's pages of a group purchase a rule held back: read, keep, set aside, undo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.doors import moderator
from parvis.aid.forms.reporting import SetAsideForm
from parvis.aid.models import GroupPurchase, PurchaseReview
from parvis.aid.purchases.reviewing import keep, set_aside, undo
from parvis.aid.reporting.moderators import moderates
from parvis.aid.reporting.reviewing import OtherWords
from parvis.kit.doors import door
from parvis.kit.form_keys import version_in
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me


@door(GET=moderator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _purchase(request, pk))


@door(POST=moderator)
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _purchase(request, pk)
    try:
        keep(row=row, by=me(request), at=timezone.now(), seen=version_in(request.POST))
    except OtherWords as refusal:
        return _page(request, _purchase(request, pk), None, refusal.status, refusal.reason)
    return announce(redirect("aid:to_review"), _("It stands: everybody reads it."))


@door(POST=moderator)
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _purchase(request, pk), SetAsideForm(me(request), request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    said = form.cleaned_data
    try:
        set_aside(
            row=row, by=me(request), reason=said["reason"], turn_to=said["turn_to"], at=timezone.now(),
            seen=version_in(request.POST),
        )  # fmt: skip
    except OtherWords as refusal:
        return _page(request, _purchase(request, pk), form, refusal.status, refusal.reason)
    return announce(redirect("aid:to_review"), _("It is set aside. Who wrote it is told why."))


@door(POST=moderator)
def undone(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(PurchaseReview.objects.select_related("purchase__circle"), pk=pk)
    undo(review=review, by=me(request), at=timezone.now())
    return announce(redirect("aid:to_review"), _("It is undone."))


def _purchase(request: HttpRequest, pk: int) -> GroupPurchase:
    """One that waits and they may decide about; the others do not exist here."""
    waiting = GroupPurchase.objects.for_page().filter(held__isnull=False)
    row = get_object_or_404(waiting, pk=pk)
    return row if moderates(me(request), row) else get_object_or_404(GroupPurchase.objects.none())


def _page(
    request: HttpRequest, row: GroupPurchase, form: SetAsideForm | None = None, status: int = 200,
    changed: str = "",
) -> HttpResponse:  # fmt: skip
    facts = {"row": row, "held": row.held, "form": form or SetAsideForm(me(request)), "changed": changed}
    return page(request, "aid/reporting/purchase.html", facts, status=status)
