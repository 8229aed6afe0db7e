"""Word families of French: what people type in two ways is found as one."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kit import french

FAMILIES = """
vélo vélos velos VÉLOS; travail travaux; ami amis amies; jeu jeux; aîné aînés ainé aines; atelier ateliers l’atelier
photo photos; numéro numéros numeros; vidéo vidéos video; cheval chevaux; école écoles ecole; fête fêtes fete
sœur soeurs; œuvre oeuvres; animal animaux; jardin jardins; enfant enfants; adhérent adherents; réunion reunions
activité activites; bénévole benevoles; assemblée assemblees; générale generales; randonnée randonnees; marché marches
café cafes; thé thés; famille familles; senior seniors; bébé bebes; débat debats; ciné cinés; cours cours; repas repas
"""


@pytest.mark.parametrize(
    "line", [part.strip() for part in FAMILIES.replace("\n", ";").split(";") if part.strip()]
)
def test_words_of_one_family_are_one_word(line: str) -> None:
    found = {tuple(french.families(word)) for word in line.split()}
    assert len(found) == 1, found


def test_different_words_stay_different() -> None:
    words = ["jardin", "jardinier", "chorale", "cheval", "école", "épicerie", "vélo", "vie", "café", "thé"]
    assert len({french.family(word) for word in words}) == len(words)


def test_tool_words_are_left_out_unless_nothing_else_is_said() -> None:
    assert french.families("Les ateliers vélos de l’école") == french.families("atelier velo ecole")
    assert french.families("à la") == ["a", "le"]
    assert french.families(" … ") == []


def test_figures_and_languages_are_words_too() -> None:
    assert french.families("C++ et C#, 12 ans") == ["c++", "c#", "12", "an"]


def test_the_exact_form_tells_what_families_mix_up() -> None:
    assert french.family("pêche") == french.family("péché")
    assert french.plain("  Œuf à l’ÉTÉ ") == "oeuf a l'ete"
    assert french.words("L’été, ça va ?") == ["l", "ete", "ca", "va"]


@given(st.text(max_size=120))
def test_any_text_has_families_whatever_its_case_and_form(text: str) -> None:
    assert french.families(unicodedata.normalize("NFD", text)) == french.families(
        unicodedata.normalize("NFC", text)
    )
    assert all(family and " " not in family for family in french.families(text))
    assert french.plain(french.plain(text)) == french.plain(text)


def test_several_threads_do_not_mix_their_words() -> None:
    words = [f"jardinage{n} bénévoles{n}" for n in range(400)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(french.families, words))
    french.family.cache_clear()
    assert together == [french.families(each) for each in words]
