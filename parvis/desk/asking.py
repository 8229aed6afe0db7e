"""The question « may we act for you? »: its choices, and its sentence in parts that follow them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from parvis.members.mandates import ALOUD, FOR, Lasts, Scope, closing, opening_words, who_may
from parvis.members.models import Member

PREFIX = "mandate"
GOES_ON_AT = "suite"
OWN = {"csrfmiddlewaretoken", GOES_ON_AT}
MOST_CARRIED = 60
DESK, ME = "desk", "me"


class AskingForm(forms.Form):
    prefix = PREFIX

    scopes = forms.MultipleChoiceField(
        label=_("What for?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line.")},
    )
    lasts = forms.ChoiceField(label=_("How long?"), choices=Lasts.choices, widget=forms.RadioSelect)
    whom = forms.ChoiceField(
        label=_("Who may act?"),
        choices=[(DESK, _("Whoever answers at the desk")), (ME, _("Only me"))],
        widget=forms.RadioSelect,
    )

    @property
    def is_for_the_desk(self) -> bool:
        return bool(self.cleaned_data["whom"] == DESK)


@dataclass(frozen=True)
class Part:
    """A piece of the sentence: the choice that shows it (empty: always), and whether it stands there now."""

    choice: str
    words: str
    is_chosen: bool


def usual_choice(scopes: list[str]) -> dict[str, Any]:
    """What is ticked beforehand: what is asked for, a year, the desk; a single day for somebody's data."""
    lasts = Lasts.DAY if Scope.DATA in scopes else Lasts.YEAR
    return {"scopes": scopes, "lasts": lasts, "whom": DESK}


def parts_of(form: AskingForm, person: Member, holder: Member) -> list[list[Part]]:
    """The sentence in the person's language, in the order in which `sentence_for` says it."""
    chosen = {*(form["scopes"].value() or []), form["lasts"].value(), form["whom"].value()}
    with translation.override(person.language):
        opening = opening_words("\0", "\0").split("\0")
        whom = [(DESK, who_may(holder, for_the_desk=True)), (ME, who_may(holder, for_the_desk=False))]
        return [
            [Part("", opening[0], is_chosen=True)],
            [Part(choice, words, choice in chosen) for choice, words in whom],
            [Part("", opening[1], is_chosen=True)],
            [Part(lasts, str(words), lasts in chosen) for lasts, words in FOR.items()],
            [Part("", opening[2], is_chosen=True)],
            [Part(scope, f" {words}", scope in chosen) for scope, words in ALOUD.items()],
            [Part("", f" {closing()}", is_chosen=True)],
        ]


def where_it_goes_on(request: HttpRequest) -> str:
    """The address of the desk at which the act goes on after « yes »; empty when there is none."""
    path = request.POST.get(GOES_ON_AT, "")[:500]
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    try:
        return path if resolve(path.partition("?")[0]).namespace == "desk" else ""
    except Resolver404:
        return ""
