"""Are two people of a list, or of the list and the place, the same? Pure comparisons."""

from functools import lru_cache
from hashlib import blake2b

from rapidfuzz import fuzz

from parvis.members.names import search_name

SLIP = 88  # of 100, as when someone signs up twice (members.names)


def key(text: str) -> int:
    """A 64-bit signed number for a text: what an index compares instead of the text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, as they are looked for; a batch asks for each several times."""
    return tuple(search_name(name).split())


def name_key(name: str) -> int:
    """The same for « Jean Dupont », « DUPONT Jean » and « dupont jean »."""
    return key(_sorted(name))


def rotations(name: str) -> list[str]:
    """The ways a name may stand in the members' search column: « jean dupont », « dupont jean »."""
    words = words_of(name)
    turns = [" ".join(words[start:] + words[:start]) for start in range(len(words))]
    return turns[:4]


@lru_cache(maxsize=4096)
def _sorted(name: str) -> str:
    return " ".join(sorted(words_of(name)))


def is_same(one: str, other: str) -> bool:
    """The same words, whatever their order, accents and capitals."""
    return _sorted(one) == _sorted(other)


def _is_initial_of(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)


def is_close(one: str, other: str) -> bool:
    """A slip, an initial (« J. Dupont ») or a name left out: perhaps the same, perhaps a relative."""
    if fuzz.ratio(_sorted(one), _sorted(other)) >= SLIP:
        return True
    few, many = sorted((words_of(one), words_of(other)), key=len)
    left = list(many)
    for word in few:
        found = next(
            (it for it in left if word == it or _is_initial_of(word, it) or _is_initial_of(it, word)), ""
        )
        if not found:
            return False
        left.remove(found)
    return len(few) > 1
