"""What pages show of a letter that leaves, and of the hours that suit."""

from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from parvis.community.identity import current
from parvis.courier.calm import next_calm_moment
from parvis.courier.models import Channel, Dispatch
from parvis.newsletters.models import Letter
from parvis.newsletters.purposes import LETTER

MORNING = time(9)


def next_good_hour(now: datetime) -> datetime:
    """Nine o’clock tomorrow, or on Monday when tomorrow is a Sunday."""
    zone = current().zone
    tomorrow = timezone.localtime(now, zone).date() + timedelta(days=1)
    at_nine = datetime.combine(tomorrow, MORNING, zone)
    calm_on = next_calm_moment(at_nine, zone, goes_on_sundays=False).astimezone(zone).date()
    return datetime.combine(calm_on, MORNING, zone)


def ways_of(letter: Letter) -> list[tuple[str, int]]:
    """« e-mail, 312 » ; « lettre, 9 »: what was written, by channel; one query."""
    rows = Dispatch.objects.about(letter).filter(purpose=LETTER).order_by("channel")
    found = rows.values_list("channel").annotate(count=Count("pk"))
    return [(str(Channel(channel).label), count) for channel, count in found]
