"""What the community reads of its gifts tells of no few people, whatever one looks at beside it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.aid.flows.counting import Given, figures_of
from parvis.aid.flows.hiding import FEWEST, TOGETHER, Cell, share, shown
from parvis.aid.flows.seasons import between, season_of

PEOPLE = st.integers(1, 12)
KINDS = st.sampled_from(["jardin", "trajets", "cuisine", "ecrans", ""])
PLACES = st.sampled_from(["Kiosque", "Salle des fêtes", ""])
GIFTS = st.lists(
    st.builds(
        Given, giver=st.none() | PEOPLE, receiver=st.none() | PEOPLE, category=KINDS, place=PLACES,
        minutes=st.none() | st.integers(1, 600),
    ),
    max_size=60,
)  # fmt: skip


def behind(gifts: list[Given]) -> set[int]:
    return {one for gift in gifts for one in gift.people}


@given(GIFTS)
def test_no_figure_tells_of_a_few(gifts: list[Given]):
    told = figures_of(gifts)
    if not told:
        assert len(gifts) < FEWEST or len(behind(gifts)) < FEWEST
        return
    for column in ("kinds", "places"):
        cells = told[column]
        assert sum(count for _key, count in cells) == told["gifts"]
        named = {key for key, _count in cells if key != TOGETHER}
        attribute = "category" if column == "kinds" else "place"
        rest = [one for one in gifts if (getattr(one, attribute) or "-") not in named]
        groups = [[one for one in gifts if (getattr(one, attribute) or "-") == key] for key in named]
        for group in [*groups, *([rest] if rest else [])]:
            assert len(group) >= FEWEST
            assert len(behind(group)) >= FEWEST


@given(GIFTS, st.integers(0, 3))
def test_what_is_told_of_all_minus_what_is_told_of_parts_is_never_a_few(gifts: list[Given], leave: int):
    """The total less any cells one reads: nothing, or five at least. So hidden cells cannot be worked out."""
    told = figures_of(gifts)
    for column in ("kinds", "places"):
        counts = [count for _key, count in told.get(column, [])]
        left = told.get("gifts", 0) - sum(counts[: max(len(counts) - leave, 0)])
        assert left == 0 or left >= FEWEST


@given(GIFTS)
def test_helpers_also_helped_are_told_when_neither_they_nor_the_others_are_few(gifts: list[Given]):
    helped = figures_of(gifts).get("helped")
    givers = {one.giver for one in gifts if one.giver is not None}
    got = {one.receiver for one in gifts if one.receiver is not None}
    if helped is not None:
        assert helped == (len(givers & got), len(givers))
        assert helped[0] >= FEWEST
        assert helped[1] - helped[0] >= FEWEST


@given(st.lists(st.tuples(st.integers(1, 9), st.frozensets(PEOPLE, max_size=9)), max_size=8))
def test_small_cells_go_together_and_take_another_along(cells):
    known = [Cell(str(number), count, people) for number, (count, people) in enumerate(cells)]
    told = shown(known)
    assert all(count >= FEWEST for _key, count in told)
    assert not told or sum(count for _key, count in told) == sum(cell.count for cell in known)


def test_hours_need_five_givers_none_of_whom_gave_half():
    def of(minutes: list[int]) -> object:
        gifts = [Given(number, 100 + number, "jardin", "", time) for number, time in enumerate(minutes)]
        return figures_of([*gifts, *(Given(n, 200 + n) for n in range(6))])["hours"]

    assert of([60, 60, 60, 60]) is None
    assert of([600, 60, 60, 60, 60]) is None
    assert of([60, 60, 60, 60, 90]) == 6  # 5 h 30, told as whole hours


def test_a_share_of_a_few_is_not_told():
    assert share(4, 20) is None
    assert share(16, 20) is None
    assert share(12, 20) == (12, 20)


def test_seasons_follow_one_another_and_never_overlap():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(800)]
    for day in days:
        season = season_of(day)
        assert season.since_on <= day < season.until_on
    passed = between(date(2026, 2, 10), date(2027, 1, 20))
    assert [one.since_on.month for one in passed] == [1, 4, 7, 10]
    assert between(date(2026, 11, 24), date(2026, 12, 31)) == []
