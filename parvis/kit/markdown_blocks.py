"""Markdown people wrote as a flat list of blocks: the same words as plain text, as mail and as paper.

`kit.markdown` makes pages of it; here nothing is HTML. No raw HTML in, no picture, no address but those a
reader may follow.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from parvis.kit.markdown import read

_SCHEMES = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True)
class Run:
    """Some words of a block, said alike. url: where they lead."""

    text: str
    is_strong: bool = False
    is_soft: bool = False
    url: str = ""


@dataclass(frozen=True)
class Block:
    """kind: "paragraph", "title", "point" (number: of a numbered one, else 0), "quote"."""

    kind: str
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """Its words, an address after what leads there."""
        return "".join(_said(run) for run in self.runs)


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order; lists and quotations inside one another lie flat."""
    found: list[Block] = []
    open_now: list[str] = []
    numbers: list[int] = []
    for token in read(text):
        if token.type == "inline":
            found.append(
                Block(_kind(open_now), tuple(_runs(token.children or ())), _number(open_now, numbers))
            )
        elif token.type in ("fence", "code_block"):
            found.append(Block("paragraph", (Run(token.content.rstrip()),)))
        elif token.nesting == 1:
            open_now.append(token.type.removesuffix("_open"))
            _count(token, numbers)
        elif token.nesting == -1:
            open_now.pop()
            if token.type in ("ordered_list_close", "bullet_list_close"):
                numbers.pop()
    return [block for block in found if block.text.strip()]


def plain(text: str) -> str:
    """The same without any sign of Markdown, complete by itself."""
    return "\n\n".join(_line(block) for block in blocks(text)).replace("\n\n– ", "\n– ")


def _line(block: Block) -> str:
    if block.kind == "point":
        return f"– {block.text}" if not block.number else f"– {block.number}. {block.text}"
    return f"« {block.text} »" if block.kind == "quote" else block.text


def _kind(open_now: list[str]) -> str:
    if "list_item" in open_now:
        return "point"
    if "heading" in open_now:
        return "title"
    return "quote" if "blockquote" in open_now else "paragraph"


def _count(token: Token, numbers: list[int]) -> None:
    """Numbered lists count from 1; -1 stands for one without numbers."""
    if token.type == "bullet_list_open":
        numbers.append(-1)
    elif token.type == "ordered_list_open":
        numbers.append(0)
    elif token.type == "list_item_open" and numbers and numbers[-1] >= 0:
        numbers[-1] += 1


def _number(open_now: list[str], numbers: list[int]) -> int:
    return max(numbers[-1], 0) if numbers and "list_item" in open_now else 0


def _runs(children: Iterable[Token]) -> Iterator[Run]:
    strong = soft = 0
    url = ""
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type in ("em_open", "em_close"):
            soft += child.nesting
        elif child.type == "link_open":
            url = _followed(str(child.attrGet("href") or ""))
        elif child.type == "link_close":
            url = ""
        elif words := _words(child):
            yield Run(words, strong > 0, soft > 0, url)


def _words(child: Token) -> str:
    return "\n" if child.type in ("softbreak", "hardbreak") else child.content


def _followed(url: str) -> str:
    """The address, when a reader may follow it: a path of this place, or a scheme of the list."""
    is_path = url.startswith("/") and not url.startswith("//")
    return url if is_path or url.lower().startswith(_SCHEMES) else ""


def _said(run: Run) -> str:
    bare = run.url.removeprefix("mailto:").removeprefix("tel:")
    return run.text if not run.url or bare.rstrip("/") == run.text.rstrip("/") else f"{run.text} ({bare})"
