"""What is planned is published at its hour, once; late, it is published when back, or asked about."""

from datetime import timedelta

import pytest

from parvis.courier.models import Dispatch
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Meeting
from parvis.members.models import Role
from parvis.newsletters import planning
from parvis.newsletters.kinds import LETTER, MEETING, STORY
from parvis.newsletters.models import Letter, Plan
from parvis.newsletters.planning import CannotPlan, call_off, plan, publish_due, publish_now
from parvis.newsletters.publishable import Publishable
from parvis.wiki.telling import add_sentence, begin
from tests.newsletters.writing import letter_of
from tests.village import make_meeting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_at_its_hour_and_once(village, now):
    letter = letter_of(village, now)
    row = plan(kind=LETTER, subject=letter, due_at=now + HOUR, by=village.karim, at=now)
    assert publish_due(now) == 0
    assert publish_due(now + HOUR) == 1
    assert publish_due(now + HOUR) == 0
    row.refresh_from_db()
    assert row.state == "done"
    assert Letter.objects.get(pk=letter.pk).left_at == now + HOUR


def test_planned_again_it_is_moved_and_called_off_it_stays_a_draft(village, now):
    letter = letter_of(village, now)
    first = plan(kind=LETTER, subject=letter, due_at=now + HOUR, by=village.karim, at=now)
    second = plan(kind=LETTER, subject=letter, due_at=now + 2 * HOUR, by=village.karim, at=now)
    assert first.pk == second.pk
    call_off(plan=second, by=village.karim, at=now)
    assert publish_due(now + 3 * HOUR) == 0
    assert not Letter.objects.get(pk=letter.pk).has_left


def test_late_by_a_stopped_server_it_leaves_once_when_back(village, now):
    meeting = make_meeting("Bal", now + timedelta(days=20), host=village.karim, published=False)
    plan(kind=MEETING, subject=meeting, due_at=now + HOUR, by=village.karim, at=now)
    publish_due(now + timedelta(days=3))
    assert Meeting.objects.get(pk=meeting.pk).is_published


def test_when_its_moment_has_passed_somebody_is_asked(village, now):
    meeting = make_meeting("Bal", now + timedelta(days=2), host=village.karim, published=False)
    row = plan(kind=MEETING, subject=meeting, due_at=now + HOUR, by=village.karim, at=now)
    publish_due(now + timedelta(days=3))
    row.refresh_from_db()
    assert row.state == "asking"
    assert "déjà commencé" in row.reason
    assert not Meeting.objects.get(pk=meeting.pk).is_published
    told = Dispatch.objects.filter(purpose="newsletters.plan", person=village.karim.pk)
    assert told.count() == 1
    publish_now(plan=row, by=village.karim, at=now + timedelta(days=3))
    assert Meeting.objects.get(pk=meeting.pk).is_published


def test_a_letter_that_tells_of_what_is_cancelled_asks_first(village, now):
    letter = letter_of(village, now)
    row = plan(kind=LETTER, subject=letter, due_at=now + HOUR, by=village.karim, at=now)
    cancel(meeting=village.cafe, by=village.karim, reason="trop de vent", at=now)
    publish_due(now + HOUR)
    row.refresh_from_db()
    assert row.state == "asking"
    assert "Café du canal" in row.reason
    assert not Letter.objects.get(pk=letter.pk).has_left


def test_what_fails_says_why_and_can_be_tried_again(village, now):
    story = begin(title="Les lanternes", happened_on=now.date(), at=now)
    row = plan(kind=STORY, subject=story, due_at=now + HOUR, by=village.lucie, at=now)
    publish_due(now + HOUR)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "rien raconté" in row.reason
    add_sentence(story=story, author=village.lea, words="On a ri.", signed_as="", at=now)
    assert publish_now(plan=row, by=village.lucie, at=now + 2 * HOUR).state == "done"
    story.refresh_from_db()
    assert story.is_published


def test_what_nobody_foresaw_does_not_hold_up_the_others(village, now, monkeypatch):
    def broken(*arguments):
        raise RuntimeError("x")

    known = {field: getattr(STORY, field) for field in STORY.__dataclass_fields__}
    monkeypatch.setattr(
        planning,
        "kind_of",
        lambda name: Publishable(**{**known, "publish": broken}) if name == "story" else MEETING,
    )
    story = begin(title="Les lanternes", happened_on=now.date(), at=now)
    meeting = make_meeting("Bal", now + timedelta(days=9), host=village.karim, published=False)
    plan(kind=STORY, subject=story, due_at=now + HOUR, by=village.lucie, at=now)
    plan(kind=MEETING, subject=meeting, due_at=now + HOUR, by=village.karim, at=now)
    assert publish_due(now + HOUR) == 2
    assert Plan.objects.get(kind="story").state == "failed"
    assert Plan.objects.get(kind="meeting").state == "done"


def test_who_may_no_longer_publish_does_not(village, now):
    letter = letter_of(village, now)
    row = plan(kind=LETTER, subject=letter, due_at=now + HOUR, by=village.karim, at=now)
    Role.objects.filter(member=village.karim).delete()
    publish_due(now + HOUR)
    row.refresh_from_db()
    assert row.state == "failed"
    assert not Letter.objects.get(pk=letter.pk).has_left


def test_hours_that_cannot_be_are_refused(village, now):
    letter = letter_of(village, now)
    for due_at in (now - HOUR, now + timedelta(days=900), village.cafe.begins_at + HOUR):
        with pytest.raises(CannotPlan):
            plan(kind=LETTER, subject=letter, due_at=due_at, by=village.karim, at=now)
