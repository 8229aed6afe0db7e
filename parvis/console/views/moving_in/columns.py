"""Second screen: what each column holds, and what the first lines become."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from parvis.console.forms.moving_in import ColumnsForm, PlaceForm
from parvis.console.views.moving_in.steps import loaded, url_of
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import administrator
from parvis.members.models import Import
from parvis.members.moving_in.jobs import begin
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.saying import what_does_not_read
from parvis.members.moving_in.settling import examine, look_again, settle, try_out


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    brought = loaded(pk)
    if Import.State.CHOOSING not in {brought.state, *Import.FLOW[brought.state]}:
        return HttpResponseRedirect(url_of(brought))
    form = ColumnsForm(request.POST if request.method == "POST" else None, brought=brought)
    if request.method == "POST" and form.is_valid():
        try:
            if "look" in request.POST:
                try_out(brought=brought, meanings=form.meanings())
                return HttpResponseRedirect(reverse("console:import_columns", args=[pk]) + "#preview")
            settle(brought=brought, meanings=form.meanings(), at=timezone.now())
            return HttpResponseRedirect(url_of(begin(brought, timezone.now())))
        except UnreadableList as refusal:
            form.add_error(None, refusal.reason)
    return _show(request, brought, form)


def _show(request: HttpRequest, brought: Import, form: ColumnsForm) -> HttpResponse:
    table, guessed, read = examine(brought, timezone.localdate())
    examples = [column.examples[:3] for column in guessed.columns]
    examples += [[]] * (len(form.fields) - len(examples))
    context = {
        "brought": brought,
        "form": form,
        "columns": list(zip(form, examples, strict=False)),
        "place": PlaceForm(None, brought=brought, sheets=table.sheets),
        "preview": [(line, what_does_not_read(line.doubts)) for line in read],
    }
    return page(request, "console/moving_in/columns.html", context, status=422 if form.errors else 200)


@door(POST=administrator)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """The headings are on another line, or the list on another sheet: guess anew."""
    brought = loaded(pk)
    sheets = [request.POST.get("sheet", ""), brought.sheet]
    form = PlaceForm(request.POST, brought=brought, sheets=sheets)
    if form.is_valid():
        sheet = form.cleaned_data.get("sheet") or brought.sheet
        line = None if sheet != brought.sheet else form.cleaned_data["heading_line"]
        look_again(brought=brought, sheet=sheet, heading_line=line)
    return HttpResponseRedirect(reverse("console:import_columns", args=[pk]))
