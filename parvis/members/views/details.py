"""My details: name, pen name, what is shown of me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.members.forms.details import LISTING, DetailsForm, details_of
from parvis.members.keeping_details import change_details


@door(GET=member, POST=member)
def edit(request: HttpRequest) -> HttpResponse:
    """One form; what is shown to others is a consent, never ticked beforehand."""
    form = DetailsForm(request.POST or None, initial=details_of(me(request)))
    if request.method == "POST" and form.is_valid():
        change_details(
            member=me(request), details=form.details(), listing_sentence=str(LISTING), at=timezone.now()
        )
        return announce(redirect("portal:my_space"), _("Your details are noted."))
    context = {"form": form, "is_minor": me(request).minor_until_on is not None}
    return page(request, "members/details/edit.html", context, status=422 if form.errors else 200)
