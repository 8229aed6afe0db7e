"""Suspend someone, let them in again, remove them: each with its reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.shutting_out import RemovalForm, SuspensionForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me
from parvis.members.models import Member, Suspension
from parvis.members.removing import remove
from parvis.members.suspending import restore, suspend


@door(GET=administrator, POST=administrator)
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with the reason; sent, the person is out at once and told why."""
    person = _person(pk)
    form = SuspensionForm(request.POST or None, about=person, by=me(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        suspend(
            member=person,
            by=me(request),
            reason=said["reason"],
            until_at=said["until_on"],
            turn_to=said["turn_to"],
            at=timezone.now(),
        )
        return announce(redirect("console:person", pk), _("The access is suspended. The person is told."))
    context = {"person": person, "form": form}
    return page(request, "console/people/suspend.html", context, status=422 if form.errors else 200)


@door(POST=administrator)
def suspension_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The person may come in again."""
    found = get_object_or_404(Suspension.objects.select_related("member"), member__left_at=None, member=pk)
    restore(suspension=found, by=me(request), at=timezone.now())
    return announce(redirect("console:person", pk), _("The access is open again. The person is told."))


@door(GET=administrator, POST=administrator)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with the reason; sent, the membership has ended."""
    person = _person(pk)
    form = RemovalForm(request.POST or None, about=person, by=me(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        remove(
            member=person, by=me(request), reason=said["reason"], turn_to=said["turn_to"], at=timezone.now()
        )
        return announce(redirect("console:people"), _("The membership has ended. The person is told."))
    context = {"person": person, "form": form}
    return page(request, "console/people/remove.html", context, status=422 if form.errors else 200)


def _person(pk: int) -> Member:
    return get_object_or_404(Member.objects.present(), pk=pk)
