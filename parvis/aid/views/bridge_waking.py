"""Waking the bridge, prolonging it, putting it to sleep: for those who animate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.bridge.waking import prolong, put_to_sleep, wake
from parvis.aid.doors import wakes_bridge
from parvis.aid.forms.bridge import LastsForm, WakeForm
from parvis.aid.models import Readiness, Wake
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me
from parvis.members.models import Member


@door(GET=wakes_bridge, POST=wakes_bridge)
def new(request: HttpRequest) -> HttpResponse:
    """Why, one sentence, until when: everyone ready is asked."""
    form = WakeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    now = timezone.now()
    said = form.cleaned_data
    try:
        row = wake(
            why=said["why"], words=said["words"], by=me(request), ends_at=now + form.duration, at=now,
            once_key=f"{me(request).pk}:{key_of(request.POST)}",
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, form, refusal.status)
    return announce(
        redirect("aid:bridge_list", row.pk), _("The bridge is awake. Everyone ready is asked now.")
    )


@door(POST=wakes_bridge)
def longer(request: HttpRequest, pk: int) -> HttpResponse:
    """It ends so long from now."""
    row, form, now = _wake(pk), LastsForm(request.POST), timezone.now()
    if not form.is_valid():
        return redirect("aid:bridge_list", pk)
    prolong(row=row, ends_at=now + form.duration, by=me(request), at=now)
    return announce(redirect("aid:bridge_list", pk), _("It is noted: the new end is there."))


@door(POST=wakes_bridge)
def sleep(request: HttpRequest, pk: int) -> HttpResponse:
    put_to_sleep(row=_wake(pk), by=me(request), at=timezone.now())
    return announce(redirect("aid:bridge"), _("The bridge sleeps again. Its list is gone."))


def _wake(pk: int) -> Wake:
    return get_object_or_404(Wake, pk=pk)


def _page(request: HttpRequest, form: WakeForm, status: int) -> HttpResponse:
    here = Member.objects.let_in(timezone.now()).shown_to_all()
    count = Readiness.objects.filter(member__in=here).count()
    return page(request, "aid/bridge/new.html", {"form": form, "ready": count}, status=status)
