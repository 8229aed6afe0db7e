"""The form of some questions: radios and one or two lines, none of them required."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parvis.kit.questions.asked import LONGEST, Asked, Said


class AnswersForm(forms.Form):
    """One field a question, `q1`, `q2`…; whoever answers nothing at all is told so."""

    def __init__(self, asked: Sequence[Asked], data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        self._asked = list(asked)
        for question in self._asked:
            self.fields[f"q{question.number}"] = _field(question)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.get(f"q{question.number}") for question in self._asked):
            raise ValidationError(_("Answer one question at least, or choose “Do not answer”."))
        return said

    @property
    def said(self) -> dict[int, Said]:
        """What was answered, by the number of the question; what was left empty is not in it."""
        found = {question.number: self.cleaned_data.get(f"q{question.number}") for question in self._asked}
        kinds = {question.number: bool(question.options) for question in self._asked}
        return {
            number: Said(value=int(value)) if kinds[number] else Said(words=value)
            for number, value in found.items()
            if value
        }


def _field(question: Asked) -> forms.Field:
    if question.options:
        choices = [(str(number), words) for number, words in question.options]
        return forms.ChoiceField(
            label=question.words, choices=choices, widget=forms.RadioSelect, required=False
        )
    lines = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=question.words, max_length=LONGEST, widget=lines, required=False)
