"""Whole days, from midnight to midnight: read from other calendars, shown, changed, and given as days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import timezone, translation

from parvis.courier.models import Dispatch
from parvis.federation.sources import adding, bringing, jobs
from parvis.kit.calendars import calendar as written
from parvis.kit.moments import span, start, start_hour, whole_days
from parvis.meetings.calendar_entries import entries_of, entry_of
from parvis.meetings.forms.hours import hours_of, last_day_of
from parvis.meetings.linked_data import linked
from parvis.meetings.models import Meeting
from parvis.meetings.registering import register
from tests.federation.calendars import calendar
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting

PARIS = ZoneInfo("Europe/Paris")
FAIR = "UID:foire@x|SUMMARY:Foire aux plants|DTSTART;VALUE=DATE:20261127|DTEND;VALUE=DATE:20261128"
FEAST = "UID:fete@x|SUMMARY:Fête du lac|DTSTART;VALUE=DATE:20261204|DTEND;VALUE=DATE:20261207"


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=PARIS)


@pytest.fixture
def brought(village, now):
    """Two meetings of other people's calendar: a day, and three."""
    source = adding.add(chunks=[calendar(FAIR, FEAST)], file_name="a.ics", by=village.fatou, at=now)
    jobs.advance(now)
    bringing.publish(source=source, by=village.fatou, at=now)
    jobs.advance(now)
    Meeting.objects.filter(uid__in=["foire@x", "fete@x"]).update(is_registered_there=False)
    return Meeting.objects.get(uid="foire@x"), Meeting.objects.get(uid="fete@x")


# A day of 24 hours, the day of 25, the day of 23: the same words, the same days.
@pytest.mark.parametrize("on", [(2026, 11, 27), (2026, 10, 25), (2027, 3, 28)])
def test_a_day_is_a_day_whatever_the_seasons_do_to_it(village, on):
    begins_at, ends_at = midnight(*on), midnight(*on[:2], on[2] + 1)
    with timezone.override(PARIS):
        assert whole_days(begins_at, ends_at) == (date(*on), date(*on))
        assert span(begins_at, ends_at) == start_hour(begins_at, ends_at) == "toute la journée"
        assert " à " not in start(begins_at, ends_at)
        with translation.override("en"):
            assert span(begins_at, ends_at) == "all day"
        assert whole_days(begins_at, ends_at - timedelta(minutes=1)) is None
        assert whole_days(begins_at + timedelta(hours=1), ends_at) is None
    meeting = make_meeting("Foire", begins_at)
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=ends_at)
    [entry] = entries_of(Meeting.objects.filter(pk=meeting.pk))
    event = vobject.readOne(b"".join(written([entry], zone=PARIS)).decode()).vevent
    assert (event.dtstart.value, event.dtend.value) == (date(*on), date(*on) + timedelta(days=1))


def test_they_come_in_show_and_leave_as_the_days_they_are(brought, village, anonymous):
    fair, feast = brought
    assert (fair.begins_at, fair.ends_at) == (midnight(2026, 11, 27), midnight(2026, 11, 28))
    assert "vendredi 27 novembre, toute la journée" in text_of(anonymous.get(f"/rencontres/{fair.pk}/"))
    shown = text_of(anonymous.get(f"/rencontres/{feast.pk}/"))
    assert "vendredi 4 décembre, jusqu’au dimanche 6 décembre" in shown
    assert "toute la journée" in text_of(anonymous.get("/rencontres/"))
    content = b"".join(written([entry_of(fair), entry_of(feast)], zone=PARIS)).decode()
    for line in ("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261128", "DTEND;VALUE=DATE:20261207"):
        assert f"\r\n{line}\r\n" in content
    assert (linked(feast)["startDate"], linked(feast)["endDate"]) == ("2026-12-04", "2026-12-06")


def test_words_name_the_day_and_no_midnight(brought, village, now):
    fair, _feast = brought
    register(meeting=fair, member=village.jeanne, at=now)
    told = Dispatch.objects.get(person=village.jeanne.pk)
    assert "vendredi 27 novembre" in told.title
    assert "0 h" not in told.title + told.body
    assert "toute la journée" in told.body
    assert "DTSTART;VALUE=DATE:20261127" in told.calendar


def test_changing_its_title_leaves_its_days(brought, village, client_of):
    _fair, feast = brought
    browser = client_of(village.karim)
    path = f"/rencontres/{feast.pk}/modifier/"
    shown = browser.get(path).content.decode()
    assert 'value="06/12/2026"' in shown
    said = {
        "title": "Fête du grand lac", "day": "04/12/2026", "begins": "00:00", "ends": "00:00", "place": "other",
        "last_day": "06/12/2026", "where": "Au lac", "audience": "public", "mode": "in_person", "step": "save",
    }  # fmt: skip
    browser.post(path, said)
    before = (feast.begins_at, feast.ends_at)
    feast.refresh_from_db()
    assert (feast.title, feast.begins_at, feast.ends_at) == ("Fête du grand lac", *before)
    wrong = browser.post(path, {**said, "last_day": "24/12/2026"})
    assert (wrong.status_code, 'value="24/12/2026"' in wrong.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "last"),
    [
        ((2026, 12, 4, 18), (2026, 12, 4, 20), ""),
        ((2026, 12, 4, 22), (2026, 12, 5, 1), ""),
        ((2026, 12, 4, 0), (2026, 12, 5, 0), ""),
        ((2026, 12, 4, 0), (2026, 12, 7, 0), "06/12/2026"),
        ((2026, 12, 4, 18), (2026, 12, 6, 12), "06/12/2026"),
        ((2026, 12, 4, 18), (2026, 12, 5, 19), "05/12/2026"),
        ((2026, 10, 24, 18), (2026, 10, 25, 18, 30), "25/10/2026"),
    ],
)
def test_what_the_form_shows_means_the_same_moments(begins_at, ends_at, last):
    with timezone.override(PARIS):
        begins_at, ends_at = datetime(*begins_at, tzinfo=PARIS), datetime(*ends_at, tzinfo=PARIS)
        assert last_day_of(begins_at, ends_at) == last
        day = datetime.strptime(last, "%d/%m/%Y").date() if last else None  # noqa: DTZ007 - a day
        assert hours_of(begins_at.date(), begins_at.time(), ends_at.time(), day) == (begins_at, ends_at)
