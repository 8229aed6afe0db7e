"""The words of a message that came as a page (HTML), its quoted parts left out."""

import re
from html.parser import HTMLParser

MOST = 200_000  # letters of a page
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "hr"}
_SILENT = {"style", "script", "head", "title", "blockquote", "template"}
_EMPTY = {"br", "img", "meta", "link", "hr", "input", "area", "base", "col", "embed", "source", "wbr"}
# How programs mark what they quote, by class or by number of the part.
_QUOTED = re.compile(
    r"gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra|"
    r"wordsection_quote|ms-outlook-mobile-reference|replyforwardheader",
    re.IGNORECASE,
)
_REST = re.compile(r"divrplyfwdmsg|appendonsend|mail-editor-reference-message", re.IGNORECASE)


def words_of_page(page: str) -> str:
    """The words, line by line; only markup made to break parsers raises (AssertionError)."""
    reader = _Reader()
    reader.feed(page[:MOST])
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    """Collects words; a part that is quoted, styled or scripted stays silent until its own end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silenced_by = ""  # the tag whose end ends the silence
        self.depth = 0
        self.is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        self.is_over = self.is_over or bool(_REST.search(marks))
        if self.silenced_by:
            self.depth += tag == self.silenced_by
        elif tag not in _EMPTY and (tag in _SILENT or _QUOTED.search(marks)):
            self.silenced_by, self.depth = tag, 1
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silenced_by:
            self.depth -= 1
            self.silenced_by = self.silenced_by if self.depth else ""

    def handle_data(self, data: str) -> None:
        if not self.silenced_by and not self.is_over:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))
