"""Calendars of others: what can be read is kept, what cannot is said, and nothing takes long."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.kit.ics.notes import Doubt
from parvis.kit.reading_calendars import Entry, ReadCalendar, UnreadableCalendar, read_calendar
from parvis.kit.repetitions import Window, unrolled

PARIS = ZoneInfo("Europe/Paris")
WINDOW = Window(datetime(2026, 11, 22, tzinfo=PARIS), datetime(2027, 12, 31, tzinfo=PARIS))
CAFE = "UID:cafe@canal|SUMMARY:Café du canal|DTSTART;TZID=Europe/Paris:20261124T140000|DTEND;TZID=Europe/Paris:20261124T160000"
EVERY_MONDAY = "UID:a|SUMMARY:Chorale|DTSTART;TZID=Europe/Paris:20260105T180000|DTEND;TZID=Europe/Paris:20260105T200000|RRULE:"
REAL = Path(os.environ.get("PARVIS_SHARED_DATA", "../shared/data")) / "2-events"


def calendar(*parts: str, heads: str = "") -> bytes:
    meetings = "".join(f"BEGIN:VEVENT|{part}|END:VEVENT|" for part in parts)
    return f"BEGIN:VCALENDAR|VERSION:2.0|{heads}{meetings}END:VCALENDAR|".replace("|", "\r\n").encode()


def read(content: bytes) -> ReadCalendar:
    return read_calendar(content, home=PARIS)


def one(part: str, **more: str) -> Entry:
    found = read(calendar(part, **more)).entries
    assert len(found) == 1
    return found[0]


def dates(*parts: str) -> tuple[list[str], ReadCalendar]:
    found = read(calendar(*parts))
    entries = unrolled(found.entries, WINDOW, found.notes)
    return [f"{entry.begins_at.astimezone(PARIS):%Y-%m-%d %H:%M}" for entry in entries], found


# What a meeting says


def test_a_meeting_says_what_it_is():
    entry = one(
        CAFE
        + "|LOCATION:Kiosque\\, quai du canal|DESCRIPTION:Apportez un gâteau.\\nÀ mardi|URL:https://canal.fr/cafe"
        "|SEQUENCE:3|STATUS:CANCELLED|LAST-MODIFIED:20261101T080000Z|BEGIN:VALARM|TRIGGER:-PT1H|SUMMARY:non|END:VALARM"
    )
    assert (entry.uid, entry.title, entry.where) == ("cafe@canal", "Café du canal", "Kiosque, quai du canal")
    assert (entry.begins_at, entry.ends_at) == (
        datetime(2026, 11, 24, 13, tzinfo=UTC),
        datetime(2026, 11, 24, 15, tzinfo=UTC),
    )
    assert (entry.about, entry.url) == ("Apportez un gâteau.\nÀ mardi", "https://canal.fr/cafe")
    assert (entry.sequence, entry.is_cancelled) == (3, True)
    assert entry.modified_at == datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_letters_are_read_whatever_the_file_is_written_in(encoding, ending):
    text = calendar(CAFE).decode().replace("\r\n", ending)
    if ending == "\r" and encoding.startswith("utf-16"):
        pytest.skip("nobody writes that")
    assert [entry.title for entry in read(text.encode(encoding)).entries] == ["Café du canal"]


def test_a_line_folded_in_the_middle_of_a_letter_is_whole_again():
    folded = calendar(CAFE).replace("Café".encode(), b"Caf\xc3\r\n \xa9")
    assert read(folded).entries[0].title == "Café du canal"


def test_what_web_sites_write_in_names_is_read_as_people_say_it():
    entry = one(
        "UID:1|SUMMARY:L&#039;atelier &amp; le <b>vélo</b>|DTSTART:20261124T140000|DESCRIPTION:<p>Un</p><p>Deux</p>"
    )
    assert (entry.title, entry.about) == ("L'atelier & le vélo", "Un\nDeux")


def test_the_answer_to_an_invitation_is_read():
    found = read(
        calendar(
            CAFE
            + '|ORGANIZER:mailto:parvis@canal.fr|ATTENDEE;CN="Martin: Jeanne";PARTSTAT=ACCEPTED:MAILTO:jeanne@exemple.fr',
            heads="METHOD:REPLY|",
        )
    )
    person = found.entries[0].attendees[0]
    assert found.method == "REPLY"
    assert (person.address, person.name, person.answer) == ("jeanne@exemple.fr", "Martin: Jeanne", "ACCEPTED")
    assert found.entries[0].organizer.address == "parvis@canal.fr"


# Hours


ZONE = "BEGIN:VTIMEZONE|TZID:{}|BEGIN:STANDARD|TZOFFSETFROM:+0200|TZOFFSETTO:+0100|DTSTART:16011028T030000|RRULE:FREQ=SECONDLY|END:STANDARD|BEGIN:DAYLIGHT|TZOFFSETFROM:+0100|TZOFFSETTO:+0200|DTSTART:16010325T020000|END:DAYLIGHT|END:VTIMEZONE|"


@pytest.mark.parametrize(
    ("named", "heads", "is_sure"),
    [
        (":20260701T180000", "", True),
        (";TZID=Europe/Paris:20260701T180000", "", True),
        (";TZID=europe/paris:20260701T180000", "", True),
        (';TZID="Romance Standard Time":20260701T180000', "", True),
        (";TZID=/freeassociation.sourceforge.net/Europe/Paris:20260701T180000", "", True),
        (";TZID=/mozilla.org/20050126_1/Europe/Paris:20260701T180000", "", True),
        (';TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20260701T180000', "", True),
        (";TZID=(UTC+01:00) Bruxelles:20260701T180000", "", True),
        (";TZID=Customized Time Zone:20260701T180000", ZONE.format("Customized Time Zone"), True),
        (";TZID=Lune/Mer de la Tranquillité:20260701T180000", "", False),
        (":20260701T160000Z", "", True),
        (":2026-07-01T18:00:00+02:00", "", True),
    ],
)
def test_18_h_in_paris_is_18_h_in_paris_however_it_is_written(named, heads, is_sure):
    found = read(calendar(f"UID:1|SUMMARY:x|DTSTART{named}|DURATION:PT1H30M", heads=heads))
    assert found.entries[0].begins_at == datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert found.entries[0].ends_at == datetime(2026, 7, 1, 17, 30, tzinfo=UTC)
    assert (not found.notes.counts[Doubt.ZONE]) is is_sure


def test_whole_days_last_whole_days_even_when_clocks_change():
    entry = one("UID:1|SUMMARY:Fête|DTSTART;VALUE=DATE:20261024|DTEND;VALUE=DATE:20261026")
    assert entry.is_all_day
    assert (entry.ends_at - entry.begins_at).total_seconds() == 49 * 3600
    same_day = one("UID:1|SUMMARY:Noël|DTSTART;VALUE=DATE:20261225|DTEND;VALUE=DATE:20261225")
    assert (same_day.ends_at - same_day.begins_at).total_seconds() == 24 * 3600


def test_a_night_across_the_change_of_clocks_keeps_its_length():
    entry = one("UID:1|SUMMARY:Nuit|DTSTART;TZID=Europe/Paris:20261024T220000|DURATION:PT8H")
    assert (entry.ends_at - entry.begins_at).total_seconds() == 8 * 3600
    gap = one(
        "UID:1|SUMMARY:Trou|DTSTART;TZID=Europe/Paris:20270328T023000|DTEND;TZID=Europe/Paris:20270328T040000"
    )
    assert gap.ends_at > gap.begins_at


@pytest.mark.parametrize(
    ("part", "doubt", "kept"),
    [
        ("UID:1|SUMMARY:x|DTSTART:20261124T140000|DTEND:20261124T120000", Doubt.END_FIRST, 1),
        ("UID:1|SUMMARY:x|DTSTART:20261124T140000", Doubt.NO_END, 1),
        ("UID:1|SUMMARY:x|DTSTART:20261124T140000|DURATION:-PT1H", Doubt.NO_END, 1),
        ("UID:1|DTSTART:20261124T140000|DTEND:20261124T150000", Doubt.NO_TITLE, 1),
        ("UID:1|SUMMARY:x", Doubt.NO_DATE, 0),
        ("UID:1|SUMMARY:x|DTSTART:00010101T000000", Doubt.NO_DATE, 0),
        ("UID:1|SUMMARY:x|DTSTART:99991231T235900", Doubt.NO_DATE, 0),
        ("UID:1|SUMMARY:x|DTSTART:20260231T100000", Doubt.NO_DATE, 0),
        ("UID:1|SUMMARY:x|DTSTART:bientôt", Doubt.NO_DATE, 0),
        ("UID:1|SUMMARY:x|DTSTART:20261124T140000Z|RRULE:FREQ=SECONDLY|DTEND:20261124T150000Z", None, 1),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(part, doubt, kept):
    found = read(calendar(part, CAFE))
    assert len(found.entries) == kept + 1
    assert found.is_whole
    if doubt:
        assert found.notes.counts[doubt] == 1
        assert all(sentence.endswith((".", "»)")) for sentence in found.notes.sentences())
    assert all(entry.ends_at > entry.begins_at for entry in found.entries)


# Files that are not what they should be


@pytest.mark.parametrize(
    "content", [b"", b"bonjour", b"%PDF-1.4", b"<html>", b"\x00" * 5000, b"{}", b"BEGIN:VCARD"]
)
def test_what_is_no_calendar_is_a_sentence(content):
    with pytest.raises(UnreadableCalendar, match="agenda"):
        read(content)


def test_a_file_that_stops_in_the_middle_is_kept_and_not_believed_whole():
    content = calendar(CAFE, CAFE.replace("cafe@", "the@"))
    found = read(content[: content.rindex(b"DTEND")])
    assert len(found.entries) == 2
    assert not found.is_whole
    assert not read(content.replace(b"END:VCALENDAR", b"")).is_whole


def test_a_meeting_nobody_closed_does_not_swallow_the_next():
    content = calendar(CAFE, CAFE.replace("cafe@", "the@")).replace(b"END:VEVENT\r\n", b"", 1)
    assert [entry.uid for entry in read(content).entries] == ["cafe@canal", "the@canal"]


def test_a_meeting_without_a_name_has_the_same_one_at_each_reading():
    part = "SUMMARY:x|DTSTART:20261124T140000"
    assert one(part).uid == one(part).uid != one(part.replace("24T", "25T")).uid


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 60_000,
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 200_000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"a" * 5_000_000 + b"\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART" + b";a=b" * 300_000 + b":x\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:" + b"\r\n " * 500_000 + b"\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261124T140000\r\nDESCRIPTION:" + b"<" * 900_000 + b"\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261124T140000\r\nRDATE:" + b"20261124T140000," * 90_000 + b"\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261124T140000\r\n" + b"ATTENDEE;CN=x:mailto:a@b\r\n" * 50_000 + b"END:VEVENT",
    ],
    ids=["meetings", "depth", "line", "parameters", "folds", "tags", "dates", "people"],
)  # fmt: skip
def test_a_trap_costs_a_second_at_most(content):
    before = time.process_time()
    found = read(content)
    unrolled(found.entries, WINDOW, found.notes)
    assert time.process_time() - before < 2.5  # a second on a quiet machine


def test_a_hundred_thousand_meetings_are_read_within_bounds():
    many = [
        f"UID:{n}|SUMMARY:x|DTSTART:{2020 if n % 500 else 2027}0105T180000|DTEND:20270105T200000"
        for n in range(100_000)
    ]
    found = read_calendar(calendar(*many), home=PARIS, since_day="20261101")
    assert (len(found.entries), found.notes.counts[Doubt.OUT_OF_TIME]) == (200, 99_800)
    assert found.is_whole
    crowd = read_calendar(calendar(*(part.replace("2020", "2027") for part in many[:20_100])), home=PARIS)
    assert (len(crowd.entries), crowd.is_whole) == (20_000, False)


def test_too_heavy_a_file_is_refused_before_anything():
    with pytest.raises(UnreadableCalendar, match="24"):
        read(b"BEGIN:VCALENDAR" + b" " * 25 * 1024 * 1024)


# Repetitions


def test_a_repetition_follows_its_clock_through_winter():
    found, _read = dates(EVERY_MONDAY + "FREQ=WEEKLY;UNTIL=20270405T160000Z")
    assert found[0] == "2026-11-23 18:00"
    assert found[-1] == "2027-04-05 18:00"
    assert len(found) == 20


def test_dates_left_out_moved_called_off_and_added():
    found, _read = dates(
        EVERY_MONDAY
        + "FREQ=WEEKLY;COUNT=50|EXDATE;VALUE=DATE:20261207|RDATE;TZID=Europe/Paris:20261225T100000",
        "UID:a|SUMMARY:Chorale|RECURRENCE-ID;TZID=Europe/Paris:20261123T180000|DTSTART;TZID=Europe/Paris:20261124T190000|DTEND;TZID=Europe/Paris:20261124T200000",
        "UID:a|SUMMARY:Chorale|RECURRENCE-ID:20261130T170000Z|STATUS:CANCELLED|DTSTART:20261130T170000Z|DTEND:20261130T190000Z",
    )
    assert found == ["2026-11-24 19:00", "2026-11-30 18:00", "2026-12-14 18:00", "2026-12-25 10:00"]


def test_a_moved_date_keeps_the_name_of_the_hour_the_rule_gave_it():
    found = read(
        calendar(
            EVERY_MONDAY + "FREQ=WEEKLY;COUNT=48",
            "UID:a|SUMMARY:Chorale|RECURRENCE-ID;TZID=Europe/Paris:20261123T180000|DTSTART;TZID=Europe/Paris:20261124T190000",
        )
    )
    first = unrolled(found.entries, WINDOW, found.notes)[0]
    assert (first.slot_at, first.begins_at) == (
        datetime(2026, 11, 23, 17, tzinfo=UTC),
        datetime(2026, 11, 24, 18, tzinfo=UTC),
    )


def test_a_change_of_all_that_follows_moves_them_and_names_stay_apart():
    found = read(
        calendar(
            EVERY_MONDAY + "FREQ=WEEKLY",
            "UID:a|SUMMARY:Chorale|RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261130T180000|DTSTART;TZID=Europe/Paris:20261201T190000|DTEND;TZID=Europe/Paris:20261201T200000",
        )
    )
    entries = unrolled(found.entries, WINDOW, found.notes)
    assert [f"{entry.begins_at.astimezone(PARIS):%d %H}" for entry in entries[:3]] == [
        "23 18",
        "01 19",
        "08 19",
    ]
    assert len({entry.slot_at for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ("FREQ=SECONDLY", 1), ("FREQ=MINUTELY;COUNT=1000000000", 1), ("FREQ=DAILY;BYMINUTE=0,1,2", 1),
        ("FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))), 1), ("FREQ=DAILY;COUNT=1000000000", 500),
        ("FREQ=DAILY;BYHOUR=1,2,3,4", 500), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1), ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", 1), ("FREQ=WEEKLY;INTERVAL=0", 1),
        ("FREQ=WEEKLY;BYDAY=99MO", 60), ("FREQ=MONTHLY;BYSETPOS=" + ",".join(["1"] * 400), 1), ("FREQ=", 1), ("WEEKLY", 1),
        ("FREQ=WEEKLY;UNTIL=99991231", 60), ("FREQ=WEEKLY;UNTIL=00010101", 1), ("FREQ=DAILY;INTERVAL=999999999999", 1),
        ("FREQ=YEARLY;BYEASTER=0", 1), ("FREQ=DAILY;" * 3000, 500),
    ],
)  # fmt: skip
def test_no_rule_holds_anybody_up(rule, most):
    before = time.process_time()
    found, _calendar = dates(EVERY_MONDAY + rule, CAFE)
    assert len(found) <= most + 1
    assert "2026-11-24 14:00" in found
    assert time.process_time() - before < 3  # well under one on a quiet machine


def test_sixty_rules_of_a_hundred_years_cost_a_second_together():
    for rule in (
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=50000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO",
    ):
        before = time.process_time()
        dates(
            *(
                f"UID:{n}|SUMMARY:x|DTSTART:19030101T100000|DTEND:19030101T110000|RRULE:{rule}"
                for n in range(60)
            )
        )
        assert time.process_time() - before < 2.5  # a second on a quiet machine


# Real files


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_calendar_of_a_real_bicycle_club_and_two_of_the_state_are_read_whole():
    counts = {}
    for path in sorted(REAL.glob("*/*.ics")):
        found = read(path.read_bytes())
        assert found.is_whole
        assert not found.notes.sentences()
        counts[path.name] = len(found.entries)
    assert sorted(counts.values()) == [12, 121, 143]


# Anything at all


_WORDS = st.sampled_from(
    ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:X", "UID:a", "SUMMARY:é&lt;b",
     "DTSTART:20261124T140000", "DTSTART;VALUE=DATE:20261124", "DTSTART;TZID=X:20261124T140000", "DTEND:20261124T150000Z",
     "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101", "RRULE:FREQ=DAILY;COUNT=3;BYSETPOS=-1", "EXDATE:20261124T140000",
     "RECURRENCE-ID:20261124T140000", "DURATION:P1W", "TZOFFSETTO:+9959", "DTSTART:20261124T140000+99:99", " folded", "\t", ":", ";"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_WORDS, st.text(max_size=40)), max_size=40), st.binary(max_size=60))
def test_anything_at_all_is_read_or_refused(lines, rest):
    content = "\r\n".join(["BEGIN:VCALENDAR", *lines]).encode("utf-8", "surrogatepass") + rest
    try:
        found = read(content)
    except UnreadableCalendar:
        return
    for entry in unrolled(found.entries, WINDOW, found.notes):
        assert entry.ends_at > entry.begins_at
        assert 0 < len(entry.title) <= 120
        assert len(entry.uid) <= 200
    assert all(found.notes.sentences())
