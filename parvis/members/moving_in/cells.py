"""Make the text of a cell clean: no NUL, no stray spaces, no doubly encoded accents."""

from parvis.members.moving_in import limits

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000\t\n\r\v\f"), " ")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_CONTROLS = dict.fromkeys([code for code in range(32) if code not in (9, 10, 11, 12, 13)] + [127], None)
_TABLE = {**_CONTROLS, **_NOTHING, **_SPACES}
_DANGEROUS = ("=", "+", "-", "@")


def _undouble(text: str) -> str:
    """« DupÃ©ron » was UTF-8 read as Windows text, then saved: read it back."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def clean(text: str) -> str:
    """One cell as people meant it: printable, trimmed, single spaces, at most 1,000 characters."""
    if not text:
        return ""
    if "Ã" in text or "Â" in text or "â€" in text:
        text = _undouble(text)
    if not text.isprintable() or "  " in text:
        text = " ".join(text.translate(_TABLE).split())
    text = text.strip()
    # Our own exports shield such cells with an apostrophe; take it off again.
    if text[:1] == "'" and text[1:2] in _DANGEROUS:
        text = text[1:]
    return text[: limits.CELL_CHARACTERS]


def clean_row(cells: list[str]) -> list[str]:
    """A row of clean cells, at most 200, without the empty ones at its end."""
    row = [clean(cell) for cell in cells[: limits.COLUMNS]]
    while row and not row[-1]:
        row.pop()
    return row
