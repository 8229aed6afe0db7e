"""What leaves comes back: our own calendar read here makes no doubles; read elsewhere and given again, it is the same."""

import uuid
from zoneinfo import ZoneInfo

from parvis.community.models import Community, Place
from parvis.federation.models import Source
from parvis.federation.sources import adding, bringing, jobs
from parvis.kit.calendars import calendar as written
from parvis.kit.reading_calendars import read_calendar
from parvis.meetings.calendar_entries import entries_of
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Meeting
from tests.village import make_meeting

PARIS = ZoneInfo("Europe/Paris")


def given() -> bytes:
    """The programme as a calendar file."""
    entries = list(entries_of(Meeting.objects.order_by("begins_at")))
    return b"".join(written(entries, zone=PARIS))


def facts(content: bytes) -> list[tuple]:
    """What agendas show of it, cancelled ones by their status."""
    entries = read_calendar(content, home=PARIS).entries
    return [
        (
            one.uid,
            one.title,
            one.begins_at,
            one.ends_at,
            ", ".join(filter(None, [one.where, one.address])),
            one.status,
        )
        for one in entries
    ]


def bring(content: bytes, village, at) -> Source:
    source = adding.add(chunks=[content], file_name="programme.ics", by=village.fatou, at=at)
    jobs.advance(at)
    bringing.publish(source=source, by=village.fatou, at=at)
    jobs.advance(at)
    source.refresh_from_db()
    return source


def test_our_own_calendar_makes_no_doubles_here(village, now):
    make_meeting("Loto, dîner; « à volonté »", village.cafe.begins_at, where="Chez Paul\\au fond")
    content = given()
    before = Meeting.objects.count()
    source = bring(content, village, now)
    assert {trace.aside for trace in source.imported.all()} == {"ours"}
    assert Meeting.objects.count() == before
    assert given() == content


def test_read_elsewhere_and_given_again_it_is_the_same(village, now):
    """Another place has neither our name nor our places: it keeps the names of what came, and the words."""
    gone = make_meeting("Sortie annulée", village.cafe.begins_at, host=village.karim)
    make_meeting("Loto, dîner; « à volonté »", village.cafe.begins_at, hours=3.5, where="Chez Paul")
    content = given()
    Meeting.objects.all().delete()
    Place.objects.all().delete()
    Community.objects.update(uid=uuid.uuid4())
    village.community.refresh_from_db()
    village.community.save()
    bring(content, village, now)
    again = given()
    assert facts(again) == facts(content)
    assert Meeting.objects.count() == 3
    bring(again, village, now)
    assert Meeting.objects.count() == 3
    assert facts(given()) == facts(content)
    known = Meeting.objects.get(title=gone.title)
    cancel(meeting=known, by=village.karim, at=now)
    assert ("cancelled" in {row[5] for row in facts(given())}) is True
