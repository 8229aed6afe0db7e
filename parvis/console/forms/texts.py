"""What text messages may cost a month, and for whom they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 100_000


class TextsForm(forms.Form):
    ceiling = forms.IntegerField(
        label=_("At most, each month"),
        min_value=0,
        max_value=MOST,
        help_text=_("Beyond, people are called. A long text message counts for two."),
    )
    only_without_mail = forms.BooleanField(label=_("Only for whoever has no e-mail address"), required=False)
