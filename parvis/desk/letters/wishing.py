"""« Je reçois la feuille de la semaine »: said by voice, kept with its sentence, taken back with a word."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.desk.letters.weeks import WEEK
from parvis.desk.taking import Caller, Taking, register_taking
from parvis.members.consenting import agree, withdraw_all
from parvis.members.contacts import read_contact
from parvis.members.joining import add_contact_point
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.mandates import Scope
from parvis.members.models import Consent, ContactPoint, Role

SENTENCE = gettext_lazy("I receive the sheet of the week by post. One word, and it stops.")
_WISHED = gettext_lazy("Noted that you receive the sheet of the week.")
_STOPPED = gettext_lazy("Noted that you do not receive the sheet of the week any more.")


class WeekForm(forms.Form):
    """Yes or no, and the address it goes to when none is known."""

    wishes = forms.ChoiceField(
        label=SENTENCE,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=gettext_lazy("Postal address"),
        help_text=gettext_lazy("For example: 4 rue du Canal, 33000 Vieux-Pont"),
        required=False,
        max_length=320,
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        points = caller.person.contact_points.all()  # at hand already
        self.has_address = any(point.kind == ContactPoint.Kind.POST for point in points)
        if self.has_address:
            del self.fields["address"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("wishes") == "yes" and not self.has_address:
            try:
                contact = read_contact(said.get("address") or "", or_post=True)
            except ValidationError:
                contact = None
            if contact is None or contact.kind != ContactPoint.Kind.POST:
                self.add_error("address", _("Write the street and the town, as on an envelope."))
            said["contact"] = contact
        return said


@transaction.atomic
def note_wish(caller: Caller, said: Mapping[str, Any]) -> str:
    """Keep the wish and its sentence, or end it; the journal says so."""
    wishes = said["wishes"] == "yes"
    if said.get("contact"):
        add_contact_point(member=caller.person, contact=said["contact"], at=caller.at)
    if wishes:
        agree(
            member=caller.person, purpose=WEEK, sentence=str(SENTENCE), at=caller.at, how=Consent.How.SPOKEN,
            heard_by=caller.by,
        )  # fmt: skip
    else:
        withdraw_all(member=caller.person, purpose=WEEK, at=caller.at)
    journal(
        member=caller.person, by=caller.by, words=_WISHED if wishes else _STOPPED,
        role=Role.Kind.CORRESPONDENT, subject=WEEK, channel=TELEPHONE, at=caller.at,
    )  # fmt: skip
    return _("It is noted.")


def register_wish() -> None:
    """Make it one of the things taken by telephone."""
    words = gettext_lazy("The sheet of the week by post")
    register_taking(Taking("week", words, 40, WeekForm, note_wish, Scope.MESSAGES))
