"""What people type into threads: words, a day, a place, a reason."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.conversations.handing_over import LONGEST_PLACE
from parvis.conversations.introducing import LONGEST as LONGEST_WHY
from parvis.conversations.saying import LONGEST, LONGEST_AMONG_US
from parvis.conversations.withdrawing import LONGEST as LONGEST_REASON
from parvis.kit.fields import DayField, HourField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(forms.Form):
    """What one has to say."""

    words = forms.CharField(label=_("Your message"), max_length=LONGEST, widget=_area(4))

    def __init__(self, *args: Any, is_finite: bool = False, **known: Any) -> None:
        super().__init__(*args, **known)
        if is_finite:
            self.fields["words"] = forms.CharField(
                label=_("A few words"), max_length=LONGEST_AMONG_US, widget=_area(3)
            )


class NewForm(WordsForm):
    """To whom, and what."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    field_order = ("to", "words")

    def __init__(self, choices: dict[str, str], *args: Any, **known: Any) -> None:
        super().__init__(*args, **known)
        self.fields["to"].choices = list(choices.items())  # type: ignore[attr-defined]
        self.fields["to"].initial = next(iter(choices), "")
        self.order_fields(self.field_order)


class MeetForm(forms.Form):
    """« On se voit »: a day, an hour, a place."""

    day = DayField(label=_("Which day?"))
    hour = HourField(label=_("At what hour?"))
    where = forms.CharField(label=_("Where?"), max_length=LONGEST_PLACE)

    @property
    def moment(self) -> datetime:
        """When the form is valid."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))


class PromiseForm(forms.Form):
    """« Je réponds d’ici »: a day."""

    until = DayField(label=_("I answer by"))


class ReasonForm(forms.Form):
    """Why words are taken down, or should be read again."""

    why = forms.CharField(label=_("Why?"), max_length=LONGEST_REASON, widget=_area(3))


class CircleThreadForm(forms.Form):
    """What it is about, and until when."""

    topic = forms.CharField(label=_("What do you want to agree on?"), max_length=160)
    until = DayField(
        label=_("It closes on"), help_text=_("Within a month. A date you agree on closes it sooner.")
    )


class IntroduceForm(forms.Form):
    """Two people, and why."""

    first = forms.CharField(label=_("A first person"), max_length=120)
    second = forms.CharField(label=_("A second person"), max_length=120)
    why = forms.CharField(
        label=_("Why should they meet?"),
        help_text=_("Both read it."),
        max_length=LONGEST_WHY,
        widget=_area(3),
    )


class AnswerForm(forms.Form):
    """Yes or no; perhaps one’s own address with the yes."""

    says = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])
    gives_address = forms.BooleanField(label=_("Also show this person how to reach me"), required=False)
