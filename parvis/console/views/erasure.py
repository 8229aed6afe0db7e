"""Erase somebody today, at their legal request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.erasure import ErasureForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me
from parvis.members.leaving import erase_at_once
from parvis.members.models import Member


@door(GET=administrator, POST=administrator)
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """The reason is written for all to read; the person is gone when the page answers."""
    person = get_object_or_404(Member, pk=pk)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erase_at_once(member=person, by=me(request), reason=form.cleaned_data["reason"], at=timezone.now())
        return announce(redirect("console:people"), _("Everything is erased."))
    context = {"person": person, "form": form}
    return page(request, "console/people/erase.html", context, status=422 if form.errors else 200)
