"""The day of the post: one day a week on which letters are printed and posted, together and calmly."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from parvis.desk.models import PostingDay
from parvis.members.models import Member

USUAL = 1  # Tuesday: what is posted then is there before the week ends


def posting_weekday() -> int:
    """The day somebody chose last, Monday being 0; Tuesday until somebody does."""
    chosen = PostingDay.objects.order_by("-pk").values_list("weekday", flat=True).first()
    return USUAL if chosen is None else chosen


def choose_day(*, weekday: int, by: Member, at: datetime) -> None:
    """From now on, letters leave on that day of the week."""
    PostingDay.objects.create(weekday=weekday, chosen_by=by, chosen_at=at)


def days_of_post(now: datetime, weekday: int) -> tuple[date, date]:
    """The day of the post that was (today, perhaps), and the next one."""
    today = timezone.localdate(now)
    last_on = today - timedelta(days=(today.weekday() - weekday) % 7)
    return last_on, last_on + timedelta(days=7)
