"""DKIM (RFC 6376): messages that leave from here directly carry the signature of the domain.

The key is made once and kept in the data folder; `parvis doctor` says what to publish. Only the headers and
the body as they leave are signed (relaxed/simple): see docs/decisions/0013-signing-mail.md.
"""

import re
from base64 import b64encode
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings

from parvis.kit.durable import write_whole

BY_RELAY = "relais"
_BITS = 2048
_SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type",
    b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"auto-submitted",
    b"cfbl-address", b"feedback-id",
)  # fmt: skip
_SPACE = re.compile(rb"[ \t]+")


def is_ours_to_sign() -> bool:
    """Whether messages are signed here: a key is named, and no relay does it."""
    return settings.DKIM not in ("", BY_RELAY)


def signing_domain() -> str:
    """The domain that signs: the one people read in « De : »."""
    return settings.MAIL_FROM.rpartition("@")[2].rstrip("> ").lower()


def public_key() -> str:
    """What the domain publishes, in base64; the key is made when there is none."""
    key = _key(_path()).public_key()
    shape = serialization.PublicFormat.SubjectPublicKeyInfo
    return b64encode(key.public_bytes(serialization.Encoding.DER, shape)).decode()


def record() -> tuple[str, str]:
    """The name and the text of the record to publish."""
    return f"{settings.DKIM}._domainkey.{signing_domain()}", f"v=DKIM1; k=rsa; p={public_key()}"


def sealed(content: bytes) -> bytes:
    """The message, lines ended by CRLF, with the signature before it."""
    head, _blank, body = content.partition(b"\r\n\r\n")
    fields = _fields(head)
    names = [name for name in _SIGNED if name in fields]
    body_hash = b64encode(sha256(body.rstrip(b"\r\n") + b"\r\n").digest())
    signature = b"v=1; a=rsa-sha256; c=relaxed/simple; d=%b; s=%b;\r\n\th=%b;\r\n\tbh=%b;\r\n\tb=" % (
        signing_domain().encode(),
        settings.DKIM.encode(),
        b":\r\n\t".join(_groups(names)),
        body_hash,
    )
    lines = [_relaxed(name, fields[name]) + b"\r\n" for name in names]
    lines.append(_relaxed(b"dkim-signature", signature))
    seal = b64encode(_key(_path()).sign(b"".join(lines), padding.PKCS1v15(), hashes.SHA256()))
    folded = b"\r\n\t".join(seal[at : at + 72] for at in range(0, len(seal), 72))
    return b"DKIM-Signature: " + signature + folded + b"\r\n" + content


def _fields(head: bytes) -> dict[bytes, bytes]:
    """Each header once, as ours are written."""
    found: dict[bytes, bytes] = {}
    for line in re.split(rb"\r\n(?![ \t])", head):
        name, _colon, value = line.partition(b":")
        found[name.strip().lower()] = value
    return found


def _groups(names: list[bytes]) -> list[bytes]:
    return [b":".join(names[at : at + 5]) for at in range(0, len(names), 5)]


def _relaxed(name: bytes, value: bytes) -> bytes:
    """A header as both sides read it, however it was folded on the way (RFC 6376, 3.4.2)."""
    return name + b":" + _SPACE.sub(b" ", value.replace(b"\r\n", b"")).strip()


def _path() -> Path:
    return Path(settings.DATA) / "secrets" / f"dkim-{settings.DKIM}.pem"


@lru_cache(maxsize=4)
def _key(path: Path) -> rsa.RSAPrivateKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
        shape = serialization.PrivateFormat.PKCS8
        pem = made.private_bytes(serialization.Encoding.PEM, shape, serialization.NoEncryption())
        with suppress(FileExistsError):  # another process was faster: its key is ours
            write_whole(path, [pem])
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key
