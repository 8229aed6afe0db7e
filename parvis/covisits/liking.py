"""♥: one likes a meeting, a notice or a page, or no longer does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.covisits import refusals
from parvis.covisits.models import Heart, Visitor
from parvis.covisits.subjects import Subject
from parvis.covisits.visiting import hold_for, stir

MOST = 60  # of one visitor


@transaction.atomic
def like(*, visitor: Visitor, subject: Subject, at: datetime) -> None:
    """Liked already: nothing happens. Whether they may see it was asked before."""
    held = hold_for(visitor, at)
    if visitor.hearts.count() >= MOST:
        raise refusals.CannotTake(
            _("Your list is full. Take a heart back, then give this one."),
            refusals.to_visit(_("See our list")),
        )
    kind, pk = subject
    Heart.objects.get_or_create(visitor=visitor, kind=kind, subject_id=pk, defaults={"given_at": at})
    stir(held, at)


@transaction.atomic
def unlike(*, visitor: Visitor, subject: Subject, at: datetime) -> None:
    """Not liked: nothing happens."""
    held = hold_for(visitor, at)
    kind, pk = subject
    if visitor.hearts.filter(kind=kind, subject_id=pk).delete()[0]:
        stir(held, at)
