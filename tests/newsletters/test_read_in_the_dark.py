"""The letter is read by day, and in mail programs that turn every colour over at night."""

import re
from html.parser import HTMLParser

import pytest

from parvis.community.oklch import contrast, from_oklch, to_oklch
from parvis.courier.composing import compose
from parvis.courier.models import Dispatch
from parvis.newsletters.leaving import leave, write_out
from tests.newsletters.writing import letter_of

AAA, AA, LARGE = 7.0, 4.5, 3.0  # LARGE: the bold words of a button
PAPERS = ("#ffffff", "#fdfaf5")
_COLOUR = re.compile(r"(?:^|;)\s*(color|background)\s*:\s*(#[0-9a-f]{6})", re.IGNORECASE)
_ALONE = {"meta", "br", "img", "hr", "link"}


class Painted(HTMLParser):
    """Each word with its colour and the ground it stands on, as a program without style sheets shows it."""

    def __init__(self):
        super().__init__()
        self.stack, self.words = [("", "")], []

    def handle_starttag(self, tag, attrs):
        said = dict(_COLOUR.findall(dict(attrs).get("style") or ""))
        colour, ground = self.stack[-1]
        if tag not in _ALONE:
            self.stack.append((said.get("color", colour), said.get("background", ground)))

    def handle_endtag(self, tag):
        self.stack.pop()

    def handle_data(self, data):
        if data.strip() and len(self.stack) > 3:  # below html, head or body
            self.words.append((data.strip(), *self.stack[-1]))


def turned_over(colour):
    """As Gmail, Outlook and Apple Mail do it: light becomes dark, the hue stays."""
    lightness, chroma, hue = to_oklch(colour)
    return from_oklch(1 - lightness + 0.1 * lightness, chroma, hue)


@pytest.mark.parametrize("colour", ["#1b7f5c", "#ffd400", "#000000", "#ffffff", "#d02020"])
def test_each_word_stands_out_by_day_and_by_night(village, now, colour):
    village.community.colour = colour
    village.community.save()
    letter = leave(letter=letter_of(village, now, shown_to="all"), by=village.karim, at=now)
    write_out(now)
    row = Dispatch.objects.about(letter).filter(channel="mail").first()
    page = compose(row, now).get_body(("html",)).get_content()
    assert "<style" not in page
    assert 'name="color-scheme"' in page
    assert 'name="supported-color-schemes"' in page
    painted = Painted()
    painted.feed(page[page.index("<body") :].replace("<body", "<html><body", 1))
    assert len(painted.words) > 8
    for words, ink, ground in painted.words:
        assert ink, f"no colour of its own: {words}"
        assert ground, f"no ground of its own: {words}"
        assert contrast(ink, ground) >= AAA, (words, ink, ground)
        least = AA if ground in PAPERS else LARGE
        assert contrast(turned_over(ink), turned_over(ground)) >= least, (words, ink, ground)
