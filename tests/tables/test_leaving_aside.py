"""What was asked for cannot all hold: the fewest things to leave aside are shown, and one tap leaves one aside."""

import re
from itertools import combinations, product

from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.meetings.welcoming import welcome, welcome_member
from parvis.tables.arranging import arrange, tie
from parvis.tables.fitting import Asked, Hall, fits, least_aside
from parvis.tables.models import Arrangement, Change
from parvis.tables.portraying import portray
from parvis.tables.reading import evening_of
from parvis.tables.wishing import wish_apart
from tests.tables.evenings import arrival_of, composed, hold, of, who
from tests.village import make_member, seat

PEOPLE = 6


def can_hold(hall, asked):
    """Every way to seat them, one after the other."""
    people = sorted(hall.people)
    sizes = [hall.largest] * hall.large + [hall.largest - 1] * (hall.tables - hall.large)
    for way in product(range(hall.tables), repeat=len(people)):
        at = dict(zip(people, way, strict=True))
        if sorted(map(way.count, range(hall.tables)), reverse=True) == sizes and all(
            holds(one, at, hall) for one in [*asked, *(Asked("together", 0, block) for block in hall.blocks)]
        ):
            return True
    return False


def holds(one, at, hall):
    if one.what == "easy":
        return all(at[person] < hall.easy for person in hall.needing)
    tables = [at[person] for person in one.people]
    return len(set(tables)) == (len(tables) if one.is_apart else 1)


some_people = st.lists(st.integers(0, PEOPLE - 1), min_size=2, max_size=3, unique=True).map(tuple)
rule = st.builds(
    lambda people, is_apart, number: Asked("apart" if is_apart else "together", number, people, is_apart),
    some_people, st.booleans(), st.integers(1, 10**6),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(rule, max_size=5, unique_by=lambda one: (one.people, one.is_apart)),
    st.integers(2, 3), st.booleans(), st.lists(some_people, max_size=1),
)  # fmt: skip
def test_what_is_left_aside_is_the_least_that_makes_the_rest_hold(rules, tables, has_needs, blocks):
    needing = frozenset({0, 1, 2} if has_needs else ())
    hall = Hall(frozenset(range(PEOPLE)), tables, 1, needing, tuple(blocks))
    asked = ([Asked("easy", 0, (0, 1, 2))] if has_needs else []) + rules
    assert fits(hall, asked) == can_hold(hall, asked)
    aside = least_aside(hall, asked)
    if aside is None:
        assert not can_hold(hall, [])
        return
    assert can_hold(hall, [one for one in asked if one not in aside.least])
    for some in combinations(asked, max(len(aside.least) - 1, 0)):
        assert not aside.least or not can_hold(hall, [one for one in asked if one not in some])
    assert not set(aside.others) & set(aside.least)


def tap(client, meeting, number):
    """The button of that number, as the page gives it."""
    page = client.get(reverse("tables:evening", args=[meeting.pk])).content.decode()
    version = re.search(r'name="version" value="(\d+)"><button[^>]+name="number"', page)[1]
    where = reverse("tables:leaving_aside", args=[meeting.pk])
    return client.post(where, {"number": number, "version": version}, follow=True)


def asked(meeting, members, village, *ties):
    for kind, one, other in ties:
        tie(
            meeting=meeting, kind=kind, one=arrival_of(meeting, members[one]),
            other=arrival_of(meeting, members[other]), by=village.karim, at=village.now,
        )  # fmt: skip


