"""An address as a square a telephone reads: black on white whatever surrounds it, with its quiet zone."""

import io
from functools import lru_cache
from html import escape

import segno
from markupsafe import Markup

LONGEST = 500
QUIET = 4  # modules around, as the standard asks
_CORRECTION = "q"  # a quarter of the square may be torn, wet or hidden by a thumb


@lru_cache(maxsize=512)
def svg(text: str, label: str) -> Markup:
    """The square as inline SVG without a size of its own, drawn once; `label` is what is heard.

    ValueError for an empty text or more than 500 characters.
    """
    return draw(text, label)


def draw(text: str, label: str) -> Markup:
    """The same, remembered nowhere: for an address that is a secret.

    ValueError for an empty text or more than 500 characters.
    """
    if not 0 < len(text) <= LONGEST:
        raise ValueError("an address is one to five hundred characters long")
    drawn = io.BytesIO()
    square = segno.make(text, error=_CORRECTION, micro=False)
    square.save(
        drawn, kind="svg", border=QUIET, dark="#000", light="#fff", xmldecl=False, omitsize=True,
        svgclass="qr", lineclass=None, nl=False,
    )  # fmt: skip
    heard = f'<svg role="img" aria-label="{escape(label)}" '
    return Markup(drawn.getvalue().decode().replace("<svg ", heard, 1))  # noqa: S704 - ours, the label is escaped
