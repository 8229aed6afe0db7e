"""The person looks at the doubles, says what to do with each, and lets the list move in."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.kit.refusals import Refusal
from parvis.members.journaling import SCREEN, TERMINAL, journal_for_all
from parvis.members.models import Import, ImportLine, Role

_BROUGHT = gettext_lazy("Let a list move in: %(count)s lines.")


class NotReady(Refusal):
    """The list is not at that step."""


@transaction.atomic
def choose(*, brought: Import, choices: Mapping[int, str], for_all: Mapping[str, str] | None = None) -> None:
    """Line by line: {id of the line: create, link or skip}; then for all of a kind: {kind: choice}.

    Lines of other imports are not touched.
    """
    for choice in ImportLine.Choice.values:
        ids = [pk for pk, chosen in choices.items() if chosen == choice]
        if ids:
            doubled = brought.lines.doubled().filter(pk__in=ids, state=ImportLine.State.READY)
            doubled.update(choice=choice)
    for kind, choice in (for_all or {}).items():
        if kind in ImportLine.Twin.values and choice in ImportLine.Choice.values:
            brought.lines.doubled().filter(twin=kind, state=ImportLine.State.READY).update(choice=choice)


@transaction.atomic
def confirm(*, brought: Import, with_circles: bool, at: datetime) -> Import:
    """Let the list move in. Nobody is written to. A second confirmation changes nothing."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.state in (Import.State.APPLYING, Import.State.DONE):
        return brought
    if brought.state != Import.State.READY:
        raise NotReady(_("This list is not ready yet."))
    brought.with_circles = with_circles and not brought.has_too_many_circles
    brought.confirmed_at = at
    brought.go(Import.State.APPLYING)
    brought.save()
    journal_for_all(
        by=brought.brought_by,
        words=_BROUGHT,
        values={"count": brought.lines.waiting().count()},
        role=Role.Kind.ADMINISTRATOR if brought.brought_by else "",
        channel=SCREEN if brought.brought_by else TERMINAL,
        at=at,
    )
    return brought
