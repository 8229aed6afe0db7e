"""Calendars as other people's programs read them: two parsers that are not ours must agree with us."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.kit.calendars import CANCEL, CANCELLED, REQUEST, Entry, Person, calendar
from parvis.kit.time_zones import vtimezone

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 24, 13, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOSTILE = 'Fin\r\nEND:VEVENT\r\nEND:VCALENDAR\nBEGIN:VEVENT\u2028SUMMARY:autre\x00\x85;,:\\n \\ "x" 👩‍👩‍👧‍👦'


def entry(**known) -> Entry:
    facts = {"uid": "12@ici", "title": "Café", "begins": NOON, "ends": NOON + 2 * HOUR, "written_at": NOON}
    return Entry(**{**facts, **known})


def written(*entries: Entry, **known) -> bytes:
    return b"".join(calendar(entries, **{"zone": PARIS, **known}))


def read(data: bytes) -> icalendar.Calendar:
    """What the first program reads, the second having read as many entries, and no line being too long."""
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    data.decode()
    one = icalendar.Calendar.from_ical(data)
    other = vobject.readOne(data.decode())
    assert len(one.events) == len(other.contents.get("vevent", []))
    assert [event.get("UID") for event in one.events] == [
        it.uid.value for it in other.contents.get("vevent", [])
    ]
    return one


def test_an_entry_says_everything_an_agenda_shows():
    lines = written(
        entry(
            where="Kiosque, Quai du canal", coordinates=(48.5, 2.25), description="À apporter : un thé\nEt vous",
            url="https://parvis.exemple/rencontres/12/", contact="01 99 00 12 34", categories=["Jardin, potager"],
            sequence=3, status=CANCELLED, changed_at=NOON - HOUR, meeting_link="https://visio.exemple/a",
        ),
        name="Voisins", about="Le programme", source="https://parvis.exemple/x.ics", refresh=timedelta(hours=1),
    )  # fmt: skip
    read_ = read(lines)
    assert read_.calendar_name == "Voisins"
    assert read_["X-WR-CALNAME"] == "Voisins"
    assert read_["X-PUBLISHED-TTL"] == "PT60M"
    assert read_["REFRESH-INTERVAL"].dt == HOUR
    event = read_.events[0]
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (3, "CANCELLED", "TRANSPARENT")
    assert event["DESCRIPTION"] == "À apporter : un thé\nEt vous"
    assert event["LOCATION"] == "Kiosque, Quai du canal"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (48.5, 2.25)
    assert event.categories == ["Jardin, potager"]
    assert event["CONFERENCE"] == "https://visio.exemple/a"
    assert event["LAST-MODIFIED"].dt == NOON - HOUR
    assert (event.start, event.end) == (NOON, NOON + 2 * HOUR)
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"


def test_a_message_names_who_asks_and_who_is_asked():
    guest = Person('odile"@exemple.fr\n', 'Odile "la fée"; Roux', answer="ACCEPTED", is_asked=False)
    data = written(entry(organizer=Person("parvis@exemple.fr", "Voisins"), attendees=[guest]), method=REQUEST)
    read_ = read(data)
    event = read_.events[0]
    assert read_["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == "mailto:parvis@exemple.fr"
    attendee = event["ATTENDEE"]
    assert attendee == "mailto:odile@exemple.fr"
    assert attendee.params["CN"] == "Odile ’la fée’; Roux"
    assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == ("ACCEPTED", "FALSE")
    assert read(written(entry(), method=CANCEL))["METHOD"] == "CANCEL"


@pytest.mark.parametrize("field", ["title", "where", "description", "uid", "contact"])
def test_hostile_words_stay_in_their_line(field):
    read_ = read(written(entry(**{field: HOSTILE, "categories": [HOSTILE]}), name=HOSTILE, about=HOSTILE))
    assert len(read_.events) == 1
    event = read_.events[0]
    assert event["DTSTART"].dt == NOON
    assert "👩‍👩‍👧‍👦" in event[{"title": "SUMMARY", "where": "LOCATION"}.get(field, field.upper())]


def test_an_address_cannot_leave_its_line():
    event = read(written(entry(url="https://x.fr/\r\nSUMMARY:a b"))).events[0]
    assert event["URL"] == "https://x.fr/SUMMARY:ab"
    assert event["SUMMARY"] == "Café"


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("é👩‍👧🧑🏿‍🦽e\u0301,;\\\n "), st.characters(exclude_categories=["Cs"])
        ),
        max_size=300,
    )
)
@example("🧺" * 80)
@example("a" + "é" * 80)
@settings(max_examples=120, deadline=None)
def test_any_title_comes_back_whole(title):
    event = read(written(entry(title=title))).events[0]
    shown = "".join(
        c
        for c in title.replace("\r\n", "\n").replace("\t", " ")
        if c >= " " or c in "\n\x0b\x0c\x1c\x1d\x1e\r"
    )
    for c in "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        shown = shown.replace(c, "\n")
    shown = "".join(c for c in shown if not "\x7f" <= c <= "\x9f" and c not in "\ufffe\uffff")
    assert str(event["SUMMARY"]) == shown


def test_a_day_is_a_day_and_ends_before_the_next():
    read_ = read(written(entry(begins=date(2026, 12, 24), ends=date(2026, 12, 26))))
    assert (read_.events[0].start, read_.events[0].end) == (date(2026, 12, 24), date(2026, 12, 26))
    assert not read_.timezones


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (
            datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 2, 30, tzinfo=UTC),
        ),  # the short night
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),  # 2 h 30, twice
        (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 4, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, 1, tzinfo=UTC)),
    ],
)
def test_hours_around_the_change_of_clock_are_the_same_instants(begins, ends):
    event = read(written(entry(begins=begins, ends=ends))).events[0]
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (begins, ends)


@pytest.mark.parametrize("year", [1, 1900, 2300, 9999])
def test_years_no_program_knows_are_written_all_the_same(year):
    begins = datetime(
        year,
        1 if year < 9999 else 12,
        1 if year < 9999 else 31,
        tzinfo=ZoneInfo("Asia/Tokyo") if year == 1 else UTC,
    )
    event = read(written(entry(begins=begins, ends=begins + HOUR))).events[0]
    assert (event.start.year, event.end.year) == (year, year)
    day = date(year, 12, 30)
    assert read(written(entry(begins=day, ends=day + timedelta(days=1)))).events[0].start == day


ZONES = sorted(
    zone
    for zone in available_timezones()
    if "/" in zone and not zone.startswith(("Etc/", "System", "posix", "right"))
)


@given(
    st.sampled_from(
        [*["Europe/Paris"] * 5, "Africa/Casablanca", "America/Sao_Paulo", "Australia/Lord_Howe", *ZONES]
    ),
    st.lists(
        st.integers(1975 * 10**6, 2060 * 10**6).map(
            lambda n: datetime.fromtimestamp((n - 1970 * 10**6) * 31.5, UTC)
        ),
        min_size=1,
        max_size=4,
    ),
)
@example("Africa/Casablanca", [datetime(2026, 2, 15, 1, tzinfo=UTC), datetime(2026, 3, 22, 5, tzinfo=UTC)])
@example("America/Adak", [datetime(1977, 1, 1, tzinfo=UTC), datetime(2009, 4, 26, 11, 0, 9, tzinfo=UTC)])
@example("Pacific/Apia", [datetime(2011, 12, 31, 12, tzinfo=UTC)])
@settings(max_examples=100, deadline=None)
def test_the_zone_written_gives_every_instant_back(name, moments):
    zone = ZoneInfo(name)
    moments = [moment.replace(microsecond=0) for moment in moments]
    data = written(
        *(entry(uid=f"{n}@ici", begins=at, ends=at + HOUR) for n, at in enumerate(moments)), zone=zone
    )
    read_ = icalendar.Calendar.from_ical(
        data.replace(name.encode(), b"Zone/Seule")
    )  # nobody may know it by name
    ours = (
        read_.timezones[0].to_tz(icalendar.timezone.tzp.__class__("zoneinfo"), lookup_tzid=False)
        if read_.timezones
        else UTC
    )
    for event, at in zip(read_.events, moments, strict=True):
        assert (
            event.start.replace(tzinfo=ours if event["DTSTART"].params.get("TZID") else UTC).astimezone(UTC)
            == at
        )


def test_the_yearly_rule_is_written_where_there_is_one():
    paris = "\n".join(vtimezone(PARIS, 2026, 2027))
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in paris
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in paris
    assert "RRULE" not in "\n".join(vtimezone(ZoneInfo("Africa/Casablanca"), 2026, 2027))
    assert "BYDAY=2SU" in "\n".join(vtimezone(ZoneInfo("America/New_York"), 2025, 2027))
