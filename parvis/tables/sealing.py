"""Seal whom a silent wish is about: for the engine and its author, not for whoever opens the database."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_PURPOSE = b"parvis tables silent wishes"


def seal(person: int) -> str:
    """This person's number, sealed; two seals of one number differ."""
    return _safe().encrypt(str(person).encode()).decode()


def unseal(sealed: str) -> int | None:
    """The number again; None when it was sealed by another place's key."""
    try:
        return int(_safe().decrypt(sealed.encode()))
    except (InvalidToken, ValueError):
        return None


def mark_of(author: int, person: int) -> str:
    """The same for the same two, and tells nothing: keeps a wish from being written twice."""
    return hmac.new(_key(), f"{author}:{person}".encode(), "sha256").hexdigest()


def _key() -> bytes:
    return hashlib.sha256(_PURPOSE + settings.SECRET_KEY.encode()).digest()


def _safe() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key()))
