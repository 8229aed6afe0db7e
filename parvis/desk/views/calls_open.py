"""Two calls at once: put one on hold, come back to it, end it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.holding_calls import come_back, end_call, put_on_hold
from parvis.desk.models import OpenCall
from parvis.desk.rows import number_of_row
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.members.doors import correspondent, me
from parvis.members.models import Member


@door(POST=correspondent)
@needs_no_mandate("keeps what was typed, for who typed it")
def holding(request: HttpRequest) -> HttpResponse:
    """The other line rings: this call waits, with all that was typed."""
    person_pk = number_of_row(request.POST.get("person", ""))
    person = get_object_or_404(Member.objects.present(), pk=person_pk) if person_pk else None
    typed = {name: str(words) for name, words in request.POST.items() if name != "person"}
    pk = number_of_row(request.POST.get("call", ""))
    call = put_on_hold(correspondent=me(request), person=person, typed=typed, at=timezone.now(), pk=pk)
    return announce(redirect("desk:home"), _("%(name)s waits. Who is calling?") % {"name": call.who})


@door(POST=correspondent)
@needs_no_mandate("keeps what was typed, for who typed it")
def coming_back(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: back to this call, the other one waits."""
    call = get_object_or_404(OpenCall, pk=pk, correspondent=me(request))
    come_back(call=call, at=timezone.now())
    return redirect("desk:person", call.person_id) if call.person_id else redirect("desk:home")


@door(POST=correspondent)
@needs_no_mandate("keeps what was typed, for who typed it")
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """The call is over: nothing of it is kept."""
    end_call(correspondent=me(request), pk=pk)
    return announce(redirect("desk:home"), _("The call is over."))
