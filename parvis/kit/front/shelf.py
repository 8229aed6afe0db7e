"""Static files, read once and kept ready: only files found at the start exist, so no path can escape."""

import mimetypes
import re
from pathlib import Path

from parvis.kit.front.prepared import Prepared, prepare

_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
_FOREVER = b"public, max-age=31536000, immutable"
_ASK_AGAIN = b"no-cache"


class Shelf:
    """Prepared files by path: `/static/kit/parvis.55e7cbb9ba48.css`."""

    def __init__(self, root: Path | None = None, prefix: str = "/static/") -> None:
        self._files: dict[str, Prepared] = {}
        if root is not None:
            for file in filter(Path.is_file, sorted(root.rglob("*"))):
                self._files[prefix + file.relative_to(root).as_posix()] = _prepared(file)

    def find(self, path: str) -> Prepared | None:
        """The file under a path, if there is one."""
        return self._files.get(path)


def _prepared(file: Path) -> Prepared:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    lasting = _FOREVER if _HASHED.search(file.name) else _ASK_AGAIN
    headers = [
        (b"content-type", kind.encode()),
        (b"cache-control", lasting),
        (b"x-content-type-options", b"nosniff"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    return prepare(headers, file.read_bytes())
