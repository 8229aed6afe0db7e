"""A round: its question, its minutes, the moment it begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.views.finding import meeting_welcomed, signed_in
from parvis.members.doors import member
from parvis.tables.forms.evening import RoundForm
from parvis.tables.models import Round
from parvis.tables.turning import begin, set_round


@door(GET=member, POST=member)
def edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What is talked about, and how long."""
    meeting = meeting_welcomed(request, pk)
    turn = get_object_or_404(Round, composition__meeting=meeting, number=number)
    start = {"question": turn.question, "minutes": turn.minutes}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        set_round(
            meeting=meeting, number=number, by=signed_in(request), at=timezone.now(), **form.cleaned_data
        )
        return announce(redirect("tables:evening", pk), _("It is noted."))
    facts = {"meeting": meeting, "turn": turn, "form": form}
    return page(request, "tables/round/edit.html", facts, status=422 if form.is_bound else 200)


@door(POST=member)
def beginning(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Its time begins to run."""
    meeting = meeting_welcomed(request, pk)
    begin(meeting=meeting, number=number, by=signed_in(request), at=timezone.now())
    return redirect("tables:evening", pk)
