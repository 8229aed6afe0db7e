"""What whoever organises asks afterwards, and what somebody answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.kit.questions.asked import Kind
from parvis.kit.questions.forms import AnswersForm
from parvis.meetings.feedback.answering import TOGETHER
from parvis.meetings.feedback.catalogue import MOST, asked_by, choices
from parvis.meetings.models import Feedback


class FeedbackQuestionsForm(forms.Form):
    """Some of the list, and perhaps one's own: three at most, none if one asks nothing."""

    keys = forms.MultipleChoiceField(
        label=_("What do you wish to know?"),
        help_text=_("Three questions at most. None: nothing is asked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.CharField(
        label=_("A question of your own"),
        help_text=_("For example: shall we meet in the evening?"),
        max_length=160,
        required=False,
    )
    own_kind = forms.ChoiceField(
        label=_("How is it answered?"),
        choices=[(Kind.TEXT.value, _("With a sentence")), (Kind.YES_NO.value, _("With yes or no"))],
        initial=Kind.TEXT.value,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **known: Any) -> None:
        super().__init__(*args, **known)
        self.fields["keys"].choices = choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if len(said.get("keys", [])) + bool(said.get("own", "").strip()) > MOST:
            raise ValidationError(gettext("Three questions at most."))
        said["own_kind"] = said.get("own_kind") or Kind.TEXT.value
        return said


class FeedbackForm(AnswersForm):
    """The questions, and whether sentences are signed."""

    signs = forms.BooleanField(required=False)

    def __init__(self, feedback: Feedback, name: str, data: Any = None) -> None:
        asked = asked_by(feedback)
        super().__init__(asked, data)
        if not any(question.kind == Kind.TEXT for question in asked):
            del self.fields["signs"]
            return
        self.order_fields([f"q{question.number}" for question in asked])
        signs = self.fields["signs"]
        signs.label = gettext("Sign my words: %(name)s") % {"name": name}
        if feedback.asked < TOGETHER:
            signs.help_text = gettext("You were few: only signed words are read.")
        else:
            signs.help_text = gettext("Not signed, your answers are read together with those of four others.")
