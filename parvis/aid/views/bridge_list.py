"""The list of an awake bridge: who is looked after, by whom. For the desk and those who animate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.aid.bridge.looking_after import give, hear, leave_alone, look_after, share_out
from parvis.aid.bridge.permissions import can_wake
from parvis.aid.bridge.reading import line_of, whole
from parvis.aid.doors import keeps_bridge
from parvis.aid.forms.bridge import LastsForm, LookForm
from parvis.aid.models import HelpKind, LookedAfter, Volunteer, Wake
from parvis.kit.doors import door
from parvis.kit.form_keys import number_in
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me
from parvis.members.finding import find_people
from parvis.members.models import Member


@door(GET=keeps_bridge)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who need something first; printable. A name typed finds whom to write on it."""
    wake, look = _wake(pk), LookForm(request.GET)
    typed = look.cleaned_data["q"] if look.is_valid() else ""
    listed = set(wake.people.values_list("member", flat=True))
    found = [(one, one.pk in listed) for one in find_people(typed)] if typed else []
    facts = {
        "wake": wake,
        "whole": whole(wake),
        "look": look,
        "typed": typed,
        "found": found,
        "lasts": LastsForm(),
        "may_wake": can_wake(me(request)),
    }
    return page(request, "aid/bridge/list.html", facts)


@door(POST=keeps_bridge)
def adding(request: HttpRequest, pk: int) -> HttpResponse:
    """Write somebody on the list, who said yes."""
    wake = _wake(pk)
    person = get_object_or_404(Member.objects.present(), pk=number_in(request.POST, "member"))
    agreed = request.POST.get("agreed") == "1"
    look_after(wake=wake, member=person, by=me(request), at=timezone.now(), agreed=agreed)
    return announce(redirect("aid:bridge_list", pk), _("%(name)s is on the list.") % {"name": person.name})


@door(POST=keeps_bridge)
def sharing(request: HttpRequest, pk: int) -> HttpResponse:
    """Give those without caller to those who can."""
    count = share_out(wake=_wake(pk), by=me(request), at=timezone.now())
    if not count:
        return announce(redirect("aid:bridge_list", pk), _("Nobody is free for these calls yet."), "info")
    words = ngettext("%(count)s person has a caller now.", "%(count)s people have a caller now.", count)
    return announce(redirect("aid:bridge_list", pk), words % {"count": count})


@door(GET=keeps_bridge)
def person(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """One person: their number, who calls them, what was heard."""
    wake = _wake(pk)
    row = get_object_or_404(LookedAfter.objects.for_list(), pk=person_pk, wake=wake)
    facts = {
        "wake": wake,
        "line": line_of(row),
        "helpers": [one for one in whole(wake).helpers if one.member_id != row.member_id],
        "kinds": HelpKind.choices,
        "hear": "aid:bridge_heard",
    }
    return page(request, "aid/bridge/person.html", facts)


@door(POST=keeps_bridge)
def giving(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """This helper calls this person."""
    wake, row = _wake(pk), _person(pk, person_pk)
    chosen = number_in(request.POST, "helper")
    helper = get_object_or_404(Volunteer, pk=chosen, wake=wake) if chosen else None
    row.wake = wake
    give(person=row, to=helper, by=me(request), at=timezone.now())
    return announce(redirect("aid:bridge_list", pk), _("It is noted."))


@door(POST=keeps_bridge)
def heard(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """« J’ai appelé »: one tap."""
    _wake(pk)
    says, needs = request.POST.get("says", "")[:10], request.POST.get("needs", "")[:10]
    hear(person=_person(pk, person_pk), says=says, needs=needs, by=me(request), at=timezone.now())
    return announce(redirect("aid:bridge_list", pk), _("It is noted."))


@door(POST=keeps_bridge)
def removing(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Off the list."""
    _wake(pk)
    row = LookedAfter.objects.select_related("wake").filter(pk=person_pk, wake=pk).first()
    if row is not None:
        leave_alone(person=row, by=me(request))
    return announce(redirect("aid:bridge_list", pk), _("This person is no longer on the list."))


def _wake(pk: int) -> Wake:
    """404 once it sleeps: nothing is left of its list."""
    return get_object_or_404(Wake.objects.awake(timezone.now()).select_related("by"), pk=pk)


def _person(pk: int, person_pk: int) -> LookedAfter:
    return get_object_or_404(LookedAfter.objects.select_related("wake"), pk=person_pk, wake=pk)
