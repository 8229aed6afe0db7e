"""The circles, as the administrator describes them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.console.forms.ground import CircleForm
from parvis.console.governing import keep_circle
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.circles import visible_circles
from parvis.members.doors import administrator, me


@door(GET=administrator)
def index(request: HttpRequest) -> HttpResponse:
    """Every circle but the secret ones: those are known to who is in them, administrators included."""
    return page(request, "console/circles.html", {"circles": visible_circles(request.user)})


@door(GET=administrator, POST=administrator)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Circle(), _("A new circle"))


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    circle = get_object_or_404(visible_circles(request.user), pk=pk)
    return _edit(request, circle, circle.name)


def _edit(request: HttpRequest, circle: Circle, title: str) -> HttpResponse:
    form = CircleForm(request.POST or None, instance=circle)
    back = reverse("console:circles")
    if request.method == "POST" and form.is_valid():
        keep_circle(circle=form.instance, at=timezone.now(), by=me(request))
        return announce(HttpResponseRedirect(back), _("The circle is kept."))
    context = {"form": form, "title": title, "back": back}
    return page(request, "console/edit.html", context, status=422 if form.errors else 200)
