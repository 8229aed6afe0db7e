"""Every component of kit on one page: what a page may be put together from."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from parvis.kit.doors import door
from parvis.kit.fields import DayField, HourField
from parvis.kit.rendering import page
from parvis.members.doors import administrator

PERSONS = [{"name": "Jeanne Martin"}, {"name": "Karim Benali"}, {"name": "Thérèse Brun-Delacroix"}]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Your first name and name"), max_length=120)
    about = forms.CharField(label=_("A few words"), widget=forms.Textarea, required=False)
    day = DayField(label=_("Which day?"), help_text=_("For example: 27/11."))
    hour = HourField(label=_("What time?"))
    place = forms.ChoiceField(
        label=_("Where?"), choices=[("kiosk", _("At the kiosk")), ("hall", _("In the hall"))]
    )
    how = forms.ChoiceField(
        label=_("I am coming…"),
        widget=forms.RadioSelect,
        choices=[("1", _("on my own")), ("2", _("with someone"))],
    )
    agrees = forms.BooleanField(label=_("I agree to be called"), required=False)


@door(GET=administrator)
def show(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"name": "", "day": "32/11", "hour": "14 h", "place": "hall", "how": "1"})
    form.full_clean()
    context = {"sample": form, "persons": PERSONS, "pages": Paginator(range(60), 20).page(2)}
    return page(request, "console/components.html", context)
