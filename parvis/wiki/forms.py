"""A sentence, a photo, and what the keeper adds to a photo: two or three fields each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Member
from parvis.wiki.telling import consent_sentence, signatures


class SentenceForm(forms.Form):
    words = forms.CharField(
        label=_("Your sentence"),
        help_text=_("What you saw, heard, tasted. One sentence is enough."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write a sentence. For example: It was raining, we laughed."),
            "max_length": _("This is too long by a little. Keep two thousand characters."),
        },
    )
    signed_as = forms.ChoiceField(label=_("Signed"), required=False, widget=forms.RadioSelect)

    def __init__(self, author: Member, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = [(name, name) for name in signatures(author)]
        self.fields["signed_as"].choices = [*names, ("", _("Without my name"))]  # type: ignore[attr-defined]
        self.fields["signed_as"].initial = author.first_name


class AboutPhotoForm(forms.Form):
    description = forms.CharField(
        label=_("What can one see?"),
        help_text=_("In one sentence, for those who do not see the photo."),
        required=False,
        max_length=300,
    )
    people_agreed = forms.BooleanField(label="", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["people_agreed"].label = consent_sentence()


class PhotoForm(AboutPhotoForm):
    photo = forms.FileField(
        label=_("Your photo"),
        help_text=_("We make it smaller and remove where and when it was taken."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={"required": _("Choose a photo."), "empty": _("This file is empty. Choose another.")},
    )
    field_order = ["photo", "description", "people_agreed"]
