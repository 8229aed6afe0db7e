"""The rituals, as the administrator describes them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.models import Ritual
from parvis.community.settling import settle_ritual
from parvis.console.forms.ground import RitualForm
from parvis.console.governing import take_ritual_away
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me


@door(GET=administrator)
def index(request: HttpRequest) -> HttpResponse:
    return page(request, "console/rituals.html", {"rituals": Ritual.objects.order_by("-is_current", "name")})


@door(GET=administrator, POST=administrator)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Ritual(), _("A new ritual"))


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    ritual = get_object_or_404(Ritual, pk=pk)
    return _edit(request, ritual, ritual.name)


def _edit(request: HttpRequest, ritual: Ritual, title: str) -> HttpResponse:
    form = RitualForm(request.POST or None, instance=ritual)
    back = reverse("console:rituals")
    if request.method == "POST" and form.is_valid():
        settle_ritual(ritual=form.instance, at=timezone.now(), by=request.user.pk)
        return announce(HttpResponseRedirect(back), _("The ritual is kept."))
    context = {"form": form, "title": title, "back": back, "ritual": ritual}
    return page(request, "console/edit.html", context, status=422 if form.errors else 200)


@door(POST=administrator)
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    take_ritual_away(ritual=get_object_or_404(Ritual, pk=pk), at=timezone.now(), by=me(request))
    return announce(HttpResponseRedirect(reverse("console:rituals")), _("The ritual is taken away."))
