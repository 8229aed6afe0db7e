"""What is open here: a box per area."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.community import SwitchesForm
from parvis.console.governing import turn_switches
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest) -> HttpResponse:
    form = SwitchesForm(request.POST) if request.method == "POST" else SwitchesForm.of_today()
    if form.is_valid():
        turn_switches(on=set(form.cleaned_data["on"]), by=me(request), at=timezone.now())
        return announce(HttpResponseRedirect(reverse("console:switches")), _("It is done."))
    return page(request, "console/switches.html", {"form": form}, status=422 if form.errors else 200)
