"""The pages of the promise (README, « vite »), how each is asked for and what it may cost."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from benchmarks.load import MakeRequest, request
from benchmarks.town import session_of
from parvis.meetings.models import Meeting
from parvis.members.models import Member


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    most_ms: float | None  # CPU milliseconds a request, at most
    cookie: str = ""
    from_memory: bool = False

    def make(self) -> MakeRequest:
        """The same request each time."""
        headers = [f"Cookie: {self.cookie}"] if self.cookie else []
        same = request("GET", self.path, *headers)
        return lambda number: same


def upcoming(now: datetime, most: int = 50) -> list[str]:
    """Addresses of meetings to come."""
    found = Meeting.objects.filter(begins_at__gt=now).order_by("begins_at")[5 : 5 + most]
    return [reverse("meetings:meeting", args=[meeting.pk]) for meeting in found]


def pages(now: datetime) -> list[Page]:
    """Every page measured by GET, the constant one first."""
    cookie = session_of(Member.objects.order_by("pk")[10])
    return [
        Page("constant view", reverse("kit:security"), None),  # a line of text, through every middleware
        Page("home, from memory", reverse("portal:home"), 0.1, from_memory=True),
        Page("home, signed in", reverse("portal:home"), 0.1, cookie, from_memory=True),
        Page("programme, kept but for its secret", reverse("meetings:programme"), None),
        Page("one meeting, anonymous", upcoming(now)[0], 2.5),
        Page("one meeting, signed in", upcoming(now)[0], None, cookie),
        Page("who is who, signed in", reverse("members:directory"), 5.0, cookie),
        Page("my space, signed in", reverse("portal:my_space"), 5.0, cookie),
    ]
