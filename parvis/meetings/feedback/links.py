"""The address of one person's questions after one meeting, without account. Signed, it names nobody."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.meetings.models import FeedbackGuest

_SIGNER = Signer(salt="meetings.feedback", sep=".")


def path_of(guest: FeedbackGuest) -> str:
    return reverse("meetings:feedback_answer", args=[token_of(guest)])


def token_of(guest: FeedbackGuest) -> str:
    return _SIGNER.sign(str(guest.pk))


def guest_of(token: str) -> FeedbackGuest | None:
    """Whom this address asks; None when we did not sign it."""
    try:
        number = int(_SIGNER.unsign(token[:120]))
    except (BadSignature, ValueError):
        return None
    rows = FeedbackGuest.objects.select_related("feedback__meeting__circle", "member__suspension")
    return rows.filter(pk=number).first()
