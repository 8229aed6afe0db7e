"""What the animator says for this evening: how tables are wanted, hosts, together, apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.members.doors import member
from parvis.tables.arranging import arrange, tie, untie
from parvis.tables.forms.evening import RulesForm
from parvis.tables.models import Arrangement, Composition
from parvis.tables.naming import names_of
from parvis.tables.reading import arrived_at


@door(GET=member, POST=member)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """How tables are wanted. It counts the next time they are composed."""
    meeting = meeting_welcomed(request, pk)
    known = Composition.objects.filter(meeting=meeting).first() or Composition(meeting=meeting)
    start = {name: getattr(known, name) for name in RulesForm.base_fields}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        arrange(meeting=meeting, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        words = _("It is noted. It counts the next time the tables are mixed.")
        return announce(redirect("tables:rules", pk), words)
    return _page(request, meeting, known, form, status=422 if form.is_bound else 200)


@door(POST=member)
def ties(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody hosts a table; two people sit together, or apart."""
    meeting, kind = meeting_welcomed(request, pk), request.POST.get("kind", "")
    one, other = (_arrival(meeting, request.POST.get(name, "")) for name in ("one", "other"))
    is_said = kind in Arrangement.Kind.values and one is not None and tie(
        meeting=meeting, kind=kind, one=one, other=other, by=signed_in(request), at=timezone.now()
    )  # fmt: skip
    answer = redirect("tables:rules", pk)
    return (
        announce(answer, _("It is noted.")) if is_said else announce(answer, _("Choose two people."), "warn")
    )


@door(POST=member)
def untied(request: HttpRequest, pk: int, tie_pk: int) -> HttpResponse:
    """It no longer holds."""
    meeting = meeting_welcomed(request, pk)
    get_object_or_404(Arrangement, composition__meeting=meeting, pk=tie_pk)
    untie(meeting=meeting, number=tie_pk)
    return redirect("tables:rules", pk)


def _arrival(meeting: Meeting, number: str) -> Arrival | None:
    return meeting.arrivals.filter(pk=int(number[:18])).first() if number.isdecimal() else None


def _page(
    request: HttpRequest, meeting: Meeting, known: Composition, form: RulesForm, status: int
) -> HttpResponse:
    arrived = list(arrived_at(meeting))
    names = names_of(arrived)
    rows = list(known.arrangements.order_by("pk")) if known.pk else []
    said = [(row, names.get(row.one_id), names.get(row.other_id or 0)) for row in rows]
    facts = {
        "meeting": meeting,
        "form": form,
        "people": sorted(names.items(), key=lambda item: item[1].casefold()),
        "hosts": [(row, one) for row, one, _other in said if row.kind == "host" and one],
        "pairs": [(row, one, other) for row, one, other in said if row.kind != "host" and one and other],
    }
    return page(request, "tables/rules/edit.html", facts, status=status)
