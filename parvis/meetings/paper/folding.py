"""Which page lies beside which, so that sheets printed on both sides fold into a booklet."""

IN_ONE_SHEET = 4


def filled(pages: int) -> int:
    """How many pages the booklet has, blank ones included: always four to a sheet."""
    return -(-pages // IN_ONE_SHEET) * IN_ONE_SHEET


def sides(pages: int) -> list[tuple[int, int]]:
    """The (left, right) page numbers of each printed side, front then back of each sheet.

    Turned over its short edge and folded, the sheet reads 1, 2, 3… ValueError unless pages are in fours.
    """
    if pages < IN_ONE_SHEET or pages % IN_ONE_SHEET:
        raise ValueError("a folded sheet has four pages")
    return [
        side
        for first in range(1, pages // 2, 2)
        for side in [(pages + 1 - first, first), (first + 1, pages - first)]
    ]
