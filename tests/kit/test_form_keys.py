"""A form sent twice acts once; a key nobody of ours wrote is no key, and breaks nothing."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from parvis.conversations.models import Message
from parvis.kit.form_keys import LONGEST, KeyField, key_of, new_key, read_key
from parvis.newsletters.models import Letter

OURS = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}")
HOSTILE = [
    "\0",
    "a\0b",
    "x" * 5000,
    "²",
    "é",
    "a b",
    "a:b",
    "1:1",
    "' OR 1=1",
    "<b>",
    "a\n",
    " ",
    "\u202e",
    "١",
]


@given(st.text())
def test_whatever_is_sent_the_key_is_bounded(typed):
    assert OURS.fullmatch(key_of({"once": typed}))
    assert read_key(typed) in ("", typed)


@pytest.mark.parametrize("typed", [*HOSTILE, "x" * (LONGEST + 1), None, 3, ["a"], ""])
def test_what_is_none_of_ours_gets_a_new_key_each_time(typed):
    assert read_key(typed) == ""
    assert key_of({"once": typed}) != key_of({"once": typed})
    assert OURS.fullmatch(KeyField().clean(typed))
    assert OURS.fullmatch(KeyField().bound_data(typed, ""))


def test_what_a_page_wrote_comes_back_as_it_is():
    key = new_key()
    assert key_of({"once": key}) == key == KeyField().clean(key)
    assert key_of({}) != key


def test_the_key_is_read_in_one_place():
    said = re.compile(r"""\.get(list)?\(\s*["']once["']""")
    here = Path("parvis")
    readers = [str(file) for file in here.rglob("*.py") if said.search(file.read_text())]
    assert readers == [
        "parvis/desk/typing/reading.py"
    ]  # whose blank rows are known by the sheet's code otherwise


@pytest.mark.parametrize("odd", HOSTILE)
def test_pages_act_whatever_key_comes(village, client_of, odd):
    karim = client_of(village.karim)
    assert (
        karim.post(reverse("conversations:new"), {"to": "desk", "words": "Bonjour", "once": odd}).status_code
        == 302
    )
    karim.post(reverse("newsletters:writing"), {"once": odd})
    assert (Message.objects.count(), Letter.objects.count()) == (1, 1)


def test_keys_of_two_people_are_two(village, client_of):
    for person in (village.paul, village.lea):
        client_of(person).post(
            reverse("conversations:new"), {"to": "desk", "words": "Bonjour", "once": "abc"}
        )
    client_of(village.paul).post(
        reverse("conversations:new"), {"to": "desk", "words": "Bonjour", "once": "abc"}
    )
    assert Message.objects.count() == 2
