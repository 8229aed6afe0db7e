"""Members' cards: one to look at and to replace when it is lost, several to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.printing_cards import chosen, circles_of, print_cards, without_mail
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.paper.heading import heading
from parvis.members.doors import correspondent, me
from parvis.members.keeping_cards import card_of, replace_card
from parvis.members.models import Member
from parvis.members.opening import is_open


@door(GET=correspondent)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The member's card: with a code it lets one in, so it is opened like the rest."""
    person = _person(pk)
    if not is_open(person, me(request), timezone.now()):
        return redirect("desk:person", pk)  # which asks why
    return page(request, "desk/card.html", {"person": person, "card": card_of(person)})


@door(POST=correspondent)
@needs_no_mandate("a lost card is closed to whoever found it; the journal says so")
def loss(request: HttpRequest, pk: int) -> HttpResponse:
    """They lost it: the old card opens nothing any more, here is the new one."""
    person = _person(pk)
    if not is_open(person, me(request), timezone.now()):
        return redirect("desk:person", pk)
    replace_card(member=person, by=me(request), at=timezone.now())
    return announce(redirect("desk:card", pk), _("The old card opens nothing any more. Here is the new one."))


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("a card alone opens nothing; each person can read that theirs was printed")
def sheet(request: HttpRequest) -> HttpResponse:
    """Whose cards to print; POST gives the sheets, and each person's journal says so."""
    if request.method == "POST":
        ticked = [int(pk[:18]) for pk in request.POST.getlist("people") if pk.isdecimal()]
        circle = request.POST.get("circle", "")
        people = chosen(
            reader=me(request), people=ticked, circle=int(circle[:18]) if circle.isdecimal() else 0
        )
        if people:
            cards = print_cards(people=people, by=me(request), at=timezone.now())
            return page(request, "desk/cards/sheet.html", {"sheet": cards, "heading": heading()})
        return announce(redirect("desk:cards"), _("Choose a circle, or at least one person."), "warn")
    facts = {"people": without_mail(), "circles": circles_of(me(request))}
    return page(request, "desk/cards/choose.html", facts)


def _person(pk: int) -> Member:
    return get_object_or_404(Member.objects.present(), pk=pk)
