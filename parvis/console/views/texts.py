"""The text messages of the place: what they cost this month, and what they may cost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.texts import TextsForm
from parvis.courier.texting.ceiling import decide, rules, spent
from parvis.courier.texting.doubting import in_doubt
from parvis.courier.texting.gateway import is_set
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator


@door(GET=administrator, POST=administrator)
def show(request: HttpRequest) -> HttpResponse:
    """One figure, two choices; without a gateway, how to have one."""
    known = {"ceiling": rules().ceiling, "only_without_mail": rules().only_without_mail}
    form = TextsForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        decide(**form.cleaned_data)
        return announce(redirect("console:texts"), _("It is noted."))
    context = {
        "form": form,
        "is_set": is_set(),
        "spent": spent(timezone.now()),
        "ceiling": rules().ceiling,
        "in_doubt": in_doubt().count(),
    }
    return page(request, "console/texts.html", context, status=422 if form.errors else 200)
