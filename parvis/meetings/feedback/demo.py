"""The demo village was asked how the last coffee was: eight answered, the other questions come next week."""

from datetime import datetime, timedelta

from parvis.kit.questions.asked import NO, YES, Said
from parvis.meetings.feedback.answering import answer
from parvis.meetings.feedback.asking import choose_questions, open_feedback
from parvis.meetings.models import FeedbackGuest, Meeting
from parvis.members.models import Member

SAID = [
    (YES, 1, "Une table près du poêle."),
    (YES, 1, ""),
    (NO, 1, "Commencer un quart d’heure plus tôt."),
    (YES, 2, "Parler moins fort, j’entends mal."),
    (YES, 1, ""),
    (NO, 1, "Rien, c’était gai."),
]


def live(meeting: Meeting, now: datetime) -> None:
    """The last coffee that was held."""
    asked_at = max(meeting.ends_at + timedelta(hours=18), now - timedelta(days=20))
    choose_questions(meeting=meeting, keys=["met", "again", "change"], by=_host(meeting))
    present = Member.objects.filter(arrivals__meeting=meeting).order_by("pk")
    open_feedback(meeting=meeting, people=present, at=asked_at)
    guests = FeedbackGuest.objects.filter(feedback__meeting=meeting).select_related("member").order_by("pk")
    for guest, (met, again, words) in zip(guests, SAID, strict=False):
        said = {1: Said(met), 2: Said(again)} | ({3: Said(words=words)} if words else {})
        answer(guest=guest, said=said, signs=words.startswith("Rien"), at=asked_at + timedelta(hours=3))


def _host(meeting: Meeting) -> Member:
    if meeting.host is None:
        raise ValueError("the demo's coffee has a host")
    return meeting.host