def test_three_things_that_contradict_one_another_and_one_tap(village, client_of):
    meeting, members = hold(village, 8)
    asked(meeting, members, village, ("together", 0, 1), ("together", 1, 2), ("apart", 0, 2), ("apart", 4, 5))
    composed(meeting, village)
    much = evening_of(meeting).too_much
    assert [one.words for one in much.least] == ["Anna et Chloé\xa0: pas à la même table."]
    assert len(much.others) == 2
    karim = client_of(village.karim)
    answer = tap(karim, meeting, 1)
    page = answer.content.decode()
    assert "C’est laissé de côté pour ce soir" in page
    assert "Tout ne peut pas tenir" not in page
    assert sorted(Arrangement.objects.values_list("kind", flat=True)) == ["apart", "together", "together"]
    evening = evening_of(meeting)
    assert (evening.too_much, [turn.unmet for turn in evening.rounds]) == (None, [(), (), ()])
    for number in (1, 2, 3):
        keys = [arrival_of(meeting, members[n]).pk for n in (0, 1, 2)]
        assert len({who(evening, number)[key] for key in keys}) == 1


def test_a_couple_that_is_one_too_many_is_left_aside_and_another_household_stays(village, client_of):
    meeting, members = hold(village, 2)
    for member in (village.odile, village.henri):  # they share a number
        welcome_member(meeting=meeting, member=member, by=village.karim, at=village.now)
    arrange(meeting=meeting, by=village.karim, at=village.now, households="together")
    tie(
        meeting=meeting, kind="together", one=arrival_of(meeting, village.odile),
        other=arrival_of(meeting, members[0]), by=village.karim, at=village.now,
    )  # fmt: skip
    composed(meeting, village, seats=2)
    much = evening_of(meeting).too_much
    assert next(one.words for one in (*much.least, *much.others)).endswith("d’un même foyer\xa0: ensemble.")
    tap(client_of(village.karim), meeting, 1)
    assert Arrangement.objects.filter(kind="free").count() == 1
    assert evening_of(meeting).too_much is None
    assert of(meeting).households == "together"


def test_more_people_in_need_than_easy_seats_and_a_party_larger_than_a_table(village, client_of):
    meeting, members = hold(village, 8)
    for member in members[:5]:
        portray(
            member=member, at=village.now, age=None, quarter="", trade="", languages=[],
            needs_easy_table=True, declined=[],
        )  # fmt: skip
    arrange(meeting=meeting, by=village.karim, at=village.now, easy_tables=1)
    composed(meeting, village)
    assert evening_of(meeting).too_much.least[0].button == "Une table facile d’accès de plus"
    karim = client_of(village.karim)
    tap(karim, meeting, 1)
    assert (of(meeting).easy_tables, evening_of(meeting).too_much) == (2, None)
    other, _members = hold(village, 6, title="Ailleurs")
    rosa = seat(make_member("Rosa Duval", village.now), other, village.now, party=6)
    welcome(registration=rosa, by=village.karim, at=village.now)
    composed(other, village)
    assert evening_of(other).too_much.larger == 6
    page = tap(karim, other, 0).content.decode()
    assert "Tout ne peut pas tenir" not in page
    assert [table.size for table in evening_of(other).now.tables] == [6, 6]


def test_an_old_page_and_invented_numbers_leave_nothing_aside(village, client_of):
    meeting, members = hold(village, 8)
    asked(meeting, members, village, ("together", 0, 1), ("together", 1, 2), ("apart", 0, 2))
    composed(meeting, village)
    karim, where = client_of(village.karim), reverse("tables:leaving_aside", args=[meeting.pk])
    version = of(meeting).version
    for number, seen in (("1", version - 1), ("99", version - 1), ("-1", version), ("x", version), ("1", "")):
        assert karim.post(where, {"number": number, "version": seen}).status_code == 302
    assert Arrangement.objects.count() == 3
    assert Change.objects.count() == 1
    refused = client_of(village.lea).post(where, {"number": "1", "version": version})
    assert refused.status_code == 409
    karim.post(where, {"number": "99", "version": version})
    assert Arrangement.objects.count() == 3


def test_what_is_said_again_is_looked_at_again_and_a_silent_wish_is_never_named(village):
    meeting, members = hold(village, 8)
    wish_apart(member=members[0], other=members[1], at=village.now)
    asked(meeting, members, village, ("together", 2, 3))
    composed(meeting, village)
    assert evening_of(meeting).too_much is None
    asked(meeting, members, village, ("apart", 2, 3))
    assert of(meeting).too_much == {}
