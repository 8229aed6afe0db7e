"""What people answer by telephone: how a meeting was, a short survey, « plus, moins ou pareil »."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.ideas import telling
from parvis.ideas.asking import ask
from parvis.ideas.models import SurveyAnswer
from parvis.kit.questions.asked import Asked
from parvis.meetings.feedback.asking import open_feedback
from parvis.meetings.models import FeedbackAnswer, FeedbackGuest
from parvis.members.models import JournalEntry, Member, Pace
from tests.village import Village


@pytest.fixture
def desk(village: Village, client_of):
    """Monique answers the telephone, with Odile's record open in front of her."""
    browser = client_of(village.monique)
    browser.post(reverse("desk:opening", args=[village.odile.pk]), {"reason": "calling"})
    return browser


def taken(browser, person: Member, name: str, **typed: str):
    typed = {f"{name}-{key}": said for key, said in typed.items()}
    return browser.post(reverse("desk:take", args=[person.pk, name]), typed)


def test_nothing_is_spoken_of_when_nothing_asks(village: Village, desk):
    page = desk.get(reverse("desk:person", args=[village.odile.pk])).content.decode()
    assert "said_of_meeting" not in page
    assert taken(desk, village.odile, "said_of_meeting", q1="1").status_code == 422


def test_how_a_meeting_was_is_typed_without_a_name(village: Village, desk, now):
    open_feedback(meeting=village.cafe, people=[village.odile], at=now)
    assert "said_of_meeting" in desk.get(reverse("desk:person", args=[village.odile.pk])).content.decode()
    assert taken(desk, village.odile, "said_of_meeting").status_code == 422
    assert taken(desk, village.odile, "said_of_meeting", q1="1", q3="Des chaises").status_code == 302
    assert FeedbackAnswer.objects.count() == 2
    assert FeedbackGuest.objects.get().state == "answered"
    entry = JournalEntry.objects.filter(member=village.odile).latest("pk")
    assert "chaises" not in f"{entry.words}{entry.values if hasattr(entry, 'values') else ''}"


def test_rather_not_is_typed_too(village: Village, desk, now):
    open_feedback(meeting=village.cafe, people=[village.odile], at=now)
    assert taken(desk, village.odile, "said_of_meeting", declines="on").status_code == 302
    assert FeedbackGuest.objects.get().state == "declined"


def test_a_survey_and_the_pace(village: Village, desk, now):
    ask(
        title="Le goûter", questions=[Asked(1, "yes_no", "Sucré ?")], asker=village.karim, begins_at=now,
        closes_at=now + timedelta(days=9), at=now, is_anonymous=True,
    )  # fmt: skip
    telling.ask_due(now)
    assert taken(desk, village.odile, "said_in_survey", q1="2").status_code == 302
    assert SurveyAnswer.objects.get().value == 2
    Pace.objects.create(member=village.odile, asked_on=now.date(), before="everything", after="everything")
    assert taken(desk, village.odile, "pace", says="less").status_code == 302
    assert Member.objects.get(pk=village.odile.pk).wish == "essential"
