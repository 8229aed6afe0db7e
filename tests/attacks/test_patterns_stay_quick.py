"""Every regular expression of the house, against strings made to slow it down: steps grow no faster than the square.

Python's engine does not count its steps, so a small one written here does: the same tree (`re._parser`), the same
order of tries. What a pattern reads is bounded elsewhere (a cell has 1,000 characters, a contact 320).
"""

import ast
import re
import sys
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from tests.architecture.tree import ROOT

SHORT, LONG, MOST_STEPS = 14, 28, 30_000
READS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}


def patterns() -> dict[str, str]:
    """Every pattern written in the code as one literal, by where it stands; and the headings' list."""
    found = {}
    for path in sorted((ROOT / "parvis").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READS
            ):
                continue
            if (
                getattr(node.func.value, "id", "") == "re"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                text = node.args[0].value
                found[f"{path.name}:{node.lineno}"] = text.decode() if isinstance(text, bytes) else text
    from parvis.members.moving_in import addresses, guessing, headings, lines, person_names

    for module in (addresses, guessing, headings, lines, person_names):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found[f"{module.__name__}.{name}"] = value.pattern
    found |= {f"headings {number}": one.pattern for number, (one, _meaning) in enumerate(headings._COMPILED)}
    return found


class TooManySteps(Exception):
    pass


class Engine:
    """A backtracking matcher that counts: enough of the language for what the house writes."""

    def __init__(self, text: str) -> None:
        self.text, self.steps = text, 0

    def search(self, tree) -> None:
        for start in range(len(self.text) + 1):
            if any(True for _end in self.run(list(tree), start)):
                return

    def run(self, nodes, at):
        """Every way these nodes match from here, in the engine's order."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManySteps
        if not nodes:
            yield at
            return
        (kind, value), rest = nodes[0], nodes[1:]
        for end in self.one(kind, value, at):
            yield from self.run(rest, end)

    def one(self, kind, value, at):
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
            yield from self.repeat(value[0], value[1], list(value[2]), at, 0)
        elif kind == op.SUBPATTERN:
            yield from self.run(list(value[-1]), at)
        elif kind == op.BRANCH:
            for branch in value[1]:
                yield from self.run(list(branch), at)
        elif kind in {op.ASSERT, op.ASSERT_NOT, op.AT}:
            if self.holds(kind, value, at):
                yield at
        elif at < len(self.text) and fits(kind, value, self.text[at]):
            yield at + 1

    def holds(self, kind, value, at) -> bool:
        """Whether something that takes no letter is true here (what stands behind is taken for true)."""
        if kind == op.AT:
            return value not in {op.AT_END, op.AT_END_STRING} or at == len(self.text)
        is_there = value[0] != -1 and any(True for _end in self.run(list(value[1]), at))
        return value[0] == -1 or is_there == (kind == op.ASSERT)

    def repeat(self, least, most, nodes, at, count):
        if count < min(most, 300):
            for end in self.run(nodes, at):
                if end > at:
                    yield from self.repeat(least, most, nodes, end, count + 1)
        if count >= least:
            yield at


def fits(kind, value, letter) -> bool:
    if kind == op.LITERAL:
        return ord(letter) == value
    if kind == op.NOT_LITERAL:
        return ord(letter) != value
    if kind == op.ANY:
        return letter != "\n"
    if kind == op.RANGE:
        return value[0] <= ord(letter) <= value[1]
    if kind == op.CATEGORY:
        space, digit, word = letter.isspace(), letter.isdigit(), letter.isalnum() or letter == "_"
        said = {op.CATEGORY_SPACE: space, op.CATEGORY_NOT_SPACE: not space, op.CATEGORY_DIGIT: digit,
                op.CATEGORY_NOT_DIGIT: not digit, op.CATEGORY_WORD: word, op.CATEGORY_NOT_WORD: not word}  # fmt: skip
        return said[value]
    assert kind == op.IN, kind
    is_not = bool(value) and value[0][0] == op.NEGATE
    return any(fits(*one, letter) for one in value if one[0] != op.NEGATE) != is_not


PUMPS = ["a", "0", " ", ".", "a.", "a-", "a ", "0 ", "(", "@", "a@", "a@a.", "et ", " et", "\n", "/*"]


def steps(pattern: str, text: str) -> int:
    engine = Engine(text)
    engine.search(parser.parse(pattern))
    return engine.steps


@pytest.mark.asvs("1.3.12")
def test_no_pattern_grows_faster_than_the_square():
    sys.setrecursionlimit(20_000)
    known, slow = patterns(), []
    assert len(known) > 60
    for where, pattern in known.items():
        for pump in PUMPS:
            try:
                few = steps(pattern, pump * SHORT + "\x00!")
                many = steps(pattern, pump * LONG + "\x00!")
            except TooManySteps:
                slow.append(f"{where} {pattern!r}: endless on {pump!r}")
                break
            if many > 6 * few and many > 1_500:
                slow.append(f"{where} {pattern!r}: {few} → {many} on {pump!r}")
                break
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)*$", r"a*a*a*a*$"])
def test_the_counting_engine_sees_what_is_slow(pattern):
    try:
        assert steps(pattern, "a" * 40 + "\x00!") > 5 * steps(pattern, "a" * 20 + "\x00!")
    except TooManySteps:
        return
