"""One style sheet for the whole house: the files of kit in their order, then those of the areas.

There is no build step: the text is put together once per process (at each change while developing)
and its address carries the digest of its content, so that browsers may keep it for ever.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_AREAS = Path(__file__).resolve().parent.parent
_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def files() -> list[Path]:
    """Every CSS file, in the order of reading: kit's layers first, then one file per area."""
    kit = sorted((_AREAS / "kit" / "static" / "kit" / "css").glob("*.css"))
    areas = [path for path in sorted(_AREAS.glob("*/static/*/*.css")) if "kit" not in path.parts]
    return kit + areas


def _lean(text: str) -> str:
    """The same rules without comments and without the spaces people need to read them."""
    text = re.sub(r"\s+", " ", _COMMENTS.sub("", text))
    return re.sub(r"\s*([{};,])\s*", r"\1", text).strip()


@lru_cache(maxsize=2)
def _compose(stamps: tuple[tuple[Path, float], ...]) -> tuple[str, str]:
    text = "\n".join(_lean(path.read_text(encoding="utf-8")) for path, _changed in stamps)
    return text, hashlib.sha256(text.encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _once() -> tuple[str, str]:
    return _compose(tuple((path, 0.0) for path in files()))


def sheet() -> tuple[str, str]:
    """The text of the sheet and its digest."""
    if settings.DEBUG:
        return _compose(tuple((path, path.stat().st_mtime) for path in files()))
    return _once()
