"""How long each sheet of the paper kit takes as a PDF: in all, and of the processor."""

import resource
import time
from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.utils import timezone

from benchmarks import town
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.paper.badges import badges
from parvis.meetings.paper.poster import poster
from parvis.meetings.paper.programme import programme
from parvis.meetings.paper.setting import Sheet, pdf_of
from parvis.meetings.paper.signing import signing_sheet
from parvis.meetings.paper.table_cards import table_cards
from parvis.members.models import Member

TIMES = 5


def _sheets(meeting: Meeting) -> Iterator[tuple[str, str, Callable[[], Sheet]]]:
    month = timezone.localdate(meeting.begins_at).replace(day=1)
    yield "poster A4", "poster", lambda: poster(meeting)
    yield "poster A3", "poster", lambda: poster(meeting, "a3")
    yield "sign-in sheet", "signing", lambda: signing_sheet(meeting)
    yield "badges", "badges", lambda: badges(meeting)
    yield "ten table cards", "table-cards", lambda: table_cards(meeting, 10)
    yield "month, two columns", "columns", lambda: programme(month)
    yield "month, booklet", "booklet", lambda: programme(month)


def _processor() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _line(people: int, name: str, kind: str, facts: Callable[[], Sheet]) -> str:
    began, before, weight = time.perf_counter(), _processor(), 0
    for _time in range(TIMES):
        made = facts()
        weight = len(pdf_of(made.name, [(kind, made)], at=timezone.now()))
    wall, processor = (time.perf_counter() - began) / TIMES, (_processor() - before) / TIMES
    took = f"{wall * 1000:6.0f} ms  {processor * 1000:6.0f} ms CPU"
    return f"{name:20} {people:4} registered  {took}  {weight / 1000:6.0f} kB"


def measure() -> int:
    """Print the figures for meetings of 0, 20 and 400."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    town.grow(0, 500, 0, 60, now)
    meeting = Meeting.objects.live().order_by("-begins_at").first()
    if meeting is None:
        return 1
    for people in (0, 20, 400):
        meeting.registrations.all().delete()
        Registration.objects.bulk_create(
            Registration(meeting=meeting, member=member, state=Registration.State.SEATED, made_at=now)
            for member in Member.objects.all()[:people]
        )
        for name, kind, facts in _sheets(meeting):
            print(_line(people, name, kind, facts))
    return 0
