"""One letter a week at most for anybody, whatever the audiences: asked at planning and at leaving."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from parvis.kit.moments import day
from parvis.kit.refusals import Refusal
from parvis.newsletters import audience
from parvis.newsletters.models import Letter, Plan
from parvis.newsletters.writing import back_to

WEEK = timedelta(days=7)


class WeekIsFull(Refusal):
    """Some of these people have a letter that week already."""


def check_week(letter: Letter, criteria: audience.Audience, due_at: datetime, now: datetime) -> None:
    """WeekIsFull when somebody would get two letters within seven days; it names the first free day."""
    others = [
        (other, moment) for other, moment in letters_around(letter, due_at) if _both(criteria, other, now)
    ]
    if not others:
        return
    free_at = first_free(others, due_at)
    count = max(_both(criteria, other, now) for other, _moment in others)
    raise WeekIsFull(
        ngettext(
            "One person has a letter that week already. This one may leave from %(day)s on.",
            "%(count)s people have a letter that week already. This one may leave from %(day)s on.",
            count,
        )
        % {"count": count, "day": day(free_at)},
        back_to(letter),
    )


def letters_around(letter: Letter, due_at: datetime) -> list[tuple[Letter, datetime]]:
    """The other letters that left or will leave within a week of this moment, and when."""
    plans = Plan.objects.filter(kind="letter", subject_id=OuterRef("pk"), state=Plan.State.WAITING)
    near = plans.filter(due_at__gt=due_at - WEEK, due_at__lt=due_at + WEEK)
    left = Q(left_at__gt=due_at - WEEK, left_at__lt=due_at + WEEK, stopped_at=None)
    rows = Letter.objects.exclude(pk=letter.pk).filter(left | Q(left_at=None) & Exists(near))
    planned = dict(
        Plan.objects.filter(kind="letter", state=Plan.State.WAITING).values_list("subject_id", "due_at")
    )
    return [(row, row.left_at or planned[row.pk]) for row in rows.order_by("pk")[:20]]


def first_free(others: list[tuple[Letter, datetime]], due_at: datetime) -> datetime:
    """A week after the last of those letters."""
    return max(moment for _letter, moment in others) + WEEK


def _both(criteria: audience.Audience, other: Letter, now: datetime) -> int:
    """How many people are in both audiences."""
    theirs = audience.readers(audience.read(other.audience), now).values("pk")
    return audience.readers(criteria, now).filter(pk__in=theirs).count()
