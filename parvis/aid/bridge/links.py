"""The address of one volunteer for one wake, without account. Signed, it names nobody; asleep, it is gone."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.aid.models import Volunteer

_SIGNER = Signer(salt="aid.bridge", sep=".")


def path_of(volunteer: Volunteer) -> str:
    return reverse("aid:bridge_answer", args=[token_of(volunteer)])


def token_of(volunteer: Volunteer) -> str:
    return _SIGNER.sign(str(volunteer.pk))


def volunteer_of(token: str) -> Volunteer | None:
    """Whom this address asks; None when we did not sign it, or the bridge sleeps again."""
    try:
        number = int(_SIGNER.unsign(token[:120]))
    except (BadSignature, ValueError):
        return None
    rows = Volunteer.objects.select_related("wake__by", "member__suspension")
    return rows.filter(pk=number, wake__slept_at=None).first()
