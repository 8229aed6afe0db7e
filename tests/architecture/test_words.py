"""The French on screen: no banned word, no endless sentence, right typography."""

import re

import polib
import pytest

from tests.architecture.tree import ROOT

BOOK = polib.pofile(str(ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
TEXTS = sorted(
    {text for entry in BOOK for text in [entry.msgstr, *entry.msgstr_plural.values()] if text and entry.msgid}
)
BANNED = re.compile(
    r"\b(login|log in|slot|feedback|newsletter|event|meetup|user|utilisateurs?|[ée]v[éè]nements?|mot de passe|"
    r"dashboard|workflow|process|no-show|emails?|mails?|cliquez|veuillez|dommage|checkbox|token|upload|bug)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def _sentences(text: str) -> list[str]:
    plain = re.sub(r"<[^>]+>|%\(\w+\)[sd]|\{\w*\}", "x", text)
    return [part for part in re.split(r"(?<=[.!?…:])\s+|\n+", plain) if part.strip()]


def test_no_banned_word():
    assert not [
        text
        for text in TEXTS
        if (found := BANNED.search(text)) and "e-" + found.group().lower() not in text.lower()
    ]


def test_no_sentence_over_twenty_words():
    long = [part for text in TEXTS for part in _sentences(text) if len(re.findall(r"[\w’'-]+", part)) > 20]
    assert not long


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a straight apostrophe", r"\w'\w"),
        ("a plain or missing space before ? ! ;", r"[\w»)] ?[?!;](?![\w&/=])"),
        ("a plain space inside « »", r"« | »"),
        ("straight double quotes", r'(?<![=\w])"(?![>\s/])\w'),
        ("a plain or missing space before :", r"[a-zàâéèêîôûç»)] ?:(?=\s|$)"),
    ],
)
def test_typography(fault, pattern):
    wrong = [
        text for text in TEXTS if re.search(pattern, re.sub(r"<[^>]+>|https?://\S+|&\w+;|&#\d+;", "", text))
    ]
    assert not wrong, fault


def test_placeholders_survive_translation():
    wrong = []
    for entry in BOOK:
        pairs = (
            [(entry.msgid, entry.msgstr)]
            if not entry.msgid_plural
            else [(entry.msgid_plural, entry.msgstr_plural[1])]
        )
        wrong += [
            a for a, b in pairs if b and sorted(PLACEHOLDER.findall(a)) != sorted(PLACEHOLDER.findall(b))
        ]
    assert not wrong
