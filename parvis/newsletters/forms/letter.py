"""What one types into a letter: its title, a section, one section more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.community.interests import offered
from parvis.community.models import Interest
from parvis.newsletters.models import Section
from parvis.newsletters.models.section import LONGEST


class TitleForm(forms.Form):
    """The title people read first."""

    title = forms.CharField(label=_("Title of the letter"), max_length=120)


class SectionForm(forms.Form):
    """Its title, its words, and the version that was on screen."""

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("A blank line begins a paragraph. **Two stars** make strong. A dash begins a list."),
    )
    seen = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: Section, **options: Any) -> None:
        options["initial"] = {"title": section.title, "words": section.words, "seen": section.version}
        super().__init__(*args, **options)


class AddForm(forms.Form):
    """For all, or for who asked for an interest."""

    interest = forms.ChoiceField(label=_("For whom?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.among = {str(one.pk): one for one in offered()}
        choices = [("", _("For everybody")), *((key, one.name) for key, one in self.among.items())]
        self.fields["interest"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Interest | None:
        """The interest; None for everybody."""
        return self.among.get(self.cleaned_data["interest"])


class InterestForm(forms.Form):
    """An interest of the list."""

    name = forms.CharField(label=_("Interest"), max_length=60, help_text=_("For example: the garden."))
    words = forms.CharField(
        label=_("Words by which it is found in the programme"),
        max_length=200,
        required=False,
        help_text=_("For example: vegetable garden, compost, seeds."),
    )
