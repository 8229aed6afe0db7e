"""« Ne plus rien m'envoyer »: an address asks to be left alone, with one link and without an account.

The link carries a signed digest: it opens this and nothing else, and tells nobody which address it was.
"""

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.crypto import salted_hmac

from parvis.courier.models import Dispatch, Silence
from parvis.kit.freshness import cached

_SIGNER = Signer(salt="parvis.courier.silence", sep=".")
_CHOOSING = Signer(salt="parvis.courier.choosing", sep=".")
_TABLE = frozenset({"courier_silence"})
NOWHERE = "@nowhere.invalid"


def digest_of(address: str) -> str:
    """What stands for an address: nobody reads the address in it, nor guesses it without our key."""
    return _digest(address.strip().lower(), settings.SECRET_KEY)


@lru_cache(maxsize=2000)  # of one group that leaves: asked several times for each
def _digest(address: str, _key: str) -> str:
    return salted_hmac("parvis.courier.silence", address, algorithm="sha256").hexdigest()


def token_of(address: str) -> str:
    """The signed digest, for the link of a message."""
    return _SIGNER.sign(signing.b62_encode(int(digest_of(address), 16)))


def link_of(address: str) -> str:
    """The whole address of the page « Ne plus rien m'envoyer »."""
    return f"{settings.PUBLIC_ADDRESS}/ne-plus-m-ecrire/{token_of(address)}/"


def choosing_path(person: int, address: str) -> str:
    """The page « Ce que je reçois » of a person, as somebody who reads this address may open it."""
    value = f"{person}-{signing.b62_encode(int(digest_of(address), 16))}"
    return f"/ce-que-je-recois/{_CHOOSING.sign(value)}/"


def choosing_link_of(dispatch: Dispatch) -> str:
    """The whole address of that page, for a message."""
    return f"{settings.PUBLIC_ADDRESS}{choosing_path(dispatch.person or 0, dispatch.address)}"


def choosing_in(token: str) -> tuple[int, str] | None:
    """The person and the digest of the address such a link carries; None for anything we did not sign."""
    try:
        person, _dash, digest = _CHOOSING.unsign(token).partition("-")
        return int(person), f"{signing.b62_decode(digest):064x}"
    except (BadSignature, ValueError):
        return None


def digest_in(token: str) -> str | None:
    """The digest a link carries; None for anything we did not sign."""
    try:
        return f"{signing.b62_decode(_SIGNER.unsign(token)):064x}"
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def silence(*, digest: str, at: datetime) -> None:
    """From now on nothing is written to this address. Asked twice: nothing changes."""
    Silence.objects.get_or_create(digest=digest, defaults={"asked_at": at})


@transaction.atomic
def lift(*, digest: str) -> None:
    """The address may be written to again. Not silent: nothing happens."""
    Silence.objects.filter(digest=digest).delete()


def is_silent(digest: str) -> bool:
    """Whether this address asked to be left alone (remembered until a silence is asked or lifted)."""
    return digest in cached("courier.silences", _all, tables=_TABLE)


def nowhere(address: str) -> str:
    """An address that leads nowhere, the same for the same address: what is written to it never leaves.

    A question asked for an address nobody has does the same work as for any other.
    """
    return f"{digest_of(address)[:32]}{NOWHERE}"


def _all() -> frozenset[str]:
    return frozenset(Silence.objects.values_list("digest", flat=True))
