"""What is asked of whoever composes tables."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.tables.composing import FEWEST, MOST_ROUNDS
from parvis.tables.models import Composition
from parvis.tables.relaxing import MOST_SEATS
from parvis.tables.turning import LONGEST


class SeatsForm(forms.Form):
    """« Tables de [4] (Composer) », and which page was seen."""

    seats = forms.IntegerField(
        label=_("Tables of"),
        min_value=FEWEST,
        max_value=MOST_SEATS,
        error_messages={
            "required": _("Say how many people sit at a table. For example: 4."),
            "invalid": _("Write a number. For example: 4."),
            "min_value": _("Two people at a table, at least."),
            "max_value": _("Twelve people at a table, at most."),
        },
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)


class VersionForm(forms.Form):
    """Which page was seen: somebody else may have been faster."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class AsideForm(VersionForm):
    """Which of the things asked for is left aside, as the page numbered it; 0: larger tables."""

    number = forms.IntegerField(min_value=0, max_value=1000)


class RulesForm(forms.Form):
    """How tables are wanted this evening."""

    seats = SeatsForm.base_fields["seats"]
    wanted = forms.IntegerField(
        label=_("Rounds"),
        help_text=_("How many times people change tables, the first time included"),
        min_value=1,
        max_value=MOST_ROUNDS,
    )
    households = forms.ChoiceField(
        label=_("People of one household"),
        choices=Composition.Households.choices,
        widget=forms.RadioSelect,
    )
    easy_tables = forms.IntegerField(
        label=_("Tables easy to get to"),
        help_text=_("No step, room for a wheelchair. They are the first ones: 1, 2… 0 if all are."),
        min_value=0,
        max_value=100,
    )


class RoundForm(forms.Form):
    """What is talked about, and how long."""

    question = forms.CharField(
        label=_("A question for the tables"),
        help_text=_("For example: what made you laugh this week?"),
        max_length=200,
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("Empty: no time is shown"),
        min_value=1,
        max_value=LONGEST,
        required=False,
    )
