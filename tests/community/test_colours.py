"""Any colour a community loves becomes readable, by day and by night, and stays itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.community.colours import BLACK, DEFAULT, GROUNDS, WHITE, read_colour, readable
from parvis.community.oklch import contrast, to_oklch
from parvis.kit.stylesheet import files

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
EDGES = ["#000000", "#ffffff", "#ffff00", "#00ffff", "#ff00ff", "#808080", "#fdfaf5", "#1b1815", "#ffcc00"]


def check_promises(colour):
    for mode, made in readable(colour).items():
        grounds = GROUNDS[mode]
        for ground in (*grounds.all, made["brand-soft"]):
            assert contrast(made["link"], ground) >= 7, (mode, "link", ground)
        assert contrast(made["on-brand"], made["brand"]) >= 7, (mode, "button")
        assert contrast(made["brand"], grounds.paper) >= 3, (mode, "shape")
        assert contrast(made["brand"], grounds.surface) >= 3, (mode, "shape")
        assert contrast(grounds.ink, made["brand-soft"]) >= 7, (mode, "soft")


@given(COLOURS)
def test_every_colour_becomes_readable(colour):
    check_promises(colour)


@pytest.mark.parametrize("colour", EDGES)
def test_the_hardest_colours_too(colour):
    check_promises(colour)


@given(COLOURS)
def test_the_hue_stays_the_one_they_chose(colour):
    _light, chroma, hue = to_oklch(colour)
    for made in readable(colour).values():
        _light, made_chroma, made_hue = to_oklch(made["brand"])
        if chroma > 0.05 and made_chroma > 0.03:
            away = abs((made_hue - hue + 3.14159) % 6.28318 - 3.14159)
            assert away < 0.1


def test_the_sheet_stands_on_the_default_colour():
    text = next(path for path in files() if path.name == "20-tokens.css").read_text()
    for mode, made in readable(DEFAULT).items():
        for name, value in made.items():
            assert f"--color-{name}: {value};" in text, (mode, name)


def test_a_readable_colour_is_left_alone():
    assert readable("#136450")["light"]["brand"] == "#136450"
    assert readable("#ffcc00")["dark"]["brand"] == "#ffcc00"


def test_the_grounds_are_those_of_the_style_sheet():
    text = next(path for path in files() if path.name == "20-tokens.css").read_text()
    light, dark = text.index(":root {"), text.index(':root:not([data-theme="light"])')
    for mode, place in (("light", light), ("dark", dark)):
        said = dict(re.findall(r"--color-([\w-]+): (#\w+);", text[place : text.index("}", place)]))
        grounds = GROUNDS[mode]
        assert (said["paper"], said["surface"], said["surface-2"]) == grounds.all
        assert said["ink"] == grounds.ink
        assert min(contrast(said["ink-2"], ground) for ground in grounds.all) >= 7
        for kind in ("ok", "warning", "danger"):
            for ground in (*grounds.all, said[f"{kind}-soft"]):
                assert contrast(said[f"{kind}-text"], ground) >= 7, (mode, kind, ground)
            assert contrast(said["ink"], said[f"{kind}-soft"]) >= 7
        assert min(contrast(said["line"], ground) for ground in grounds.all) >= 3
        assert said["on-brand"] in (WHITE, BLACK)


@pytest.mark.parametrize("typed", ["#E6007E", "e6007e", " #e6007E "])
def test_a_colour_as_people_paste_it(typed):
    assert read_colour(typed) == "#e6007e"


def test_a_short_colour_is_read():
    assert read_colour("#fc0") == "#ffcc00"


@pytest.mark.parametrize("typed", ["", "rouge", "#12345", "#ggg", "#1234567"])
def test_what_is_no_colour_is_said(typed):
    with pytest.raises(ValueError):
        read_colour(typed)
