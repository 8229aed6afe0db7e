"""Calendars of others: the list, one of them, how it is read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.federation.forms.source import SettingsForm, SourceForm
from parvis.federation.models import Source
from parvis.federation.sources import adding, jobs, showing
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me

REFRESH_SECONDS = 4
A_PAGE, MOST_LISTED, MOST_READINGS = 20, 60, 12
READ_AT_ONCE = 300_000  # bytes of a file; a larger one is for the worker


@door(GET=administrator, POST=administrator)
def index(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST, request.FILES) if request.method == "POST" else SourceForm()
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(reverse("federation:source", args=[_added(request, form).pk]))
        except Refusal as refusal:
            form.add_error("address" if form.cleaned_data["address"] else "file", refusal.reason)
    sources = Source.objects.select_related("told").order_by("name", "pk")[:MOST_LISTED]
    context = {"form": form, "sources": sources}
    return page(request, "federation/sources/index.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: SourceForm) -> Source:
    now = timezone.now()
    source = adding.add(
        address=form.cleaned_data["address"],
        file_name=form.file_name(),
        chunks=form.chunks(),
        by=me(request),
        at=now,
        **form.choices(),
    )
    file = form.cleaned_data.get("file")
    if file is not None and file.size <= READ_AT_ONCE:
        jobs.advance_one(source, now, seconds=jobs.AT_ONCE)
    return source


def loaded(pk: int) -> Source:
    """The source of that number; 404 when there is none. Only administrators come here."""
    return get_object_or_404(Source.objects.select_related("told", "place", "circle", "added_by"), pk=pk)


@door(GET=administrator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    source, viewer = loaded(pk), me(request)
    context = {"source": source, "figures": showing.figures(source)}
    context["readings"] = source.readings.order_by("-pk")[:MOST_READINGS]
    if source.state == Source.State.READY:
        traces = Paginator(showing.to_look_at(source), A_PAGE).get_page(request.GET.get("page"))
        context |= {"traces": traces, "lines": showing.lines(traces, viewer)}
    elif source.is_published:
        context["lines"] = showing.lines(showing.changed_here(source)[:A_PAGE], viewer)
        context["undecided"] = showing.lines(showing.undecided(source)[:A_PAGE], viewer)
    answer = page(request, "federation/sources/show.html", context)
    if source.is_at_work:
        answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


@door(GET=administrator, POST=administrator)
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    source = loaded(pk)
    form = SettingsForm(request.POST if request.method == "POST" else None, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            address = form.cleaned_data.get("address", "")
            adding.settle(source=source, by=me(request), at=timezone.now(), address=address, **form.choices())
            return announce(HttpResponseRedirect(reverse("federation:source", args=[pk])), _("It is noted."))
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
    context = {"source": source, "form": form}
    return page(request, "federation/sources/edit.html", context, status=422 if form.errors else 200)
