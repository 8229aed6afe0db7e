"""The sheet of a helper without a screen: whom to call, boxes to tick, a code to type back at the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from parvis.aid.bridge.on_paper import keys, lines_of, print_sheet
from parvis.aid.doors import keeps_bridge
from parvis.aid.models import BridgeSheet, Volunteer, Wake
from parvis.kit.doors import door
from parvis.kit.form_keys import number_in
from parvis.kit.rendering import page
from parvis.members.doors import me
from parvis.members.helping import helper


@door(POST=keeps_bridge)
def printing(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of this helper as they call today."""
    chosen, now = number_in(request.POST, "helper"), timezone.now()
    wake = get_object_or_404(Wake.objects.awake(now), pk=pk)
    one = get_object_or_404(Volunteer, pk=chosen, wake=wake, state=Volunteer.State.YES)
    return redirect("aid:bridge_sheet", pk, print_sheet(helper=one, by=me(request), at=now).pk)


@door(GET=keeps_bridge)
def show(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """As it is printed; 404 once the bridge sleeps."""
    awake = Wake.objects.awake(timezone.now()).filter(pk=pk)
    rows = BridgeSheet.objects.select_related("helper__wake__by", "helper__member")
    sheet = get_object_or_404(rows, pk=sheet_pk, helper__wake__in=awake)
    facts = {
        "sheet": sheet,
        "wake": sheet.helper.wake,
        "lines": lines_of(sheet),
        "keys": keys(),
        "to_call": helper(),
    }
    return page(request, "aid/bridge/sheet.html", facts)
