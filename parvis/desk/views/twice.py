"""« Deux fiches, une personne ? »: the two side by side, and the one that is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import ask, needs_no_mandate
from parvis.desk.places_to_go import coming_of_each
from parvis.desk.uniting.unite import unite, why_not
from parvis.desk.views.people import people_at
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.mandates import NoMandate
from parvis.members.models import Member
from parvis.members.opening import Reason, open_details, opened_among


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("opens both records to put right what was noted; both journals say it")
def compare(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Two records in two columns; before that, one tap that opens both, with its reason."""
    people, now = _both(pk, other_pk), timezone.now()
    if request.method == "POST":
        for person in people:
            open_details(member=person, by=me(request), reason=Reason.PUT_RIGHT, at=now)
        return redirect("desk:compare", pk, other_pk)
    are_open = opened_among([pk, other_pk], me(request), now) >= {pk, other_pk}
    context = {
        "people": people,
        "are_open": are_open,
        "coming": coming_of_each(people, me(request), now) if are_open else [],
        "why_not": why_not(people[0], people[1], now) and why_not(people[1], people[0], now),
    }
    return page(request, "desk/twice.html", context)


@door(POST=correspondent)
@needs_no_mandate("asks for their word for both records on the way, and is done within it")
def union(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """`pk` is kept; the other record leaves, and is erased in seven days."""
    kept, other = _both(pk, other_pk)
    try:
        unite(kept=kept, other=other, by=me(request), at=timezone.now())
    except NoMandate as refusal:
        return ask(request, refusal.member, [refusal.scope], status=refusal.status)
    return announce(redirect("desk:person", kept.pk), _("There is one record now. Everything is in it."))


def _both(pk: int, other_pk: int) -> list[Member]:
    if pk == other_pk:
        raise Http404
    return people_at([pk, other_pk])
