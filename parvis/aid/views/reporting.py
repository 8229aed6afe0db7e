"""Signalling a notice; the moderator's page: read, keep, set aside, undo."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.doors import moderator
from parvis.aid.forms.reporting import SetAsideForm, SignalForm
from parvis.aid.models import Notice, Review
from parvis.aid.purchases import reviewing
from parvis.aid.reporting.moderators import moderates, moderators_of
from parvis.aid.reporting.reading import decided, to_read
from parvis.aid.reporting.reviewing import OtherWords, keep, set_aside, undo
from parvis.aid.reporting.signalling import signal
from parvis.kit.doors import door
from parvis.kit.form_keys import version_in
from parvis.kit.limiting import client_of, limit
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, visitor
from parvis.members.models import Member


@door(GET=visitor, POST=visitor)
def signalling(request: HttpRequest, pk: int) -> HttpResponse:
    """One field, signed or not; who reads it is named before it is sent."""
    now = timezone.now()
    reader = request.user if isinstance(request.user, Member) else None
    notice = get_object_or_404(Notice.objects.visible_to(reader).live(now).for_list(), pk=pk)
    form = SignalForm(request.POST if request.method == "POST" else None, is_member=reader is not None)
    status = 200
    if form.is_bound and form.is_valid():
        by = reader if form.cleaned_data.get("is_signed") else None
        try:
            limit(f"aid.signal {client_of(request)}", times=20, per=timedelta(hours=1))
            signal(notice=notice, words=form.cleaned_data["words"], by=by, at=now)
        except Refusal as refusal:
            form.add_error("words", refusal.reason)
            status = refusal.status
        else:
            return announce(
                redirect("aid:notice", pk), _("Thank you. A person reads it; the notice stays until then.")
            )
    elif form.is_bound:
        status = 422
    known = moderators_of(notice, leaving_out=reader.pk if reader else None)
    facts = {"notice": notice, "form": form, "moderator": known[0].first_name if known else ""}
    return page(request, "aid/reporting/signal.html", facts, status=status)


@door(GET=moderator)
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a reader, the first to be looked at first; what was decided lately."""
    reader = me(request)
    facts = {
        "waiting": to_read(reader),
        "decided": decided(reader),
        "purchases": reviewing.to_read(reader, timezone.now()),
        "purchases_decided": reviewing.decided(reader),
    }
    return page(request, "aid/reporting/index.html", facts)


@door(GET=moderator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _notice(request, pk))


@door(POST=moderator)
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    try:
        keep(notice=notice, by=me(request), at=timezone.now(), seen=version_in(request.POST))
    except OtherWords as refusal:
        return _page(request, _notice(request, pk), SetAsideForm(me(request)), refusal.status, refusal.reason)
    return announce(redirect("aid:to_review"), _("It stands: everybody reads it."))


@door(POST=moderator)
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    notice, form = _notice(request, pk), SetAsideForm(me(request), request.POST)
    if not form.is_valid():
        return _page(request, notice, form, 422)
    said = form.cleaned_data
    try:
        set_aside(
            notice=notice, by=me(request), reason=said["reason"], turn_to=said["turn_to"], at=timezone.now(),
            seen=version_in(request.POST),
        )  # fmt: skip
    except OtherWords as refusal:
        return _page(request, _notice(request, pk), form, refusal.status, refusal.reason)
    return announce(redirect("aid:to_review"), _("It is set aside. Who wrote it is told why."))


@door(POST=moderator)
def undone(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review.objects.select_related("notice__author", "notice__circle"), pk=pk)
    undo(review=review, by=me(request), at=timezone.now())
    return announce(redirect("aid:to_review"), _("It is undone."))


def _notice(request: HttpRequest, pk: int) -> Notice:
    """One they may decide about; the others do not exist here."""
    reader = me(request)
    notice = get_object_or_404(Notice.objects.for_list(), pk=pk)
    return notice if moderates(reader, notice) else get_object_or_404(Notice.objects.none())


def _page(
    request: HttpRequest, notice: Notice, form: SetAsideForm | None = None, status: int = 200,
    changed: str = "",
) -> HttpResponse:  # fmt: skip
    facts = {
        "notice": notice,
        "held": getattr(notice, "held_back", None),
        "reports": list(notice.reports.filter(ended_at=None).select_related("by").order_by("at")[:20]),
        "form": form or SetAsideForm(me(request)),
        "changed": changed,
    }
    return page(request, "aid/reporting/show.html", facts, status=status)
