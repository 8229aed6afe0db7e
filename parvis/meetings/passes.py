"""A pass: the address by which one person sees, changes or gives up one registration, without an account.

It is signed, carries nothing personal, opens this registration only, and goes into messages.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.meetings.models import Registration

_SIGNER = Signer(salt="meetings.pass", sep=".")


def pass_of(registration: Registration) -> str:
    """The signed number of a registration: « 12.kX3… », for addresses."""
    return _SIGNER.sign(str(registration.pk))


def path_of(registration: Registration) -> str:
    """The path of the page « C'est noté » of this registration, for messages."""
    return reverse("meetings:registration", args=[pass_of(registration)])


def number_in(signed: str) -> int | None:
    """The registration a pass opens; None for anything we did not sign."""
    try:
        return int(_SIGNER.unsign(signed))
    except (BadSignature, ValueError):
        return None
