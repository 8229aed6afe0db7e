"""A word of two hundred letters breaks no page of a narrow telephone."""

import pytest

from tests.attacks.furnishing import furnish
from tests.attacks.test_inert_everywhere import write_everywhere

pytestmark = pytest.mark.browser
PAGES = ["/", "/rencontres/", "/rencontres/{cafe}/", "/rencontres/{cafe}/organiser/", "/rencontres/{cafe}/salle/",
         "/rencontres/{cafe}/modifier/", "/histoires/", "/histoires/1/", "/cercles/", "/qui-est-qui/", "/mon-espace/",
         "/mon-espace/journal/", "/coulisses/", "/coulisses/roles/", "/permanence/", "/charte/"]  # fmt: skip
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_word_of_two_hundred_letters_makes_no_page_wider(lived_in, open_browser):
    fatou = furnish(lived_in)
    write_everywhere("x" * 200)
    tab = open_browser(fatou, width=320, java_script_enabled=True).new_page()
    wide = []
    for path in PAGES:
        tab.goto(path.format(cafe=lived_in.cafe.pk))  # with its style sheet
        if (more := tab.evaluate(WIDER)) > 0:
            wide.append(f"{path}: {more} px too wide")
    assert not wide
