"""What the home page gathers, the same for everyone: the next meetings, a story, a figure of togetherness."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from parvis.aid.digest import needed
from parvis.aid.models import Notice
from parvis.chronicle.figures import Figures, of_period
from parvis.community.models import Ritual
from parvis.community.switches import is_on
from parvis.meetings.listing import month_in_words, open_to_all
from parvis.meetings.models import Meeting
from parvis.wiki.models import Story

FOLLOWING = 6
MOST_IMPROVISED = 3


@dataclass(frozen=True)
class FrontPage:
    """next_one: the first meeting one may still come to. until: when the words would differ by themselves."""

    improvised: list[Meeting]
    next_one: Meeting | None
    following: list[Meeting]
    ritual: Ritual | None
    story: Story | None
    month: str  # the month the figures speak of: « octobre »
    needs: list[Notice]  # « On a besoin de vous », three at most
    figures: Figures | None  # hours together and first meetings, of everyone at once
    until: datetime


def gather(now: datetime, *, is_public: bool) -> FrontPage:
    """Everything the page shows; eight queries, however much there is."""
    meetings = open_to_all(now, is_public=is_public)
    improvised = list(meetings.filter(is_improvised=True, begins_at__lte=now)[:MOST_IMPROVISED])
    planned = list(meetings.filter(is_improvised=False)[: FOLLOWING + 3])
    next_one = next((meeting for meeting in planned if not meeting.is_cancelled), None)
    following = [meeting for meeting in planned if meeting is not next_one][:FOLLOWING]
    story = _story(is_public=is_public)
    month, figures = _togetherness(now)
    needs = needed(now) if is_on("aid") else []
    shown = [meeting.ends_at for meeting in [*improvised, *planned]] + [need.ends_at for need in needs]
    return FrontPage(
        improvised=improvised,
        next_one=next_one,
        following=following,
        ritual=Ritual.objects.filter(is_current=True).order_by("-pk").first(),
        story=story,
        month=month,
        needs=needs,
        figures=figures,
        until=min([*shown, _midnight_after(now)]),
    )


def _story(*, is_public: bool) -> Story | None:
    """The last story published, if stories are switched on here."""
    if not is_on("wiki"):
        return None
    told = (
        Story.objects.visible_to(None) if is_public else Story.objects.filter(circle=None)
    )  # a circle's story is not for everyone
    return told.published().order_by("-published_at", "-pk").for_list().first()


def _togetherness(now: datetime) -> tuple[str, Figures | None]:
    """What was lived together last month; this month when there was nothing to tell of the last."""
    this_month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    for begins, ends in [(last_month, this_month), (this_month, now)]:
        if (figures := of_period(begins, ends)) and figures.hours:
            return month_in_words(begins.date()).split(" ")[0], figures
    return "", None


def _midnight_after(now: datetime) -> datetime:
    tomorrow = timezone.localtime(now) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
