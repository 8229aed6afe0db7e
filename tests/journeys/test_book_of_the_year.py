"""The book of the year on paper: a whole cover, then what was lived, on A4 sheets."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.wiki.models import Sentence, Story
from tests.village import make_meeting

pytestmark = pytest.mark.browser
A4 = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+59[456][.\d]*\s+84[123][.\d]*\s*\]")


def test_the_book_is_printed_on_a4_with_a_cover_of_its_own(lived_in, open_browser):
    lived_at = lived_in.now - timedelta(days=30)
    make_meeting("Café du mardi", lived_at, place=lived_in.kiosk)
    story = Story.objects.create(
        title="La fête", happened_on=lived_at.date(), begun_at=lived_at, published_at=lived_in.now
    )
    Sentence.objects.create(story=story, signed="Odile", words="On a ri.", said_at=lived_in.now)
    tab = open_browser().new_page()
    tab.goto(reverse("portal:year", args=[2026]))
    paper = tab.pdf(prefer_css_page_size=True, format="A4")
    # Cover, figures, the story with the months and the last words.
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 3
    assert A4.search(paper)
