"""The installation code: whoever reads the server's terminal may fill the first page, nobody else."""

import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from parvis.kit.durable import write_whole

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike


def _path() -> Path:
    return Path(settings.DATA) / "secrets" / "installation-code"


def installation_code() -> str:
    """The code of this empty place, « K7PM-4XQR-W2DN », made the first time it is asked for."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        with suppress(FileExistsError):
            write_whole(path, [code.encode()])
    return path.read_text().strip()


def is_installation_code(typed: str) -> bool:
    """Whether what was typed is the code, spaces, dashes and case aside. False when there is none."""
    if not _path().exists():
        return False
    given = "".join(char for char in typed.upper() if char.isalnum())
    return hmac.compare_digest(given.encode(), installation_code().replace("-", "").encode())


def forget_installation_code() -> None:
    """The place has its first administrator: the code opens nothing any more."""
    _path().unlink(missing_ok=True)
