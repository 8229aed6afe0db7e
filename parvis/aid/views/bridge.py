"""The bridge as every member sees it: on whom one may count, what is awake, « appelez-moi aussi »."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.bridge.answering import cannot, offer
from parvis.aid.bridge.links import token_of
from parvis.aid.bridge.looking_after import leave_alone, look_after
from parvis.aid.bridge.permissions import can_wake, keeps_list
from parvis.aid.bridge.reading import mine
from parvis.aid.bridge.readying import change
from parvis.aid.models import HelpKind, LookedAfter, Readiness, Volunteer, Wake
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member)
def show(request: HttpRequest) -> HttpResponse:
    reader, now = me(request), timezone.now()
    ready = Readiness.objects.filter(member=reader).first()
    kinds = set(ready.kinds) if ready else set()
    awake = [(wake, row, token_of(row) if row else "", person) for wake, row, person in mine(reader, now)]
    facts = {
        "awake": awake,
        "kinds": [(kind.value, kind.label, kind.value in kinds) for kind in HelpKind],
        "is_ready": bool(kinds),
        "is_minor": reader.minor_until_on is not None,
        "may_wake": can_wake(reader),
        "keeps_list": keeps_list(reader),
    }
    return page(request, "aid/bridge/show.html", facts)


@door(POST=member)
def ready(request: HttpRequest) -> HttpResponse:
    """One tap: ready with this, or no longer."""
    kind, is_ready = request.POST.get("kind", ""), request.POST.get("is_ready") == "1"
    if kind not in HelpKind.values:
        raise Http404
    change(member=me(request), kind=kind, is_ready=is_ready, at=timezone.now())
    words = _("Thank you. You are asked only when the bridge is woken.") if is_ready else _("It is noted.")
    return announce(redirect("aid:bridge"), words)


@door(POST=member)
def offering(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je peux aider », « pas cette fois », signed in."""
    wake, helper, now = _wake(pk), me(request), timezone.now()
    if request.POST.get("says") == "no":
        row = get_object_or_404(Volunteer, wake=wake, member=helper)
        cannot(volunteer=row, at=now)
        return announce(redirect("aid:bridge"), _("It is noted, thank you for saying so."))
    offer(wake=wake, member=helper, at=now)
    return announce(redirect("aid:bridge"), _("Thank you. You will be told whom to call."))


@door(POST=member)
def myself(request: HttpRequest, pk: int) -> HttpResponse:
    """« Appelez-moi aussi », or no longer."""
    wake, person, now = _wake(pk), me(request), timezone.now()
    if request.POST.get("says") == "no":
        row = get_object_or_404(LookedAfter.objects.select_related("wake"), wake=wake, member=person)
        leave_alone(person=row, by=person)
        return announce(redirect("aid:bridge"), _("It is noted. Nobody calls you for this any more."))
    look_after(wake=wake, member=person, by=person, at=now, agreed=True)
    return announce(redirect("aid:bridge"), _("Somebody will call you. In danger, call 15 or 112."))


def _wake(pk: int) -> Wake:
    return get_object_or_404(Wake.objects.awake(timezone.now()), pk=pk)
