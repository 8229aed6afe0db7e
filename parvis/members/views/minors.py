"""I am under fifteen: the year, a parent, and what it changes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.members.forms.minors import ChildForm
from parvis.members.minors import protect
from parvis.members.models import Guardian


@door(GET=member, POST=member)
def under_fifteen(request: HttpRequest) -> HttpResponse:
    """Say it, or change the parent; nobody sees this person in a list from then on."""
    form = ChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        protect(member=me(request), **form.facts(), at=timezone.now())
        return announce(redirect("members:under_fifteen"), _("It is noted. We call your parent."))
    guardian = Guardian.objects.filter(child=me(request)).first()
    context = {"form": form, "guardian": guardian, "until_on": me(request).minor_until_on}
    return page(request, "members/minors/show.html", context, status=422 if form.errors else 200)
