"""Are two people of a list, or of the list and the place, the same? Pure comparisons."""

from hashlib import blake2b

from parvis.members.names import is_same_name, search_name


def key(text: str) -> int:
    """A 64-bit signed number for a text: what an index compares instead of the text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def name_key(name: str) -> int:
    """The same for « Jean Dupont », « DUPONT Jean » and « dupont jean »."""
    return key(" ".join(sorted(search_name(name).split())))


def rotations(name: str) -> list[str]:
    """The ways a name may stand in the members' search column: « jean dupont », « dupont jean »."""
    words = search_name(name).split()
    turns = [" ".join(words[start:] + words[:start]) for start in range(len(words))]
    return turns[:4]


def is_same(one: str, other: str) -> bool:
    """The same words, whatever their order, accents and capitals."""
    return sorted(search_name(one).split()) == sorted(search_name(other).split())


def _is_initial_of(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)


def is_close(one: str, other: str) -> bool:
    """A slip, an initial (« J. Dupont ») or a name left out: perhaps the same, perhaps a relative."""
    if is_same_name(one, other):
        return True
    few, many = sorted((search_name(one).split(), search_name(other).split()), key=len)
    left = list(many)
    for word in few:
        found = next(
            (it for it in left if word == it or _is_initial_of(word, it) or _is_initial_of(it, word)), ""
        )
        if not found:
            return False
        left.remove(found)
    return len(few) > 1
