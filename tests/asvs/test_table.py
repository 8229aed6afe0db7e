"""The table of ASVS says what is true today: complete, in step, and each proof exists."""

import re
from collections import Counter

from tests.asvs.table import ABOVE, PAGE, ROOT, STATES, numbers, page, places_and_marks, requirements


def test_every_requirement_of_levels_1_and_2_is_judged_once():
    judged = Counter(row.number for row in requirements())
    assert set(judged) == numbers()
    assert set(judged.values()) == {1}
    assert Counter(row.level for row in requirements()) == {1: 70, 2: 183}


def test_what_is_met_is_proved_and_what_is_not_is_explained():
    for row in requirements():
        assert row.state in STATES, row.number
        assert row.words, row.number
        if row.state == "oui":
            assert row.tests or row.paths, f"{row.number} is met by nothing"
        else:
            assert row.remark, f"{row.number} does not say why"


def test_every_proof_exists():
    places, _marks = places_and_marks()
    for row in requirements():
        assert not [name for name in row.tests if name not in places], row.number
        assert not [path for path in row.paths if not (ROOT / path).exists()], row.number


def test_no_mark_names_an_unknown_requirement():
    assert set(places_and_marks()[1]) - numbers() - set(ABOVE.split()) == set()


def test_the_page_is_in_step():
    """Run bin/asvs after changing the file or a mark."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_threat_model_names_tests_that_exist():
    places, _marks = places_and_marks()
    text = (ROOT / "docs" / "comprendre" / "menaces.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    assert len(named) > 15
    assert not named - set(places)
