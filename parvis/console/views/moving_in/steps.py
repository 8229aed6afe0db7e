"""Which screen an import is at."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from parvis.members.models import Import, Member
from parvis.members.moving_in.summary import summary_of

State = Import.State


def loaded(pk: int) -> Import:
    """The import of that number; 404 when there is none. Only administrators come here."""
    return get_object_or_404(Import.objects.select_related("brought_by"), pk=pk)


def actor(user: object) -> Member:
    """The signed-in administrator (doors let nobody else in)."""
    assert isinstance(user, Member)
    return user


def url_of(brought: Import) -> str:
    """The address of the screen an import is at."""
    if brought.state in (State.CHOOSING, State.FAILED):
        return reverse("console:import_columns", args=[brought.pk])
    if brought.is_at_work:
        return reverse("console:import_progress", args=[brought.pk])
    if brought.state == State.READY:
        has_doubles = bool(summary_of(brought).twins)
        name = "console:import_doubles" if has_doubles else "console:import_confirmation"
        return reverse(name, args=[brought.pk])
    return reverse("console:import", args=[brought.pk])
