"""Pictures people send, made into small clean ones: what is inside decides, not the name of the file.

The camera's data (place, hour, serial number) never gets through, since only the dots are written again.
"""

import io
import struct
import threading
import zlib
from typing import IO

from django.http import HttpResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from parvis.kit.refusals import Refusal

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF")
MOST_BYTES = 20 * 1024 * 1024
MOST_DOTS = 60_000_000  # a telephone of 50 million dots passes, a bomb does not
TARGET_BYTES = 40 * 1024
_QUALITIES = (80, 70, 60, 50, 40)
_SMALLEST_SIDE = 320
_opening = threading.Lock()
# What Pillow's readers let through of a damaged file, besides what they promise.
_UNREADABLE = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError,
    TypeError, LookupError, ArithmeticError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip


class NotAPicture(Refusal):
    """What was sent is not a picture we can read, or is far too big to be one."""

    status = 422


def clean_image(file: IO[bytes], max_side: int, target_bytes: int = TARGET_BYTES) -> bytes:
    """WebP bytes of the picture, upright, no side over `max_side`, about `target_bytes` at most.

    Quality goes down first, then size. Raises NotAPicture with a sentence for people.
    """
    # One large picture at a time: four open at once would weigh more than the whole house.
    with _opening:
        picture = _open(file, max_side)
        picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    while True:
        for quality in _QUALITIES:
            clean = _webp(picture, quality)
            if len(clean) <= target_bytes:
                return clean
        side = int(max(picture.size) * 0.8)
        if side < min(_SMALLEST_SIDE, max_side):
            return clean
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)


def picture_answer(content: bytes, keeping: str) -> HttpResponse:
    """A clean picture as an answer that can be nothing else: opened by itself, it may run and load nothing.

    keeping: its Cache-Control.
    """
    answer = HttpResponse(content, content_type="image/webp")
    answer["Cache-Control"] = keeping
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Disposition"] = "inline"
    return answer


def _open(file: IO[bytes], max_side: int) -> Image.Image:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAPicture(_("This picture weighs more than 20 MB. Choose a smaller one."))
    try:
        picture = Image.open(io.BytesIO(content), formats=KINDS)
        if picture.width * picture.height > MOST_DOTS:
            raise NotAPicture(_("This picture is too large to be opened here. Choose a smaller one."))
        # A JPEG can be decoded straight to a smaller size: a telephone's photo weighs a tenth in memory.
        picture.draft(None, (2 * max_side, 2 * max_side))
        return _plain(picture)
    except _UNREADABLE:
        raise NotAPicture(_("We cannot read this picture. Send a photo in JPEG, PNG or WebP form.")) from None


def _plain(picture: Image.Image) -> Image.Image:
    """The first image, upright, in plain colours (with transparency if it had any)."""
    upright = ImageOps.exif_transpose(picture)
    has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    return upright.convert("RGBA" if has_alpha else "RGB")


def _webp(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return buffer.getvalue()
