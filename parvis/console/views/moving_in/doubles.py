"""Third and fourth screens: people who may be here already, lines left aside; then the word to begin."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.moving_in import ConfirmForm, DoublesForm
from parvis.console.views.moving_in.steps import loaded, url_of
from parvis.kit.doors import door
from parvis.kit.exporting import csv_answer
from parvis.kit.rendering import page
from parvis.members.doors import administrator
from parvis.members.models import Import
from parvis.members.moving_in.confirming import choose, confirm
from parvis.members.moving_in.jobs import begin
from parvis.members.moving_in.saying import others_are_ready, why_left_aside
from parvis.members.moving_in.showing import doubles_of
from parvis.members.moving_in.summary import summary_of

A_PAGE = 20
READY = Import.State.READY


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    brought = loaded(pk)
    if brought.state != READY:
        return HttpResponseRedirect(url_of(brought))
    summary = summary_of(brought)
    pages = Paginator(brought.lines.doubled().select_related("twin_member"), A_PAGE).get_page(
        request.GET.get("page")
    )
    lines = list(pages.object_list)
    form = DoublesForm(request.POST if request.method == "POST" else None, lines=lines, kinds=summary.twins)
    if request.method == "POST" and form.is_valid():
        choose(brought=brought, choices=form.one_by_one(), for_all=form.for_all())
        here = reverse("console:import_doubles", args=[pk])
        following = f"{here}?page={pages.next_page_number()}" if pages.has_next() else ""
        done = reverse("console:import_confirmation", args=[pk])
        return HttpResponseRedirect(following if following and "next" in request.POST else done)
    context = {"brought": brought, "form": form, "pages": pages, "summary": summary}
    context["doubles"] = [(form[f"line-{double.line.pk}"], double) for double in doubles_of(brought, lines)]
    context["for_all"] = [(form[f"all-{kind}"], count) for kind, count in summary.twins.items()]
    return page(request, "console/moving_in/doubles.html", context)


@door(GET=administrator, POST=administrator)
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    brought = loaded(pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        confirm(brought=brought, with_circles=form.cleaned_data["with_circles"], at=now)
        return HttpResponseRedirect(url_of(begin(brought, now)))
    if brought.state != READY:
        return HttpResponseRedirect(url_of(brought))
    summary = summary_of(brought)
    context = {
        "brought": brought,
        "form": form,
        "summary": summary,
        "left_aside": [why_left_aside(line) for line in brought.lines.refused()[:5]],
        "others": others_are_ready(summary.ready),
    }
    return page(request, "console/moving_in/confirmation.html", context)


@door(GET=administrator)
def left_aside(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every line left aside, with the reason, to be put right in the file."""
    brought = loaded(pk)
    refused = brought.lines.refused().iterator(chunk_size=500)
    rows = ((line.number, why_left_aside(line), line.facts.get("text", "")) for line in refused)
    return csv_answer("lignes-laissees-de-cote.csv", [_("Line"), _("Why"), _("What it holds")], rows)
