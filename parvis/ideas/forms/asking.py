"""What is asked, of whom, until when. Five questions at most; those left empty are not asked."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.community.interests import offered
from parvis.community.models import Circle
from parvis.ideas.asking import MOST_QUESTIONS
from parvis.ideas.permissions import can_ask
from parvis.kit.fields import DayField
from parvis.kit.questions.asked import Asked, Kind
from parvis.members.models import Member

ALL = "all"


class SurveyForm(forms.Form):
    title = forms.CharField(
        label=_("What is it about?"), help_text=_("For example: the hour of the canal coffee"), max_length=120
    )
    about = forms.CharField(
        label=_("Why you ask"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    to = forms.ChoiceField(label=_("Whom do you ask?"))
    begins_on = DayField(label=_("From which day on?"), required=False)
    closes_on = DayField(label=_("Until which day?"))
    is_anonymous = forms.BooleanField(
        label=_("Without names"),
        help_text=_("Nobody knows who said what. Results are read at the end, from five people on."),
        required=False,
    )

    def __init__(self, asker: Member, data: Any = None) -> None:
        super().__init__(data)
        today = timezone.localdate()
        self.fields["closes_on"].initial = today + timedelta(days=14)
        self._circles = {
            f"circle:{one.pk}": one for one in Circle.objects.order_by("name") if can_ask(asker, one)
        }
        self._interests = {f"interest:{one.pk}": one for one in offered()} if can_ask(asker, None) else {}
        named = [(ALL, gettext("All members"))] if can_ask(asker, None) else []
        named += [(key, one.name) for key, one in self._circles.items()]
        told = gettext("Who chose: %(name)s")
        named += [(key, told % {"name": one.name}) for key, one in self._interests.items()]
        self.fields["to"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        today = timezone.localdate()
        begins_on, closes_on = said.get("begins_on") or today, said.get("closes_on")
        if begins_on < today or (closes_on and closes_on < begins_on):
            raise ValidationError(gettext("Choose days from today on, the last one after the first."))
        said["begins_on"] = begins_on
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """As the act takes them; a day begins and ends at midnight here."""
        said = self.cleaned_data
        return {
            "title": said["title"], "about": said["about"], "is_anonymous": said["is_anonymous"],
            "begins_at": _midnight(said["begins_on"]),
            "closes_at": _midnight(said["closes_on"] + timedelta(days=1)),
            "circle": self._circles.get(said["to"]), "interest": self._interests.get(said["to"]),
        }  # fmt: skip


class QuestionForm(forms.Form):
    """One question; empty, it is not asked."""

    words = forms.CharField(label=_("The question"), max_length=160, required=False)
    kind = forms.ChoiceField(
        label=_("How is it answered?"),
        choices=[
            (Kind.YES_NO.value, _("With yes or no")),
            (Kind.CHOICE.value, _("With one answer among several")),
            (Kind.SCALE.value, _("With a step between two words")),
            (Kind.TEXT.value, _("With a sentence")),
        ],
        initial=Kind.YES_NO.value,
        required=False,
        widget=forms.Select,
    )
    choices = forms.CharField(
        label=_("The answers, one a line"),
        max_length=700,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    low = forms.CharField(
        label=_("The word at 1"), help_text=_("For example: not at all"), max_length=40, required=False
    )
    high = forms.CharField(
        label=_("The word at 5"), help_text=_("For example: very much"), max_length=40, required=False
    )

    def clean_choices(self) -> tuple[str, ...]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines()]
        kept = tuple(dict.fromkeys(line for line in lines if line))
        if any(len(line) > 80 for line in kept):
            raise ValidationError(gettext("Each answer in 80 letters at most."))
        return kept

    def asked(self, number: int) -> Asked:
        """The question; what its kind does not need is left out."""
        said, kind = self.cleaned_data, self.cleaned_data["kind"] or Kind.YES_NO.value
        is_scale = kind == Kind.SCALE
        return Asked(
            number, kind, said["words"].strip(), said["choices"] if kind == Kind.CHOICE else (),
            said["low"].strip() if is_scale else "", said["high"].strip() if is_scale else "",
        )  # fmt: skip


QuestionsForm = forms.formset_factory(
    QuestionForm, extra=MOST_QUESTIONS, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS
)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
