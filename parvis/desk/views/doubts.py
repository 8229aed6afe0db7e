"""Text messages nobody knows the end of: a person asks, then says what becomes of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.texting.doubting import call_instead, in_doubt, send_again, was_received
from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.masking import shown_to
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me

MOST = 40
_ACTS = {"received": was_received, "again": send_again, "call": call_instead}


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """The oldest first: « Ce message est peut-être parti »."""
    rows = in_doubt()
    context = {"doubts": shown_to(me(request), list(rows[:MOST])), "in_all": rows.count()}
    return page(request, "desk/doubts.html", context)


@door(POST=correspondent)
@needs_no_mandate("says whether words of the place arrived, in nobody's name")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """They have it; it leaves once more; somebody calls."""
    act = _ACTS.get(request.POST.get("answer", ""))
    row = get_object_or_404(in_doubt(), pk=pk)
    if act is None:
        return announce(redirect("desk:doubts"), _("Choose what becomes of this message."), "warn")
    act(row, me(request).pk, timezone.now())
    return announce(redirect("desk:doubts"), _("Noted, thank you."))
