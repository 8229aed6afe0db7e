"""« Affichage »: light or dark, how big, which language. Two cookies, nothing else is kept."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.kit import display
from parvis.kit.doors import anyone, door
from parvis.kit.notices import announce
from parvis.kit.rendering import page


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        widget=forms.RadioSelect,
        choices=[("system", _("As my device does")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    size = forms.ChoiceField(
        label=_("Size of the text"),
        widget=forms.RadioSelect,
        choices=[("normal", _("Normal")), ("large", _("Large")), ("larger", _("Very large"))],
    )
    language = forms.ChoiceField(
        label=_("Language"), widget=forms.RadioSelect, choices=[("fr", "Français"), ("en", "English")]
    )


@door(GET=anyone, POST=anyone)
def edit(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            return _kept(form.cleaned_data)
        return page(request, "kit/display/edit.html", {"form": form}, status=422)
    now = display.read(request.COOKIES)
    initial = {"theme": now.theme, "size": now.size, "language": translation.get_language()}
    return page(request, "kit/display/edit.html", {"form": DisplayForm(initial=initial)})


def _kept(chosen: dict[str, str]) -> HttpResponse:
    response = HttpResponseRedirect(reverse("kit:display"))
    key = display.Display(chosen["theme"], chosen["size"]).key
    for name, value in ((display.COOKIE, key), (settings.LANGUAGE_COOKIE_NAME, chosen["language"])):
        response.set_cookie(name, value, max_age=display.ONE_YEAR, samesite="Lax", secure=settings.IS_HTTPS)
    with translation.override(chosen["language"]):
        return announce(response, gettext("It is done. This device will remember."))
