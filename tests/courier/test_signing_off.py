"""A signature with no blank line above it is no sentence; no word of an answer is ever cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.courier.signing_off import without_signature

NAMES = ("Jeanne Petit", "Jeanne")
CUT = {
    "Je cherche une échelle\nBien à vous\nJeanne": "Je cherche une échelle",
    "Je cherche une échelle\nBien à vous, Jeanne": "Je cherche une échelle",
    "Oui\nCordialement,\nJeanne Petit\n06 39 98 12 34": "Oui",
    "Oui\nJeanne": "Oui",
    "Oui.\n\nMerci d’avance,\nBien cordialement\nMme Petit\n12 rue du Moulin": "Oui.",
    "Une échelle\nEnvoyé de mon iPhone": "Une échelle",
    "Une échelle\nTél. 06 39 98 12 34": "Une échelle",
    "Une échelle\njeanne@exemple.fr": "Une échelle",
    "Une échelle\nBonne journée à tous !": "Une échelle",
    "Oui\nMerci": "Oui",
    "Oui\nMerci et bonne soirée\nJeanne\n-- ": "Oui",
    "Oui\nBises": "Oui",
}
KEPT = [
    "Merci",
    "Jeanne",
    "06 39 98 12 34",
    "Cordialement\nJeanne",
    "Mon numéro :\n06 39 98 12 34",
    "Merci de venir samedi\nPortez une échelle",
    "Oui\nMerci\nJe viendrai samedi",
    "Oui\nMerci\nPouvez-vous venir plus tôt ?",
    "À bientôt peut-être, mais pas samedi",
    "Je cherche\nHenri",
    "Bonne journée pour jardiner",
    "Je cherche une échelle pour\nla haie",
    "Cordialement reçu mardi\nOn y va",
    "Oui\nBien à vous de choisir le jour",
]


@pytest.mark.parametrize(("text", "words"), CUT.items())
def test_the_signature_goes(text: str, words: str):
    assert without_signature(text, NAMES) == words


@pytest.mark.parametrize("text", KEPT)
def test_real_words_stay(text: str):
    kept = without_signature(text, NAMES)
    assert kept == (text.splitlines()[0] if text == "Cordialement\nJeanne" else text)


@given(st.text(max_size=400))
def test_whatever_comes_it_is_the_beginning_of_it_and_never_empty(text: str):
    kept = without_signature(text, NAMES)
    assert bool(kept) == bool(text.strip())
    assert "\n".join(text.splitlines()).strip().startswith(kept)


def test_long_hostile_lines_are_read_at_once():
    for text in (
        "merci " * 8000,
        "\n".join(["merci"] * 500),
        "1 " * 20_000,
        "Aa " * 15_000,
        "x\n" + "a@" * 20_000,
    ):
        assert without_signature(text, NAMES)
