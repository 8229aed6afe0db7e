"""What somebody typed above (or below) the message they answer: no quote, no signature of a machine."""

import re

from parvis.courier.quote_marks import (
    ends_what_was_typed,
    is_greeting,
    is_headers,
    is_of_device,
    is_rule,
    is_signature,
    leads_to_quote,
    sentence_at,
)

MOST_LETTERS, MOST_LINES = 50_000, 500
KEPT = 4_000


def typed(text: str) -> str:
    """The words of the answer, at most 4,000 letters; quoted lines between them are left out.

    What stands below a quote counts only when nothing but a greeting stands above it.
    """
    lines = [line.rstrip()[:KEPT] for line in text[:MOST_LETTERS].splitlines()[:MOST_LINES]]
    kept: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if is_rule(line) or is_signature(line) or is_headers(lines, index) or ends_what_was_typed(line):
            break
        if (count := sentence_at(lines, index)) and not _goes_on_below(lines, index + count, kept):
            break
        if not count and not line.lstrip().startswith(">") and not is_of_device(line):
            kept.append(line)
        index += count or 1
    while kept and (not kept[-1].strip() or (index < len(lines) and leads_to_quote(kept[-1]))):
        kept.pop()
    return _tidied(kept)[:KEPT]


def _goes_on_below(lines: list[str], start: int, kept: list[str]) -> bool:
    """Whether the answer stands below this quote: it is marked line by line, and nothing was said above."""
    above = "\n".join(kept).strip()
    following = next((line for line in lines[start:] if line.strip()), "")
    return following.startswith(">") and (not above or is_greeting(above))


def _tidied(lines: list[str]) -> str:
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
