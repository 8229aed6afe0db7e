"""A poll of the village: Jeanne looks for a date for a soup, three evenings are proposed."""

from datetime import datetime, timedelta

import pytest

from parvis.meetings.models import DatePoll
from parvis.meetings.polls.asking import When, ask
from tests.village import Village


def evening(now: datetime, days: int, hours: int = 2) -> When:
    """An evening, some days from now, at 18 h here."""
    begins_at = (now + timedelta(days=days)).replace(hour=17, minute=0, second=0, microsecond=0)
    return When(begins_at, begins_at + timedelta(hours=hours))


@pytest.fixture
def soup(village: Village, now: datetime) -> DatePoll:
    """Three evenings, open for three days, for those who have the link."""
    return ask(
        title="La soupe", asker=village.jeanne, at=now, closes_at=now + timedelta(days=3),
        dates=[evening(now, 5), evening(now, 6), evening(now, 8)], place=village.kiosk,
    )  # fmt: skip


@pytest.fixture
def dates(soup: DatePoll) -> list[int]:
    """The numbers of its three dates."""
    return [date.pk for date in soup.dates.all()]
