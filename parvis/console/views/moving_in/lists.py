"""First screen: choose a file or paste. And what happens to a list as a whole: abandon it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.moving_in import ListForm
from parvis.console.views.moving_in.steps import actor, loaded
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator
from parvis.members.models import Import
from parvis.members.moving_in.bringing import bring_file
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.settling import abandon


@door(GET=administrator, POST=administrator)
def index(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        try:
            brought = bring_file(
                name=form.name, chunks=form.chunks(), by=actor(request.user), at=timezone.now()
            )
            return HttpResponseRedirect(reverse("console:import_columns", args=[brought.pk]))
        except UnreadableList as refusal:
            form.add_error("file" if form.cleaned_data.get("file") else "text", refusal.reason)
    context = {"form": form, "imports": Import.objects.order_by("-pk")[:12]}
    return page(request, "console/moving_in/index.html", context, status=422 if form.errors else 200)


@door(POST=administrator)
def abandonment(request: HttpRequest, pk: int) -> HttpResponse:
    abandon(brought=loaded(pk))
    return announce(
        HttpResponseRedirect(reverse("console:imports")), _("The list is forgotten. Nobody was added.")
    )
