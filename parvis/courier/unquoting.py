"""What somebody typed above the message they answer: no quote, no signature, no line of the telephone."""

import re
from html.parser import HTMLParser

MOST_LETTERS, MOST_LINES = 50_000, 500
KEPT = 4_000
_OPENS_QUOTE = [
    re.compile(
        r"(?:Le|On|Am|El|Il) .{6,240}(?:a écrit|wrote|schrieb|escribió|ha scritto)[\s\u00a0\u202f]*:?\s*"
    ),
    re.compile(r"\s*-{2,}\s?(?:Message d['’]origine|Message transféré|Original Message)\s?-{2,}.*", re.I),
    re.compile(r"_{20,}\s*"),
    re.compile(r"(?:De|From|Von)\s?: .{0,200}@.{0,200}"),
    re.compile(r"-- ?"),
]
_OF_THE_DEVICE = re.compile(
    r"(?:Envoyé (?:de|depuis|à partir de) |Sent from |Obtenir Outlook pour |Get Outlook for ).{0,80}", re.I
)
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3"}
_SILENT = {"style", "script", "head", "title", "blockquote"}


def typed(text: str) -> str:
    """The words above the quote, at most 4,000 letters; quoted lines between them are left out."""
    lines = [line.rstrip()[:1000] for line in text[:MOST_LETTERS].splitlines()[:MOST_LINES]]
    kept: list[str] = []
    for index, line in enumerate(lines):
        two = f"{line} {lines[index + 1].strip()}" if index + 1 < len(lines) else line
        if _opens_quote(line) or (line[:3] in ("Le ", "On ") and _opens_quote(two)):
            break
        if not line.startswith(">") and not _OF_THE_DEVICE.fullmatch(line.strip()):
            kept.append(line)
    return _tidied(kept)[:KEPT]


def words_of_page(page: str) -> str:
    """The words of an HTML message, its quoted parts left out."""
    reader = _Reader()
    reader.feed(page[: MOST_LETTERS * 4])
    reader.close()
    return "".join(reader.parts)


def _opens_quote(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in _OPENS_QUOTE)


def _tidied(lines: list[str]) -> str:
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Reader(HTMLParser):
    """Collects the words of a page; what is quoted, styled or scripted stays silent."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_quote = any(name == "class" and value and "gmail_quote" in value for name, value in attrs)
        if tag in _SILENT or self.silent or is_quote:
            self.silent += tag not in ("br", "img", "meta", "link", "hr", "input")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))
