"""French words as families: « vélos » and « Vélo » are one word.

A word is brought to its dictionary form (simplemma), loses its accents, then goes to its stem (Snowball), so
« activites » typed without accents meets « activités ». The usual recipe of databases finds half of such
families. The price: a few different words meet (pêche, péché), so an exact form is worth more than a family,
and `plain` gives it.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import simplemma
import snowballstemmer

LONGEST = 40  # letters of a word; what is longer is no word of French
REMEMBERED = 50_000
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
_WORD = re.compile(r"[^\W_]+(?:[+#](?!\w))*")  # « c++ » and « c# » stay themselves
_STEMMER = snowballstemmer.stemmer("french")
_ONE_AT_A_TIME = Lock()  # the stemmer keeps the word it works on
_TOOLS = frozenset(
    """
    a ai as au aux avec ce ces cet cette chez d dans de des du elle elles en est et eux il ils j je l la
    le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ou par pas pour qu que qui s
    sa sans se ses si son sur t ta te tes toi ton tu un une vos votre vous y
    """.split()  # noqa: SIM905 - read as words
)


def plain(text: str) -> str:
    """Lower case, without accents nor ligatures, single blanks; punctuation stays. The exact form."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(
        _LIGATURES
    )
    return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())


def words(text: str) -> list[str]:
    """The words of a text, in plain form and in order; figures are words too."""
    return _WORD.findall(plain(text))


def families(text: str) -> list[str]:
    """The family of each word that means something, in order: « Les ateliers vélos » gives ateli, velo.

    Tool words (le, de, pour…) are left out, unless there is nothing else.
    """
    return [kin for _word, kin in forms(text)]


def forms(text: str) -> list[tuple[str, str]]:
    """Each word that means something, in order: its plain form and its family."""
    written = _WORD.findall(unicodedata.normalize("NFC", text.replace("’", "'")).casefold())
    said = [word for word in written if plain(word) not in _TOOLS]
    return [(plain(word)[:LONGEST], family(word)[:LONGEST]) for word in said or written]


@lru_cache(maxsize=REMEMBERED)
def family(word: str) -> str:
    """The family of one word: no blank in it, any case, with or without accents."""
    known = unicodedata.normalize("NFC", word[:LONGEST]).casefold()
    lemma = simplemma.lemmatize(known, lang="fr").casefold()
    if lemma == known and not simplemma.is_known(known, lang="fr"):
        lemma = _singular(known)
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(plain(lemma)))


def is_known(word: str) -> bool:
    """Whether a dictionary has this word as it is written."""
    return simplemma.is_known(word[:LONGEST], lang="fr")


def _singular(unknown: str) -> str:
    """« velos », typed without its accent, is in no dictionary: its plural goes by rule."""
    is_plural = len(unknown) > 3 and unknown.endswith("s") and not unknown.endswith(("ss", "is", "us"))
    return unknown[:-1] if is_plural else unknown
