"""Codes on paper: typed back as people type, and never taken for another."""

from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from parvis.kit.paper_codes import MOST_SIGNS, SIGNS, PaperCode, read_code, to_the_minute

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NUMBERS = st.integers(0, 2**40)


def read(typed):
    return read_code(typed, kinds="PC", dated="P", now=NOW)


@given(NUMBERS, st.integers(0, 500_000))
def test_what_is_printed_is_read_again(number, ago):
    printed_at = to_the_minute(NOW - timedelta(minutes=ago))
    dated, plain = PaperCode("P", number, printed_at), PaperCode("C", number)
    assert read(str(dated)) == dated
    assert read(str(plain).lower().replace("-", " ")) == plain


@given(NUMBERS, st.integers(0, MOST_SIGNS), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_caught(number, place, sign):
    whole = str(PaperCode("C", number)).replace("-", "")
    place %= len(whole)
    assume(whole[place] != sign)
    assert read(whole[:place] + sign + whole[place + 1 :]) is None


@given(NUMBERS, st.integers(0, MOST_SIGNS))
def test_two_signs_swapped_are_caught(number, place):
    whole = str(PaperCode("C", number)).replace("-", "")
    place %= len(whole) - 1
    assume(whole[place] != whole[place + 1])
    assert read(whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]) is None


@given(st.text(max_size=200))
def test_anything_else_is_no_code(typed):
    assert read(typed) is None or read(str(read(typed))) == read(typed)


def test_a_sheet_of_a_village_has_a_short_code():
    assert len(str(PaperCode("P", 900, NOW)).replace("-", "")) == 8
