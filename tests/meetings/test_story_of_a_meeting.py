"""The story of a meeting is seen by those the meeting was for, and told by those who were there."""

from datetime import timedelta

from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.telling import begin_story
from parvis.members.models import Membership
from parvis.wiki.publishing import publish
from parvis.wiki.seeing import visible_stories
from parvis.wiki.telling import add_sentence
from tests.village import Village, make_meeting


def test_those_who_were_there_tell_and_others_wait_for_the_keeper(village: Village) -> None:
    at = village.cafe.ends_at + timedelta(days=1)
    Arrival.objects.create(meeting=village.cafe, member=village.jeanne, at=village.cafe.begins_at)
    story = begin_story(meeting=village.cafe, at=at).story
    assert visible_stories(village.jeanne).filter(pk=story.pk).exists()
    assert not visible_stories(village.paul).filter(pk=story.pk).exists()
    add_sentence(story=story, author=village.jeanne, words="On a ri.", signed_as="Jeanne", at=at)
    publish(story=story, by=village.lucie, at=at)
    assert visible_stories(None).filter(pk=story.pk).exists()


def test_the_story_of_a_secret_circle_stays_in_it(village: Village) -> None:
    meeting = make_meeting(
        "Chut", village.now, circle=village.council, visibility=Meeting.Visibility.PUBLIC, host=village.fatou
    )
    Arrival.objects.create(meeting=meeting, member=village.jeanne, at=meeting.begins_at)
    Membership.objects.create(
        member=village.lucie, circle=village.council, asked_at=village.now, accepted_at=village.now
    )
    story = begin_story(meeting=meeting, at=village.now).story
    add_sentence(story=story, author=village.fatou, words="Ni vu ni connu.", signed_as="", at=village.now)
    publish(story=story, by=village.lucie, at=village.now)
    seen = [
        visible_stories(who).filter(pk=story.pk).exists()
        for who in (village.fatou, village.jeanne, village.paul, None)
    ]
    assert seen == [True, True, False, False]
