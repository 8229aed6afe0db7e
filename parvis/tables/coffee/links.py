"""The address of one cup: its holder answers by it without signing in. Signed, it names nobody."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.tables.models import Cup

_SIGNER = Signer(salt="tables.cup", sep=".")


def path_of(cup: Cup) -> str:
    return reverse("tables:cup", args=[token_of(cup)])


def token_of(cup: Cup) -> str:
    return _SIGNER.sign(str(cup.pk))


def cup_of(token: str) -> Cup | None:
    """The cup this address opens; None when we did not sign it, or its holder is not here now."""
    try:
        number = int(_SIGNER.unsign(token[:120]))
    except (BadSignature, ValueError):
        return None
    return Cup.objects.for_page().filter(pk=number).first()
