"""What two people side by side type: how the second one enters, four digits of each, who comes along."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.aid.forms.posting import SentenceForm
from parvis.conversations.saying import LONGEST_AMONG_US
from parvis.covisits.beside.deciding import Coming
from parvis.covisits.beside.helping import MOST_ADDED
from parvis.covisits.beside.pair import Pair
from parvis.meetings.models import Question
from parvis.members.awaiting import Awaited
from parvis.members.forms.card import digits_in
from parvis.members.forms.signing_in import WayInField
from parvis.members.keeping_cards import is_too_simple
from parvis.members.models import Member

_HIDDEN = {"inputmode": "numeric", "autocomplete": "off", "class": "digits veiled"}
MOST_MORE = 8


class Veiled(forms.PasswordInput):
    """Never written back into a page; no password field: browsers would offer to keep it."""

    input_type = "text"

    def __init__(self) -> None:
        super().__init__(_HIDDEN)


class DigitsField(forms.CharField):
    """Four digits nobody guesses at first."""

    def __init__(self, **known: Any) -> None:
        super().__init__(
            max_length=20, widget=Veiled(),
            error_messages={"required": _("Write four digits.")}, **known,
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        digits = digits_in(super().clean(value))
        if is_too_simple(digits):
            raise ValidationError(gettext("Choose four digits that are harder to guess. For example: 4182."))
        return digits


class SitDownForm(forms.Form):
    digits = DigitsField(
        label=_("Four digits of your choice"),
        help_text=_("You confirm with them, for this time only. The other person looks away."),
    )


class SecondForm(forms.Form):
    address = WayInField(
        label=_("Your telephone number or your e-mail"), help_text=_("Or the code of your member’s card.")
    )


class SecondCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your 6 digits, or the personal number of your card"), max_length=40,
        error_messages={"required": _("Write the 6 digits of your code.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
    digits = DigitsField(
        label=_("Four digits of your choice"),
        help_text=_("You confirm with them, for this time only. The other person looks away."),
    )

    def clean_code(self) -> str:
        digits = digits_in(self.cleaned_data["code"])
        if len(digits) not in (4, 6):
            raise ValidationError(gettext("This code has 6 digits. For example: 418 206."))
        return digits


class DigitsOfEach(forms.Form):
    """The four digits of each for whom it is, after what the form asks besides."""

    def __init__(self, pair: Pair, numbers: list[int], data: Any = None) -> None:
        super().__init__(data)
        self.pair, self.numbers = pair, numbers

    def ask_digits(self) -> None:
        """Last, whatever was asked before."""
        for number in self.numbers:
            label = gettext("The four digits of %(name)s") % {"name": self.pair.name_of(number)}
            self.fields[f"digits{number}"] = forms.CharField(
                label=label, max_length=20, widget=Veiled(),
                error_messages={"required": gettext("Write four digits.")},
            )  # fmt: skip

    @property
    def people(self) -> list[Member]:
        return [self.pair.seats[number - 1].member for number in self.numbers]

    @property
    def names(self) -> str:
        """« Rosa et Henri »."""
        return gettext(" and ").join(self.pair.name_of(number) for number in self.numbers)

    def wrong(self) -> list[int]:
        """Whose digits are not those they chose."""
        return [
            number
            for number in self.numbers
            if not self.pair.proves(number, digits_in(self.cleaned_data[f"digits{number}"]))
        ]


class ConfirmForm(DigitsOfEach):
    """Who comes along, what the organiser asks, and the four digits of each for whom it is."""

    more = forms.IntegerField(
        label=_("Who comes with you? How many more people?"), min_value=0, max_value=MOST_MORE, initial=0,
        required=False,
    )  # fmt: skip
    companions = forms.CharField(label=_("Their names, if you wish"), max_length=300, required=False)

    def __init__(
        self, pair: Pair, numbers: list[int], questions: Iterable[Question], data: Any = None
    ) -> None:
        super().__init__(pair, numbers, data)
        self.questions = list(questions)
        for number in numbers:
            for question in self.questions:
                self.fields[f"said{number}_{question.pk}"] = forms.CharField(
                    label=f"{pair.name_of(number)} : {question.words}",
                    required=question.is_required, max_length=300,
                )  # fmt: skip
        self.ask_digits()

    @property
    def coming(self) -> list[Coming]:
        """Each with their answers; who comes along is counted with the first of them."""
        said = self.cleaned_data
        return [
            Coming(
                self.pair.seats[number - 1].member,
                more=(said["more"] or 0) if place == 0 else 0,
                companions=said["companions"] if place == 0 else "",
                answers={one.pk: said[f"said{number}_{one.pk}"] for one in self.questions},
            )
            for place, number in enumerate(self.numbers)
        ]


class OnlyDigits(DigitsOfEach):
    """Nothing but the digits: to open what is theirs, or to take back."""

    def __init__(self, pair: Pair, numbers: list[int], data: Any = None) -> None:
        super().__init__(pair, numbers, data)
        self.ask_digits()


class HelpForm(DigitsOfEach):
    """A few words to whoever wrote the notice."""

    words = forms.CharField(
        label=_("A few words"), max_length=LONGEST_AMONG_US - MOST_ADDED,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Your address and your number stay hidden."),
    )  # fmt: skip

    def __init__(self, pair: Pair, numbers: list[int], data: Any = None) -> None:
        super().__init__(pair, numbers, data)
        self.ask_digits()


class PublishForm(DigitsOfEach, SentenceForm):
    """The two fields of a notice, and the digits of whose it is."""

    def __init__(self, pair: Pair, numbers: list[int], data: Any = None) -> None:
        super().__init__(pair, numbers, data)
        self.ask_digits()


class SayForm(DigitsOfEach):
    """Everything that waits for one of them: a word for each, or later; then their digits."""

    def __init__(self, pair: Pair, number: int, awaited: list[Awaited], data: Any = None) -> None:
        super().__init__(pair, [number], data)
        self.awaited = awaited
        for one in awaited:
            said = [(choice.key, choice.words) for choice in one.choices]
            self.fields[one.key] = forms.ChoiceField(
                label=one.title, choices=[*said, ("", gettext("Later"))], required=False,
                widget=forms.RadioSelect, initial="", help_text=" · ".join(one.facts),
                error_messages={"invalid_choice": gettext("This is no longer asked: look again.")},
            )  # fmt: skip
        self.ask_digits()

    @property
    def said(self) -> list[str]:
        return [self.cleaned_data[one.key] for one in self.awaited if self.cleaned_data[one.key]]
