"""Markdown people write, as safe HTML: no raw HTML in, a short list of tags out."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "hr", "code"}
_READER = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable("linkify")


def read(text: str) -> list[Token]:
    """The parts of a Markdown text, as the reader of the house takes it."""
    return _READER.parse(text)


def _lower_titles(html: str) -> str:
    """A page has one first-level title of its own: those of the text start at the second level."""
    for level in (5, 4, 3, 2, 1):
        lower = min(level + 1, 3)
        html = html.replace(f"<h{level}>", f"<h{lower}>").replace(f"</h{level}>", f"</h{lower}>")
    return html


@lru_cache(maxsize=256)
def to_html(text: str) -> Markup:
    """Safe HTML of a Markdown text; remembered, since the same texts are shown again and again."""
    clean = nh3.clean(
        _lower_titles(_READER.render(text)),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return Markup(clean)  # noqa: S704 - cleaned on the line above
