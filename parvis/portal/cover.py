"""The picture of a book's cover: the door of the place in its colour, the year inside. As a data: address,
since paper loses the grounds of a page and keeps its pictures."""

from urllib.parse import quote

from django.utils.html import escape

_DOOR = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 168 196" text-anchor="middle"
 font-family="{fonts}">
<path fill="{ground}" d="M0 196V84a84 84 0 0 1 168 0v112z"/>
<text x="84" y="104" fill="{ink}" font-size="46" font-weight="700">{number}</text>
<text x="84" y="132" fill="{ink}" font-size="8.5" font-style="italic">{words}</text></svg>"""
_FONTS = "Palatino Linotype, URW Palladio L, Noto Serif, Georgia, serif"


def cover(number: int, words: str, *, ground: str, ink: str) -> str:
    """The address of the picture. ground, ink: #rrggbb; words: the line under the year."""
    picture = _DOOR.format(fonts=_FONTS, ground=ground, ink=ink, number=number, words=escape(words))
    return "data:image/svg+xml," + quote(picture, safe=" =:/'")
