"""What people answer by telephone: how a meeting was, a short survey, « plus, moins ou pareil »."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.community.models import Circle
from parvis.ideas import telling
from parvis.ideas.asking import ask
from parvis.ideas.models import SurveyAnswer
from parvis.kit.questions.asked import Asked
from parvis.meetings.feedback.asking import open_feedback
from parvis.meetings.models import FeedbackAnswer, FeedbackGuest, Meeting
from parvis.members.journaling import journal
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


def test_a_secret_circle_s_meeting_is_not_spoken_of(village: Village, desk, now):
    circle = Circle.objects.create(name="Entre nous", joining=Circle.Joining.SECRET, created_at=now)
    Meeting.objects.filter(pk=village.cafe.pk).update(circle=circle)
    open_feedback(meeting=Meeting.objects.get(pk=village.cafe.pk), people=[village.odile], at=now)
    assert "said_of_meeting" not in desk.get(reverse("desk:person", args=[village.odile.pk])).content.decode()
    assert taken(desk, village.odile, "said_of_meeting", q1="1").status_code == 422


def test_conversations_are_read_out_once_one_said_why(village: Village, client_of, now):
    browser, person = client_of(village.monique), village.odile
    journal(member=person, by=village.monique, words="x", channel="telephone", at=now)  # an act for her
    assert browser.get(reverse("desk:person", args=[person.pk])).status_code == 200
    why = reverse("desk:opening", args=[person.pk])
    for name, args in (("desk:conversations", [person.pk]), ("desk:conversation", [person.pk, 1])):
        assert browser.get(reverse(name, args=args)).headers["Location"] == why
    browser.post(why, {"reason": "calling"})
    assert browser.get(reverse("desk:conversations", args=[person.pk])).status_code == 200


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
