"""« Bjr, qqn aurait une échelle samedi ? », « j’ai des pommes à donner »: is it a notice, which way round?

Pure: words in, what they say out. What is not surely meant so is asked about, the rest is for a person.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from parvis.aid import reading_signs as signs
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.understanding import names_a_thing
from parvis.kit.french import plain

LONGEST, MOST_SENTENCES = 700, 8  # letters and sentences; more is a letter, for a person
NEED, OFFER, EITHER = "need", "offer", ""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[!?;]+|\.+(?=\s|$)|\n[ \t]*(?=\n|[A-ZÀ-Þ])")
# As one types on a telephone.
_SHORT = {
    "jcherche": "je cherche", "jrecherche": "je recherche", "jpropose": "je propose", "jdonne": "je donne",
    "jvends": "je vends", "jprete": "je prete", "jpeux": "je peux", "jai": "j ai", "g": "j ai", "ki": "qui",
    "kel": "quel", "qqn": "quelqu un", "qqun": "quelqu un", "qq1": "quelqu un", "kelkun": "quelqu un",
    "kelqun": "quelqu un", "quelquun": "quelqu un", "quelqun": "quelqu un", "ya": "y a",
    "yaurait": "y aurait", "esk": "est ce que", "eske": "est ce que", "esque": "est ce que",
    "bjr": "bonjour", "bsr": "bonsoir", "slt": "salut", "cc": "coucou", "pr": "pour", "vs": "vous",
    "dispo": "disponible", "dispos": "disponible", "rdv": "rendez vous", "jsuis": "je suis", "mrc": "merci",
    "vien": "viens", "covoit": "covoiturage", "chuis": "je suis", "qd": "quand", "jvoudrais": "je voudrais",
}  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """direction: need, offer, or empty when only they know. words: as typed, without « je cherche » before.

    is_sure: nothing else was said, and it may be published; otherwise they are asked first.
    is_explicit: « je cherche », « je propose » in so many words. is_bare: a thing, and nothing said of it.
    """

    direction: str
    words: str
    is_sure: bool
    is_explicit: bool = False
    is_bare: bool = False


@dataclass(frozen=True)
class _Sentence:
    """One sentence: its words as one compares them, and for each where it stands in what was typed."""

    said: str
    spans: tuple[tuple[int, int], ...]
    mark: str = ""  # « ? » or « ! », when it ends so

    def place_of(self, letters: int) -> int:
        """Where in what was typed the word stands that begins after so many letters of `said`."""
        return self.spans[min(self.said.count(" ", 0, letters), len(self.spans) - 1)][0]

    def after(self, letters: int) -> "_Sentence":
        """The rest of it, after so many letters."""
        rest = self.said[letters:].lstrip()
        many = len(rest.split())
        return _Sentence(rest, self.spans[len(self.spans) - many :] if many else (), self.mark)

    def before(self, letters: int) -> "_Sentence":
        """Its beginning, so many letters of it."""
        begun = self.said[:letters].rstrip()
        return _Sentence(begun, self.spans[: len(begun.split())], self.mark)


@dataclass(frozen=True)
class _Sign:
    """What a sentence was taken for, and where in what was typed the words of the notice begin."""

    direction: str
    is_sure: bool
    begins: int


def hear(text: str, names: Collection[str] = ()) -> Heard | None:
    """What these words ask or offer; None when they do neither, or when a person must read them.

    names: how the writer signs.
    """
    typed = unicodedata.normalize("NFC", text.replace("\0", " ")).strip()
    if not typed or len(typed) > LONGEST:
        return None
    own = {_plainly(name) for name in names}
    above, _line, last = typed.rpartition("\n")
    said = _without_courtesies(_sentences(above if above and _plainly(last) in own else typed), typed, own)
    if not said or len(said) > MOST_SENTENCES or signs.BEGINS_AN_ANSWER.match(said[0].said):
        return None
    if any(signs.ANSWERS.search(one.said) for one in said):
        return None
    found = [_sign_of(one) for one in said]
    first = next((place for place, one in enumerate(found) if one is not None), None)
    if first is None:
        return _bare(typed, said)
    return _whole(typed, said[first:], found[first:], is_alone=first == 0)


def _whole(typed: str, said: list[_Sentence], found: list[_Sign | None], *, is_alone: bool) -> Heard | None:
    """The notice with the sentences that follow it; what was said before it, or a second, is asked about."""
    sign = found[0]
    if sign is None:
        return None
    last = said[-1]
    words = " ".join(typed[sign.begins : last.spans[-1][1]].split())
    words += f" {last.mark}" if last.mark == "?" else ""
    if sum(letter.isalpha() for letter in words) < 3 or len(words) > MOST_LETTERS:
        return None
    goes_on = all(one is None or one.direction == sign.direction for one in found)
    is_sure = sign.is_sure and is_alone and goes_on and len(said) <= 3
    is_sure = is_sure and not any(signs.ELSEWHERE.search(one.said) for one in said)
    return Heard(sign.direction, words, is_sure, is_explicit=bool(signs.EXPLICIT.match(said[0].said)))


def _bare(typed: str, said: list[_Sentence]) -> Heard | None:
    """« poussette d’occasion »: a thing people lend or give, alone; only they know which way round."""
    only = said[0]
    if len(said) > 1 or len(only.spans) > signs.MOST_BARE or signs.NO_THING.search(only.said):
        return None
    if not names_a_thing(only.said):
        return None
    words = " ".join(typed[only.spans[0][0] : only.spans[-1][1]].split())
    return Heard(EITHER, words, is_sure=False, is_bare=True)


def _sign_of(sentence: _Sentence) -> _Sign | None:
    """What one sentence asks or offers, and whether it is plain."""
    if filler := signs.FILLERS.match(sentence.said):
        sentence = sentence.after(filler.end())
    if signs.ASKS_OF_US.search(sentence.said) or signs.NO_GIFT.match(sentence.said):
        return None
    for direction, patterns, no, is_sure in _KINDS:
        found = patterns.match(sentence.said)
        rest = sentence.said[found.end() :] if found else ""
        if found is None or not rest:
            continue
        if no.match(rest):
            return None
        return _judged(sentence, found.end(), direction, is_sure=is_sure)
    return None


_KINDS = (
    (NEED, signs.NEED, signs.NO_NEED, True),
    (OFFER, signs.OFFER, signs.NO_OFFER, True),
    (NEED, signs.NEED_PERHAPS, signs.NO_NEED, False),
    (OFFER, signs.OFFER_PERHAPS, signs.NO_OFFER, False),
    (EITHER, signs.EITHER, signs.NO_NEED, False),
)


def _judged(sentence: _Sentence, letters: int, direction: str, *, is_sure: bool) -> _Sign:
    """The direction turned round where the words say so (« je cherche à donner »), and doubts kept."""
    rest = sentence.said[letters:]
    if direction == NEED and (turned := signs.TURNS.match(rest)):
        return _Sign(OFFER, is_sure, sentence.place_of(letters + turned.end()))
    if sentence.mark == "?" and sentence.said.startswith("besoin"):
        return _Sign(EITHER, is_sure=False, begins=sentence.place_of(0))  # asked, or offered?
    is_asked = direction == OFFER and sentence.mark == "?" and not sentence.said.startswith("qui ve")
    is_sure = is_sure and not is_asked and not signs.DOUBTFUL.search(rest if letters else sentence.said)
    return _Sign(direction, is_sure, sentence.place_of(letters))


def _sentences(typed: str) -> list[_Sentence]:
    """Sentences of what was typed; a blank line ends one too, so does a line that begins with a capital."""
    found, start = [], 0
    for mark in [*_SENTENCE_ENDS.finditer(typed), None]:
        end, after = (mark.start(), mark.end()) if mark else (len(typed), len(typed))
        words = _words(typed[start:end])
        if words:
            spans = tuple((start + begins, start + ends) for _word, begins, ends in words)
            said = _plainly(typed[start:end])
            found.append(_Sentence(said, spans, typed[end:after].strip()[:1]))
        start = after
    return found


def _plainly(typed: str) -> str:
    return " ".join(word for word, _begins, _ends in _words(typed))


def _words(typed: str) -> list[tuple[str, int, int]]:
    """Each word as one compares it, and where it stands; « qqn » is two words at one place."""
    found = []
    for mark in _WORD.finditer(typed):
        said = " ".join(_WORD.findall(plain(mark[0])))
        found += [(word, mark.start(), mark.end()) for word in _SHORT.get(said, said).split()]
    return found


def _without_courtesies(sentences: list[_Sentence], typed: str, names: Collection[str]) -> list[_Sentence]:
    """Without « bonjour », « merci d’avance » and whoever signs."""
    kept = []
    for sentence in sentences:
        one = sentence
        if hello := signs.HELLO.match(one.said):
            one = _after_a_name(one.after(hello.end()), typed)
        if tail := signs.TAIL.search(one.said):
            one = one.before(tail.start())
        if one.said and not signs.COURTESY.fullmatch(one.said) and one.said not in names:
            kept.append(one)
    return kept[:-1] if len(kept) > 1 and _is_a_name(kept[-1], typed) else kept


def _after_a_name(sentence: _Sentence, typed: str) -> _Sentence:
    """« Bonjour Monique, »: without whoever is greeted; a comma, or what follows, says where that ends."""
    spans, begins = sentence.spans, 0
    for place in range(min(3, len(spans) - 1)):
        begins = sentence.said.index(" ", begins) + 1
        if set(typed[spans[place][1] : spans[place + 1][0]]) & {",", "\n"}:
            return sentence.after(begins) if typed[spans[0][0]].isupper() else sentence
    rest = sentence.after(sentence.said.find(" ") + 1)
    is_named = bool(spans) and typed[spans[0][0]].isupper() and _sign_of(sentence) is None
    return rest if is_named and _sign_of(rest) is not None else sentence


def _is_a_name(sentence: _Sentence, typed: str) -> bool:
    """« Jeanne Martin » at the end: a few words, each with a capital."""
    few = len(sentence.spans) <= 4 and not sentence.mark
    return few and not typed.isupper() and all(typed[begins].isupper() for begins, _ends in sentence.spans)
