"""By telephone: how this person is reached, and for what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.choosing import choose
from parvis.members.doors import correspondent, me
from parvis.members.forms.choices import ChoicesForm
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import is_open


@door(GET=correspondent, POST=correspondent)
@acts_for(Scope.MESSAGES)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Two questions to ask; their journal says who noted the answers."""
    person, now = get_object_or_404(Member.objects.present(), pk=pk), timezone.now()
    if not is_open(person, me(request), now):
        return redirect("desk:person", pk)  # which asks why
    form = ChoicesForm(request.POST if request.method == "POST" else None, member=person)
    if request.method == "POST" and form.is_valid():
        choose(member=person, by=me(request), at=now, **form.chosen)
        return announce(redirect("desk:person", pk), _("It is noted."))
    context = {"person": person, "form": form}
    return page(request, "desk/reaching.html", context, status=422 if form.errors else 200)
