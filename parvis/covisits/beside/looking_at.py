"""What two people look at: one meeting or one notice at a time, only what both may see by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from parvis.aid.models import Notice
from parvis.community.switches import is_on
from parvis.meetings.models import Meeting, Registration
from parvis.members.models import Member

MOST_MEETINGS, MOST_NOTICES, MOST_NAMES = 12, 6, 20
MEETING, NOTICE = "rencontre", "annonce"


@dataclass(frozen=True)
class Looked:
    """What is on the screen. place: « 2 sur 9 », 0 when it is none of these; before, after: where the other
    pages are, or empty."""

    kind: str
    thing: Any
    place: int
    of: int
    before: tuple[str, int] | None
    after: tuple[str, int] | None
    question: str
    names: list[str]


def meetings_for(pair: Sequence[Member], now: datetime) -> Any:
    """Meetings to come that both may know of; drafts and cancelled ones are not looked at together."""
    one, other = pair
    known = Meeting.objects.visible_to(one).filter(pk__in=Meeting.objects.visible_to(other).values("pk"))
    return known.live().filter(is_registered_there=False).upcoming(now)


def notices_for(pair: Sequence[Member], now: datetime) -> Any:
    """Notices both may read."""
    one, other = pair
    seen = Notice.objects.visible_to(other).values("pk")
    return Notice.objects.visible_to(one).live(now).filter(pk__in=seen)


def all_for(pair: Sequence[Member], now: datetime) -> list[tuple[str, int]]:
    """In order: meetings by their hour, then notices, the newest first."""
    meetings = meetings_for(pair, now).values_list("pk", flat=True)[:MOST_MEETINGS]
    found = [(MEETING, pk) for pk in meetings]
    if is_on("aid"):
        notices = notices_for(pair, now).order_by("-posted_at", "-pk").values_list("pk", flat=True)
        found += [(NOTICE, pk) for pk in notices[:MOST_NOTICES]]
    return found


def look(pair: Sequence[Member], now: datetime, kind: str = "", pk: int = 0) -> Looked | None:
    """That one, or the first; None when both may see nothing, or not this."""
    known = all_for(pair, now)
    wanted = (kind, pk) if kind else known[0] if known else None
    if wanted is None:
        return None
    thing = _found(pair, now, *wanted)
    if thing is None:
        return None
    place = known.index(wanted) if wanted in known else -1  # found elsewhere: the first one comes after it
    before = known[place - 1] if place > 0 else None
    after = known[place + 1] if place + 1 < len(known) else None
    names = _names(thing) if wanted[0] == MEETING else []
    return Looked(
        wanted[0], thing, place + 1, len(known), before, after, question_for(wanted[0], wanted[1]), names
    )


def question_for(kind: str, pk: int) -> str:
    """Something to talk about; always the same for the same page."""
    of_meetings = [
        _("Whom do you know who would like this?"),
        _("Have you ever done this? With whom?"),
        _("What would you bring?"),
        _("What would make it easy to come?"),
        _("Whom would you like to meet there?"),
        _("When did you last laugh at a meeting here?"),
        _("How would you go there together?"),
    ]
    of_notices = [
        _("Which of you knows how to do this?"),
        _("Who once helped you with this?"),
        _("Whom do you know who could help?"),
    ]
    asked = of_meetings if kind == MEETING else of_notices
    return asked[pk % len(asked)]


def _found(pair: Sequence[Member], now: datetime, kind: str, pk: int) -> Any:
    if kind == MEETING:
        return meetings_for(pair, now).for_page().filter(pk=pk).first()
    if kind == NOTICE and is_on("aid"):
        return notices_for(pair, now).filter(pk=pk).select_related("author", "place").first()
    return None


def _names(meeting: Meeting) -> list[str]:
    """First names of those who said yes to being shown, as on the meeting's page."""
    seated = Registration.objects.seated().verified().filter(meeting=meeting)
    agreed = seated.filter(shows_name=True, member__minor_until_on=None).order_by("pk")
    names = agreed.values_list("member__name", flat=True)[:MOST_NAMES]
    return [name.split(" ", 1)[0] for name in names]
