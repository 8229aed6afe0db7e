"""The answers of a poll, counted: two queries, however many people answered."""

from datetime import datetime

from parvis.meetings.models import DateAnswer, DatePoll
from parvis.meetings.polls.choosing import Choice, Tally, choose, tally


def counted(poll: DatePoll, now: datetime) -> tuple[list[Tally], Choice]:
    """How many said what of each date, and the date to propose."""
    dates = [(date.pk, date.begins_at) for date in poll.dates.all()]
    said = DateAnswer.objects.filter(date__poll=poll).values_list("date_id", "says")
    tallies = tally(dates, said)
    return tallies, choose(tallies, now)
