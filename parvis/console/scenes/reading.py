"""The scenes as they are written: a title, steps, and behind each step who plays it and the page it opens.

A step ends with what only the demonstration reads: `<!-- Hugo Lambert : /entraide/ -->`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

NOBODY = "sans compte"  # who plays a step without being anybody's member
_TITLE = re.compile(r"^## (?P<title>.+?)$", re.M)
_STEP = re.compile(
    r"^(?P<number>\d+)\. (?P<words>.+?)(?: <!-- (?P<who>[^:<>]+) : (?P<page>[^<>]+) -->)?$", re.M
)
_WRITTEN = ("docs/faire/scenes.md", "config/scenes.md")  # in the sources; in an installed wheel


@dataclass(frozen=True)
class Step:
    """One step. who, page: empty when it goes on where the one before ended."""

    number: int
    words: str  # Markdown
    who: str = ""
    page: str = ""

    @property
    def is_entered(self) -> bool:
        return bool(self.who)

    @property
    def first_name(self) -> str:
        """« Hugo »; empty for who has no account."""
        return "" if self.who == NOBODY else self.who.partition(" ")[0]


@dataclass(frozen=True)
class Scene:
    slug: str
    title: str
    about: str  # a sentence before the first step, or nothing
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step | None:
        return next((one for one in self.steps if one.number == number), None)

    def after(self, number: int) -> Step | None:
        """The next step in which somebody opens a page."""
        return next((one for one in self.steps if one.number > number and one.is_entered), None)


def scenes_of(text: str) -> tuple[Scene, ...]:
    """The scenes of a text, in its order."""
    pieces = _TITLE.split(text)[1:]
    return tuple(_scene(title, body) for title, body in zip(pieces[::2], pieces[1::2], strict=True))


@cache
def scenes() -> tuple[Scene, ...]:
    """Those of this version; none when it was installed without them."""
    found = [path for name in _WRITTEN if (path := Path(settings.BASE_DIR, name)).is_file()]
    return scenes_of(found[0].read_text(encoding="utf-8")) if found else ()


def scene(slug: str) -> Scene | None:
    return next((one for one in scenes() if one.slug == slug), None)


def _kept(words: str) -> str:
    """With spaces that keep « » and : to their words."""
    return re.sub(r"(?<=«) | (?=[»:;?!])", "\N{NO-BREAK SPACE}", words)


def _scene(title: str, body: str) -> Scene:
    steps = tuple(
        Step(int(found["number"]), _kept(found["words"]), found["who"] or "", found["page"] or "")
        for found in _STEP.finditer(body)
    )
    about = _kept(body.partition("1. ")[0].strip())
    return Scene(slugify(title.replace("’", " ")), title, about, steps)
