"""Nobody is left alone, whoever says no is mixed all the same, and a silent wish is kept and told to nobody."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.chronicle.jobs import follow_deeds
from parvis.meetings.closing import close
from parvis.meetings.welcoming import welcome_member
from parvis.members.holdings.register import Going
from parvis.mixing import Guests, Rules, compose, traits_of
from parvis.mixing.traits import SILENT
from parvis.tables.arranging import arrange, tie
from parvis.tables.declared import (
    _ORDERED,
    AGE,
    CARE,
    QUARTER,
    TONGUE,
    WEIGHTS,
    _keep_company,
    _tongues,
    declared_by,
)  # fmt: skip
from parvis.tables.guests import table_count
from parvis.tables.holdings import WISHES
from parvis.tables.models import Age, Attribute, SilentWish
from parvis.tables.moving import take_a_seat
from parvis.tables.portraying import portray
from parvis.tables.reading import evening_of
from parvis.tables.wishing import apart_among, pass_on_wishes, wish_apart, wishes_of
from tests.tables.evenings import arrival_of, composed, hold, who
from tests.village import make_member


def say(village, member, **said):
    known = {
        "age": None,
        "quarter": "",
        "trade": "",
        "languages": [],
        "needs_easy_table": False,
        "declined": [],
    }
    portray(member=member, at=village.now, **{**known, **said})


def tables_of(meeting, evening, *members):
    """For each round, the table of each of these people."""
    keys = [arrival_of(meeting, member).pk for member in members]
    return [[who(evening, turn.number)[key] for key in keys] for turn in evening.rounds]


def test_two_elders_among_the_young_sit_together_in_every_round(village):
    meeting, members = hold(village, 24)
    for number, member in enumerate(members):
        say(village, member, age=Age.ELDERS if number < 2 else Age.FORTIES, quarter=f"rue {number % 5}")
    evening = composed(meeting, village)
    assert all(one == other for one, other in tables_of(meeting, evening, *members[:2]))


def test_two_of_a_rare_age_sit_together_also_in_the_middle_of_life(village):
    meeting, members = hold(village, 24)
    for number, member in enumerate(members):
        say(village, member, age=Age.TWENTIES if number < 2 else Age.FIFTIES)
    evening = composed(meeting, village)
    assert all(one == other for one, other in tables_of(meeting, evening, *members[:2]))


def test_who_speaks_another_language_has_company_or_somebody_who_speaks_both(village):
    meeting, members = hold(village, 20)
    for number, member in enumerate(members):
        spoken = [["uk"], ["uk"], ["ta"], ["fr", "ta"]][number] if number < 4 else ["fr"]
        say(village, member, languages=spoken)
    evening = composed(meeting, village)
    for one, two, three, four in tables_of(meeting, evening, *members[:4]):
        assert one == two
        assert three == four


@settings(max_examples=12, deadline=None)
@given(st.integers(8, 36), st.integers(4, 6), st.randoms(use_true_random=False))
def test_whatever_the_evening_nobody_is_alone_of_their_age_or_language(people, seats, dice):
    """Two of the oldest, and two who speak another language, one perhaps both, among common ages: every table
    of three can keep them company, and none of them is alone. Where several rare ages meet in few seats, somebody
    may be: the plan says so."""
    rows, speaks = [[SILENT] * 8 for _ in range(people)], [1] * people
    for number, row in enumerate(rows):
        row[AGE], row[QUARTER] = (Age.FORTIES, Age.FIFTIES, SILENT)[number % 3], dice.randrange(4)
    for row in dice.sample(rows, 2):
        row[AGE] = int(Age.ELDERS)
    for person in dice.sample(range(people), 2):
        speaks[person] = 2
    _keep_company(rows)
    for row, tongue in zip(rows, _tongues(speaks), strict=True):
        row[TONGUE] = tongue
    traits = traits_of(rows, [*WEIGHTS.values(), 0, 0], is_ordered=_ORDERED)
    rules = Rules(care=CARE)  # languages nobody shares at a table are told, tried elsewhere
    tables = table_count(seats, people)
    plan = compose(Guests(people, traits), tables=tables, rounds=3, rules=rules, seed=people, effort="swift")
    assert [one for one in plan.broken if one.kind == "alone"] == []


@pytest.mark.parametrize("number", [4, 11, 16, 47, 62])
def test_several_rare_ages_and_languages_in_few_seats_find_company(number):
    """Evenings where exchanges one by one left somebody alone, though another seating keeps all in company."""
    dice = random.Random(number)
    people, seats = dice.randint(10, 36), dice.randint(4, 6)
    rows, speaks = [[SILENT] * 8 for _ in range(people)], [1] * people
    for index, row in enumerate(rows):
        row[AGE], row[QUARTER] = (Age.FORTIES, Age.FIFTIES, SILENT)[index % 3], dice.randrange(4)
    for age in dice.sample([int(Age.ELDERS), int(Age.TWENTIES), 0], dice.randint(1, 3)):
        for row in dice.sample(rows, dice.randint(2, 4)):
            row[AGE] = age
    for language in (2, 4)[: dice.randint(0, 2)]:
        for person in dice.sample(range(people), dice.randint(2, 3)):
            speaks[person] = language
    _keep_company(rows)
    for row, tongue in zip(rows, _tongues(speaks), strict=True):
        row[TONGUE] = tongue
    guests = Guests(people, traits_of(rows, [*WEIGHTS.values(), 0, 0], is_ordered=_ORDERED))
    tables = table_count(seats, people)
    plan = compose(guests, tables=tables, rounds=3, rules=Rules(care=CARE), seed=number, effort="swift")
    assert plan.broken == []


def test_who_declines_everything_meets_as_many_as_the_others(village):
    meeting, members = hold(village, 24)
    for number, member in enumerate(members):
        said = {"age": number % 6, "quarter": f"rue {number % 5}", "languages": ["fr"]}
        say(village, member, **said, declined=Attribute.values if number == 0 else [])
    declared = declared_by(members, village.now)
    assert set(declared.traits.codes[0].tolist()) == {-1}
    assert declared.speaks[0] == declared.speaks[1], "understood all the same"
    evening = composed(meeting, village)
    mine = arrival_of(meeting, members[0]).pk
    met = {one.key for turn in evening.rounds for table in turn.tables for one in table.people
           if mine in {other.key for other in table.people}} - {mine}  # fmt: skip
    assert len(met) >= 8


def test_a_silent_wish_is_kept_by_everyone_who_seats_and_told_to_nobody(village):
    meeting, members = hold(village, 12)
    wish_apart(member=members[0], other=members[1], at=village.now)
    wish_apart(member=members[2], other=members[3], at=village.now)
    evening = composed(meeting, village)
    for one, two, three, four in tables_of(meeting, evening, *members[:4]):
        assert one != two
        assert three != four
    late = make_member("Tardif Martin", village.now)
    shunned = arrival_of(meeting, members[5])
    wish_apart(member=members[5], other=late, at=village.now)
    arrival = welcome_member(meeting=meeting, member=late, by=village.karim, at=village.now)
    assert take_a_seat(arrival=arrival, by=village.karim, at=village.now) != shunned.table
    assert [turn.unmet for turn in evening_of(meeting).rounds] == [(), (), ()]


def test_a_wish_that_cannot_be_kept_is_not_told_and_beats_the_household(village):
    meeting, members = hold(village, 2)
    wish_apart(member=members[0], other=members[1], at=village.now)
    assert composed(meeting, village, seats=4).now.unmet == ()
    meeting, _more = hold(village, 6, title="Ailleurs")
    for member in (village.odile, village.henri):  # they share a number
        welcome_member(meeting=meeting, member=member, by=village.karim, at=village.now)
    arrange(meeting=meeting, by=village.karim, at=village.now, households="together")
    evening = composed(meeting, village)
    assert all(one == other for one, other in tables_of(meeting, evening, village.odile, village.henri))
    wish_apart(member=village.henri, other=village.odile, at=village.now)
    other, _more = hold(village, 6, title="Plus loin")
    for member in (village.odile, village.henri):
        welcome_member(meeting=other, member=member, by=village.karim, at=village.now)
    arrange(meeting=other, by=village.karim, at=village.now, households="together")
    evening = composed(other, village)
    assert all(one != two for one, two in tables_of(other, evening, village.odile, village.henri))


def test_what_the_animator_asked_and_could_not_have_is_told(village):
    meeting, members = hold(village, 6)
    for one in members[1:5]:
        tie(meeting=meeting, kind="together", one=arrival_of(meeting, members[0]), other=arrival_of(meeting, one),
            by=village.karim, at=village.now)  # fmt: skip
    evening = composed(meeting, village, seats=3)
    assert "ne sont pas à la même table" in evening.now.unmet[0]


def test_those_who_sat_together_last_week_sit_with_others(village):
    first, members = hold(village, 16)
    composed(first, village, rounds=1)
    pairs = {
        frozenset((a.member, b.member))
        for t in evening_of(first).now.tables
        for a in t.people
        for b in t.people
    }
    close(meeting=first, by=village.karim, at=first.ends_at, happened=True)
    follow_deeds(first.ends_at)
    second, _none = hold(village, 0, title="La semaine suivante")
    for member in members:
        welcome_member(meeting=second, member=member, by=village.karim, at=village.now + timedelta(minutes=1))
    composed(second, village, rounds=1)
    again = {
        frozenset((a.member, b.member))
        for t in evening_of(second).now.tables
        for a in t.people
        for b in t.people
    }
    assert not {pair for pair in pairs & again if len(pair) == 2}


def test_a_wish_goes_with_either_of_the_two_and_its_author_alone_exports_it(village, client_of):
    wish_apart(member=village.lea, other=village.paul, at=village.now)
    assert [row["name"] for row in WISHES.export(village.lea)] == [village.paul.name]
    assert list(WISHES.export(village.paul)) == []
    assert WISHES.export_to is None
    assert apart_among([village.lea.pk, village.paul.pk]) == {
        tuple(sorted((village.lea.pk, village.paul.pk)))
    }
    page = client_of(village.monique).get(reverse("desk:person", args=[village.lea.pk])).content.decode()
    assert "Pas avec" not in page
    WISHES.erase(Going(village.paul, village.now))
    assert not SilentWish.objects.exists()
    assert wish_apart(member=village.lea, other=village.lea, at=village.now) is False
    assert wishes_of(village.lea) == []


def test_wishes_follow_when_two_records_become_one(village):
    wish_apart(member=village.lea, other=village.paul, at=village.now)
    wish_apart(member=village.henri, other=village.lea, at=village.now)
    wish_apart(member=village.lea, other=village.odile, at=village.now)
    pass_on_wishes(kept=village.odile.pk, other=village.lea.pk)
    people = [village.odile.pk, village.lea.pk, village.paul.pk, village.henri.pk]
    pairs = {tuple(sorted((village.odile.pk, one.pk))) for one in (village.paul, village.henri)}
    assert apart_among(people) == pairs
