"""Pure things: which page lies beside which, what fits where, who companions are."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.meetings.paper import folding, measuring
from parvis.meetings.paper.people import companions

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=120)


def test_a_folded_sheet_reads_in_order():
    assert folding.sides(4) == [(4, 1), (2, 3)]
    assert folding.sides(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]


@given(st.integers(1, 60).map(lambda sheets: sheets * 4))
def test_whatever_the_number_of_sheets_leafing_through_counts_up(pages):
    """Nested sheets, fronts and backs: going through the pile then back gives 1, 2, 3…"""
    sides = folding.sides(pages)
    fronts, backs = sides[0::2], sides[1::2]
    going = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    returning = [
        page
        for front, back in reversed(list(zip(fronts, backs, strict=True)))
        for page in (back[1], front[0])
    ]
    assert going + returning == list(range(1, pages + 1))


@given(st.lists(st.integers(1, 4)), st.integers(4, 18))
def test_no_row_is_lost_and_no_page_too_full(rows, room):
    cut = measuring.pages(rows, room, float)
    assert [row for page in cut for row in page] == rows
    assert all(sum(page) <= room for page in cut)
    assert len(cut) == 1 or all(cut)


@given(WORDS)
def test_words_that_may_be_cut_stay_the_same_words(words):
    cut = measuring.breakable(words)
    assert cut.replace(measuring.MAY_BREAK, "") == words.replace(measuring.MAY_BREAK, "")
    assert measuring.lines(words, 10) >= 1


@given(WORDS, st.integers(0, 9))
def test_each_companion_is_one_person_on_paper(said, how_many):
    assert len(companions(said, how_many)) == how_many


def test_companions_are_read_as_people_write_them():
    assert companions("Henri, Léa et Tom", 3) == ["Henri", "Léa", "Tom"]
    assert companions("Henri", 2) == ["Henri", ""]
    assert companions("mes parents, Léa et Tom", 2) == ["mes parents", "Léa, Tom"]
