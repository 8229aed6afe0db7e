"""The sheet keeps its layers, its tokens and its weight."""

import gzip
import re

from django.urls import reverse

from parvis.kit.stylesheet import files, sheet

SHEETS = {path.name: path.read_text(encoding="utf-8") for path in files()}
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|oklab|lab|lch)\(")


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def test_the_layers_are_ordered_once_and_first():
    order = "@layer reset, tokens, base, layout, components, areas, utilities;"
    assert without_comments(SHEETS["10-reset.css"]).strip().startswith(order)
    assert sheet()[0].startswith("@layer reset,tokens,base,layout,components,areas,utilities;")


def test_every_rule_stands_in_a_layer():
    for name, text in SHEETS.items():
        depth, outside = 0, ""
        for char in without_comments(text):
            outside += char if depth == 0 else ""
            depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth == 0, name
        assert not re.sub(r"@layer [\w, ]+[{;]", "", outside).strip(), name


def test_raw_colours_live_with_the_tokens():
    for name, text in SHEETS.items():
        if name != "20-tokens.css":
            assert not RAW_COLOUR.findall(without_comments(text)), name


def test_the_two_dark_sets_are_the_same():
    dark = re.findall(r"\{\s*(color-scheme: dark;[^}]*)\}", SHEETS["20-tokens.css"])
    assert len(dark) == 2
    assert len({" ".join(block.split()) for block in dark}) == 1


def test_every_token_used_is_a_token_that_exists():
    made = set(re.findall(r"(--[\w-]+):", SHEETS["20-tokens.css"]))
    used = {name for text in SHEETS.values() for name in re.findall(r"var\((--[\w-]+)", text)}
    assert used <= made


def test_the_sheet_is_light():
    assert len(gzip.compress(sheet()[0].encode(), 9)) <= 12_000


def test_the_sheet_may_be_kept_for_ever_and_an_old_one_is_gone(db, anonymous):
    response = anonymous.get(reverse("kit:stylesheet", args=[sheet()[1]]))
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert anonymous.get(reverse("kit:stylesheet", args=["0123456789ab"])).status_code == 404
