"""What a telephone takes along of the tables, and what it brings back: nothing private, nothing lost or twice."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.meetings.forms.taps import Sent, read_taps
from parvis.meetings.gathering import gather
from parvis.meetings.models import Tap
from parvis.meetings.telephones import pass_of, the_room
from parvis.meetings.welcoming import place
from parvis.tables.carrying import carried
from parvis.tables.changes import last_change, undo
from parvis.tables.models import Change, Composition, Departure, Portrait
from parvis.tables.moving import leave, take_a_seat
from parvis.tables.reading import evening_of
from parvis.tables.wishing import wish_apart
from tests.tables.evenings import composed, hold, who
from tests.village import make_meeting, make_member, seat


@pytest.fixture
def tonight(village):
    """Eight people are expected; nobody has come yet."""
    meeting = make_meeting("Souper", village.now - timedelta(minutes=10), host=village.karim)
    rows = [
        seat(make_member(f"Nora {'ABCDEFGH'[n]}ubois", village.now), meeting, village.now) for n in range(8)
    ]
    return meeting, rows


def tap(meeting, name, kind, minute, **said):
    return Sent(f"geste-{name}", kind, meeting.begins_at + timedelta(minutes=minute), **said)


def an_evening(meeting, rows, who_="k"):
    """Eight come, sit at two tables, and move: what one telephone kept."""
    taps = [tap(meeting, f"{who_}{n}", "here", n, registration=row.pk) for n, row in enumerate(rows)]
    for number, minute in ((1, 10), (2, 30)):
        taps.append(tap(meeting, f"{who_}r{number}", "round", minute, table=str(number)))
        for n in range(8):
            table = str(1 + (n % 2 if number == 1 else n // 4))
            said = {"about": f"geste-{who_}{n}", "table": table}
            taps.append(tap(meeting, f"{who_}t{number}{n}", "table", minute + 1, **said))
    return taps


def leaves(meeting, minute, number, who_="k", **said):
    """Whoever came as `number` goes before the end."""
    return tap(meeting, f"{who_}l{number}", "left", minute, about=f"geste-{who_}{number}", **said)


def send(meeting, taps, village, by="karim"):
    return gather(meeting=meeting, taps=taps, by=getattr(village, by), at=village.now + timedelta(hours=2))


def seated(meeting):
    """Round → table → names."""
    return {
        turn.number: {table.name: sorted(one.name for one in table.people) for table in turn.tables}
        for turn in evening_of(meeting).rounds
    }


def arrival_of_row(meeting, row):
    return meeting.arrivals.get(registration=row)


def everyone(meeting):
    return sorted(name for names in seated(meeting)[2].values() for name in names)


def test_two_rounds_made_without_network_are_here_afterwards(village, tonight):
    meeting, rows = tonight
    send(meeting, an_evening(meeting, rows), village)
    evening = evening_of(meeting)
    assert (evening.present, evening.here, evening.unseated) == (2, 8, ())
    assert seated(meeting) == {
        1: {
            "1": ["Nora A.", "Nora C.", "Nora E.", "Nora G."],
            "2": ["Nora B.", "Nora D.", "Nora F.", "Nora H."],
        },
        2: {
            "1": ["Nora A.", "Nora B.", "Nora C.", "Nora D."],
            "2": ["Nora E.", "Nora F.", "Nora G.", "Nora H."],
        },
    }
    assert meeting.composition.rounds.get(number=1).shown_at == meeting.begins_at + timedelta(minutes=10)
    assert Change.objects.get().by == village.karim
    before = seated(meeting)
    send(meeting, an_evening(meeting, rows), village)
    assert seated(meeting) == before, "sent twice, it counts once"
    assert Change.objects.count() == 1


def test_who_left_without_network_has_left_here_and_is_back_when_it_is_taken_back(village, tonight):
    meeting, rows = tonight
    taps = an_evening(meeting, rows)
    first = [one for one in taps if one.at < meeting.begins_at + timedelta(minutes=30)]
    send(meeting, first, village)
    send(meeting, [leaves(meeting, 20, 3)], village)
    left = Departure.objects.get()
    assert (left.arrival.registration, left.round_number, left.table) == (rows[3], 1, "2")
    assert left.at == meeting.begins_at + timedelta(minutes=20)
    assert Change.objects.latest("pk").kind == "left"
    assert "Nora D." not in {name for names in seated(meeting)[1].values() for name in names}
    assert evening_of(meeting).unseated == ()
    send(meeting, taps, village)  # this telephone went on to round two, and sat them there unknowingly
    assert Departure.objects.count() == 1
    assert "Nora D." not in everyone(meeting)
    room = the_room(meeting, village.karim, village.now)["rows"]
    assert [row["name"][:6] for row in room if row["left"]] == ["Nora D"]
    back = tap(meeting, "back", "undo", 50, about=leaves(meeting, 20, 3).key)
    send(meeting, [back], village)
    assert not Departure.objects.exists()
    assert "Nora D." in everyone(meeting)


def test_leaving_on_line_and_without_network_are_one_departure(village, tonight):
    meeting, rows = tonight
    send(meeting, an_evening(meeting, rows), village)
    arrival = meeting.arrivals.get(registration=rows[0])
    leave(arrival=arrival, by=village.karim, at=village.now + timedelta(minutes=40))
    send(meeting, [leaves(meeting, 41, 0), leaves(meeting, 5, 99)], village, by="monique")
    assert Departure.objects.get().by == village.karim
    assert arrival_of_row(meeting, rows[0]).table == ""
    take_a_seat(arrival=arrival, by=village.karim, at=village.now + timedelta(minutes=45))
    assert not Departure.objects.exists()
    assert arrival_of_row(meeting, rows[0]).table
    send(meeting, [leaves(meeting, 41, 0)], village, by="monique")  # sent again, it says nothing new
    assert not Departure.objects.exists()
    place(arrival=arrival, table="2", by=village.karim, at=village.now + timedelta(minutes=50))
    undo_to = last_change(meeting)
    undo(meeting=meeting, number=undo_to.pk, by=village.karim, at=village.now + timedelta(minutes=51))
    assert "Nora A." in everyone(meeting) or evening_of(meeting).unseated


def test_somebody_who_left_before_any_table_is_seated_at_none(village, tonight):
    meeting, rows = tonight
    taps = [one for one in an_evening(meeting, rows) if one.kind == "here"]
    send(meeting, [*taps, leaves(meeting, 9, 2)], village)
    assert (Departure.objects.get().round_number, Composition.objects.count()) == (0, 0)
    assert len(who(composed(meeting, village), 1)) == 7


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cut=st.integers(0, 27), again=st.lists(st.integers(0, 26), max_size=6))
def test_in_whatever_pieces_it_comes_the_evening_is_the_same(village, tonight, cut, again):
    meeting, rows = tonight
    for model in (Tap, Composition):
        model.objects.filter(meeting=meeting).delete()
    meeting.arrivals.all().delete()
    taps = an_evening(meeting, rows)
    taps.insert(-8, leaves(meeting, 25, 7))
    for piece in (taps[:cut], taps[cut:], [taps[number] for number in again]):
        send(meeting, piece, village)
    assert evening_of(meeting).present == 2
    assert everyone(meeting) == [f"Nora {letter}." for letter in "ABCDEFG"]
    assert Departure.objects.get().table == "2"


def test_two_telephones_composed_without_knowing_of_each_other(village, tonight):
    meeting, rows = tonight
    send(meeting, an_evening(meeting, rows), village)
    send(meeting, an_evening(meeting, rows, "m"), village, by="monique")
    assert meeting.arrivals.count() == 8
    assert evening_of(meeting).present == 2
    assert everyone(meeting) == [f"Nora {letter}." for letter in "ABCDEFGH"]


def test_a_telephone_that_comes_back_late_does_not_turn_the_evening_back(village):
    meeting, _members = hold(village, 12)
    composed(meeting, village)
    before = who(evening_of(meeting), 1)
    send(meeting, [tap(meeting, "late", "round", 5, table="1")], village)
    evening = evening_of(meeting)
    assert (evening.present, who(evening, 1)) == (1, before)


def test_a_telephone_back_late_corrects_a_round_that_is_over(village, tonight):
    meeting, rows = tonight
    send(meeting, an_evening(meeting, rows), village)
    here = [one for one in an_evening(meeting, rows, "m") if one.kind == "here"]
    moved = tap(meeting, "m-moved", "table", 20, about="geste-m0", table="2")
    late = tap(meeting, "m-late", "table", 29, about="geste-m4", table="jardin")
    before = seated(meeting)[2]
    assert set(send(meeting, [*here, moved, late], village, by="monique").values()) == {""}
    assert seated(meeting)[1] == {
        "1": ["Nora C.", "Nora G."],
        "2": ["Nora A.", "Nora B.", "Nora D.", "Nora F.", "Nora H."],
        "jardin": ["Nora E."],
    }
    assert seated(meeting)[2] == before, "nobody of the present round moves"
    change = last_change(meeting)
    assert (change.kind, change.round_number, change.by) == ("moved", 1, village.monique)
    version = evening_of(meeting).version
    send(meeting, [moved], village, by="monique")
    assert evening_of(meeting).version == version, "said once"


def test_a_round_only_one_telephone_went_to_is_told_and_changes_no_round_that_is_over(village, tonight):
    meeting, rows = tonight
    send(meeting, an_evening(meeting, rows), village)
    before = seated(meeting)[1]
    later = timedelta(minutes=2)
    theirs = [replace(one, at=one.at + later) for one in an_evening(meeting, rows, "m")]
    for number, one in enumerate(theirs):
        if one.kind == "table" and one.at < meeting.begins_at + timedelta(minutes=15):
            theirs[number] = replace(one, table="jardin")
    answers = send(meeting, theirs, village, by="monique")
    said = {key: words for key, words in answers.items() if words}
    assert set(said) == {"geste-mr1", "geste-mr2"}
    assert "La soirée en était déjà au tour 2" in said["geste-mr1"]
    assert seated(meeting)[1] == before
    assert set(send(meeting, theirs, village, by="monique").values()) == {""}, "told once"


def test_what_is_taken_along_says_nothing_of_anybody(village, client_of):
    meeting, members = hold(village, 24)
    Portrait.objects.create(member=members[0], age=4, quarter="le Port", trade="land", changed_at=village.now)
    without = carried(meeting, village.now)
    wish_apart(member=members[0], other=members[1], at=village.now)
    taken = client_of(village.karim).get(f"/rencontres/{meeting.pk}/salle/en-plus.json").json()["tables"]
    said = json.dumps(taken)
    assert not [word for word in ("Port", "land", "Anna", "Martin") if word in said]
    pair = [0, 1]
    assert pair in taken["plan"]["apart"]
    by_chance = without["plan"]["apart"]
    assert 8 <= len(by_chance) <= 48, "a wish stands among others"
    assert [one for one in taken["plan"]["apart"] if one != pair] == [one for one in by_chance if one != pair]
    assert carried(meeting, village.now) == taken, "looking twice tells nothing"
    assert len(taken["persons"]) == 24


def test_what_is_taken_along_is_light_and_remembered(village, client_of, django_assert_max_num_queries):
    meeting, _members = hold(village, 60)
    composed(meeting, village)
    karim = client_of(village.karim)
    path = f"/rencontres/{meeting.pk}/salle/en-plus.json"
    with django_assert_max_num_queries(20):
        answer = karim.get(path)
    assert len(answer.content) < 40_000
    with django_assert_max_num_queries(8):
        assert karim.get(path).json()["tables"] == answer.json()["tables"]


@pytest.mark.parametrize("table", ["", "0", "999", "-1", "deux", "1 OR 1=1"])
def test_a_round_nobody_can_read_is_refused(village, table):
    body = {
        "owner": pass_of(village.karim),
        "taps": [{"key": "geste-12345", "kind": "round", "at": 1, "table": table}],
    }
    assert read_taps(json.dumps(body).encode(), pass_of(village.karim)) == ([], ["geste-12345"])
