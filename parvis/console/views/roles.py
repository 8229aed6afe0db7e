"""Roles: who holds them, give one, end one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.forms.roles import RoleForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.circles import visible_roles
from parvis.members.doors import administrator, me
from parvis.members.duties import DUTIES, duties_of
from parvis.members.giving_roles import end_role, give_role, vacancies
from parvis.members.models import Member, Role
from parvis.members.models.role import RoleQuerySet


@door(GET=administrator, POST=administrator)
def index(request: HttpRequest) -> HttpResponse:
    """The five kinds with what they are for and who holds them; one form to give one."""
    form = RoleForm(request.POST or None, by=me(request))
    if request.method == "POST" and form.is_valid():
        give_role(
            member=form.cleaned_data["who"],
            kind=form.cleaned_data["kind"],
            scope=form.scope_chosen(),
            by=me(request),
            at=timezone.now(),
            how=form.tenure(),
        )
        return announce(redirect("console:roles"), _("The role is given."))
    vacant = [Role.Kind(kind).label for kind in vacancies()]
    context = {"form": form, "kinds": _by_kind(me(request)), "vacant": vacant}
    return page(request, "console/roles/index.html", context, status=422 if form.errors else 200)


@door(POST=administrator)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The role ends; who remains alone cannot end theirs."""
    role = get_object_or_404(_known(me(request)), pk=pk)
    end_role(role=role, by=me(request), at=timezone.now())
    return announce(redirect("console:roles"), _("The role has ended."))


def _known(reader: Member) -> RoleQuerySet:
    return visible_roles(reader).select_related("member", "circle", "place", "ritual")


def _by_kind(reader: Member) -> list[tuple[str, str, list[tuple[Role, str]]]]:
    """Each kind: its name, what it is for, and its holders with their words."""
    roles = list(_known(reader).at_work().order_by("member__search_name", "pk"))
    return [
        (
            str(kind.label),
            str(DUTIES[kind]),
            [(role, duties_of(role) if role.duties else "") for role in roles if role.kind == kind],
        )
        for kind in Role.Kind
    ]
