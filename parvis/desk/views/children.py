"""Somebody under fifteen: write them down with a parent, hear the parent's answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.serving import register_child_by_voice
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.forms.minors import ParentHeardForm
from parvis.members.minors import CHILD_SAYS, PARENT_SAYS, parent_agrees, parent_declines
from parvis.members.models import Guardian, Mandate


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("the child and a parent say yes to the sentences of this very form")
def new(request: HttpRequest) -> HttpResponse:
    """A child is written down; without the parent's yes, the parent is called."""
    form = ParentHeardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        child = register_child_by_voice(
            name=said["name"],
            contact=said["contact"],
            facts=form.facts(parent_agreed=said["parent_agrees"]),
            sentence=str(CHILD_SAYS),
            heard_by=me(request),
            at=timezone.now(),
        )
        return announce(redirect("desk:person", child.pk), _("It is noted."))
    context = {"form": form, "parent_hears": PARENT_SAYS}
    return page(request, "desk/children/new.html", context, status=422 if form.errors else 200)


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("the parent’s own answer to the sentence of this very page")
def parent(request: HttpRequest, pk: int) -> HttpResponse:
    """The sentence for the parent, and their yes or no."""
    guardian = get_object_or_404(
        Guardian.objects.select_related("child").filter(child__left_at=None), child=pk, agreed_at=None
    )
    if request.method == "GET":
        return page(request, "desk/children/parent.html", {"guardian": guardian})
    now = timezone.now()
    if request.POST.get("answer") == "yes":
        parent_agrees(guardian=guardian, how=Mandate.How.SPOKEN, by=me(request), at=now)
        return announce(redirect("desk:person", pk), _("It is noted."))
    parent_declines(guardian=guardian, by=me(request), at=now)
    return announce(redirect("desk:departures"), _("Noted. The child is erased in seven days."))
