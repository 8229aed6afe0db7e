"""The first page of an empty place: four fields, and everything can begin."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.console.forms.first_page import FirstPageForm
from parvis.console.opening import open_place
from parvis.kit.doors import anyone, door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.sessions import begin_session


@door(GET=anyone, POST=anyone)
def edit(request: HttpRequest) -> HttpResponse:
    if current().is_founded:
        return HttpResponseRedirect("/")
    form = FirstPageForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        return _open(request, form)
    return page(request, "console/first_page.html", {"form": form}, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: FirstPageForm) -> HttpResponse:
    known = {key: value for key, value in form.cleaned_data.items() if key != "code"}
    begin_session(request, open_place(**known, at=timezone.now()))
    answer = HttpResponseRedirect(reverse("console:index"))
    return announce(answer, _("Your place is open. You hold every role until others take some."))
