"""Bytes of a calendar become text: its encoding found, its folded lines joined."""

import codecs
import re

MOST_BYTES = 24 * 1024 * 1024
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_FOLD = re.compile(rb"\r?\n[ \t]")
_WIDE_FOLD = re.compile(r"\r?\n[ \t]")


def text_of(content: bytes) -> str:
    """The text, lines unfolded. Never fails: what no encoding explains is read as Windows text."""
    wide = _wide_encoding(content)
    if wide:
        return _WIDE_FOLD.sub("", content.decode(wide, "replace").lstrip("\ufeff")).replace("\0", "")
    content = content.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    # Before decoding: some programs fold in the middle of a letter.
    unfolded = _FOLD.sub(b"", content)
    try:
        return unfolded.decode("utf-8")
    except UnicodeDecodeError:
        return unfolded.decode("cp1252", "replace").replace("\ufffd", "?")


def _wide_encoding(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding if encoding != "utf-8" else ""
    sample = content[:2000]
    if sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > len(sample) * 0.4 else ""
