"""One person written down twice is united: every kind of thing kept about people has its answer."""

from parvis.desk.uniting.passing_on import PASSES, STAYS_BEHIND
from parvis.members.holdings.register import holdings


def test_every_kind_of_thing_kept_about_people_passes_or_stays_behind_for_a_reason():
    known = {holding.name for holding in holdings()}
    told = set(PASSES) | set(STAYS_BEHIND)
    assert known == told, f"say in desk/uniting/passing_on.py what becomes of: {known ^ told}"
    assert not set(PASSES) & set(STAYS_BEHIND)
