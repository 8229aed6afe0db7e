"""Who we are: name, colour, logo, story, open or closed. And the charter."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.colour_words import say
from parvis.community.colours import readable
from parvis.community.models import Community
from parvis.community.models.community import SchoolZone
from parvis.console.forms.community import CharterForm, IdentityForm
from parvis.console.governing import describe_place, keep_charter
from parvis.kit.doors import door
from parvis.kit.images import NotAPicture, clean_image
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me

LOGO_SIDE = 240


@door(GET=administrator, POST=administrator)
def edit(request: HttpRequest) -> HttpResponse:
    ours = get_object_or_404(Community, pk=1)
    chosen = ours.colour
    form = IdentityForm(request.POST or None, request.FILES or None, instance=ours)
    if request.method == "POST" and form.is_valid() and _logo_is_clean(form):
        describe_place(community=ours, logo=_logo(form), at=timezone.now(), by=me(request))
        return announce(
            HttpResponseRedirect(reverse("console:identity")), _("It is done. Every page shows it.")
        )
    made = readable(chosen)
    context = {
        "form": form,
        "has_logo": bool(ours.logo),
        "chosen": chosen,
        "readable": made,
        "said": say(chosen, made),
        "unknown_zone": ours.school_zone == SchoolZone.UNKNOWN,
    }
    return page(request, "console/identity.html", context, status=422 if form.errors else 200)


def _logo_is_clean(form: IdentityForm) -> bool:
    """Read the picture while the form can still answer; what is no picture becomes its message."""
    sent = form.cleaned_data.get("new_logo")
    try:
        form.cleaned_data["clean_logo"] = clean_image(sent, LOGO_SIDE) if sent else None
    except NotAPicture as refusal:
        form.add_error("new_logo", refusal.reason)
    return not form.errors


def _logo(form: IdentityForm) -> bytes | None:
    made: Any = form.cleaned_data["clean_logo"]
    if made is not None:
        return bytes(made)
    return b"" if form.cleaned_data.get("without_logo") else None


@door(GET=administrator, POST=administrator)
def charter(request: HttpRequest) -> HttpResponse:
    ours = get_object_or_404(Community, pk=1)
    form = CharterForm(request.POST or None, instance=ours)
    if request.method == "POST" and form.is_valid():
        keep_charter(community=ours, at=timezone.now(), by=me(request))
        return announce(HttpResponseRedirect(reverse("community:charter")), _("The charter is kept."))
    return page(request, "console/charter.html", {"form": form}, status=422 if form.errors else 200)
