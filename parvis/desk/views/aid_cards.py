"""Blank cards of mutual aid to print; one that came back, typed as it stands."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.forms.posting import SentenceForm
from parvis.aid.reporting.holding_back import held_of
from parvis.aid.telling import said
from parvis.desk.typing.aid_cards import new_codes, type_card
from parvis.desk.typing.finding_sheets import typed_before
from parvis.kit.doors import door
from parvis.kit.fields import DayField
from parvis.kit.notices import announce
from parvis.kit.paper_codes import PaperCode
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.paper.heading import heading
from parvis.members.doors import correspondent, me
from parvis.members.finding import find_people
from parvis.members.models import Member


class CardForm(SentenceForm):
    """The card as it is filled in: whose, then the two fields and a day."""

    who = forms.CharField(
        label=gettext_lazy("Whose card is it?"),
        help_text=gettext_lazy("The code of their card, or their name."),
        max_length=120, error_messages={"required": gettext_lazy("Write whose card it is.")},
    )  # fmt: skip
    until_on = DayField(label=gettext_lazy("Until which day?"), required=False)
    field_order = ("who", "direction", "words", "until_on")

    def author(self) -> Member | None:
        """The one person it may be; otherwise an error that names those it may be, each with a code."""
        found = find_people(self.cleaned_data["who"])
        if len(found) == 1:
            return found[0]
        named = ", ".join(f"{one.name} ({one.card_code})" for one in found[:6])
        several = _("Several people may be meant. Write the code of one: %(people)s") % {"people": named}
        self.add_error("who", several if found else _("Nobody is found by this name or code."))
        return None


@door(GET=correspondent)
def blank(request: HttpRequest) -> HttpResponse:
    """Four cards to a sheet, each with its code, to leave on the counter."""
    return page(
        request, "desk/aid/cards.html", {"heading": heading(), "codes": [str(one) for one in new_codes()]}
    )


def card(request: HttpRequest, code: PaperCode) -> HttpResponse:
    """A card typed back; a card typed before says so, and changes nothing."""
    before = typed_before(code)
    facts: dict[str, Any] = {"code": str(code), "before": before}
    if request.method == "GET" or before is not None:
        return page(request, "desk/typing/aid_card.html", {**facts, "form": CardForm()})
    form = CardForm(request.POST)
    author = form.author() if form.is_valid() else None
    if author is None:
        return page(request, "desk/typing/aid_card.html", {**facts, "form": form}, status=422)
    try:
        notice = type_card(
            code=code, author=author, told=form.cleaned_data, version=0, by=me(request), at=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return page(request, "desk/typing/aid_card.html", {**facts, "form": form}, status=refusal.status)
    waits = held_of(notice) or _("It is noted.")
    return announce(redirect("desk:typing"), f"{author.first_name}. {said(notice)}. {waits}")
