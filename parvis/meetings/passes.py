"""A pass: the address by which one person sees, changes or gives up one registration, without an account.

It is signed, carries nothing personal, opens this registration only, and goes into messages.
"""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from parvis.meetings.models import Meeting, Registration

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


def browser_key(request: HttpRequest, meeting: Meeting) -> str:
    """What stands for a passer-by's browser at one meeting, to know its second tap; empty without cookie.

    A digest of the secret of its forms, another for each meeting: nobody is followed by it.
    """
    secret = request.META.get("CSRF_COOKIE", "")
    return salted_hmac("meetings.form", f"{meeting.pk} {secret}").hexdigest()[:32] if secret else ""
