"""The address of one person's answer to one survey, without account. Signed, it names nobody."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.ideas.models import SurveyGuest

_SIGNER = Signer(salt="ideas.survey", sep=".")


def path_of(guest: SurveyGuest) -> str:
    return reverse("ideas:answer", args=[token_of(guest)])


def token_of(guest: SurveyGuest) -> str:
    return _SIGNER.sign(str(guest.pk))


def guest_of(token: str) -> SurveyGuest | None:
    """Whom this address asks; None when we did not sign it, or the survey has ended."""
    try:
        number = int(_SIGNER.unsign(token[:120]))
    except (BadSignature, ValueError):
        return None
    return SurveyGuest.objects.select_related("survey", "member__suspension").filter(pk=number).first()
