"""The address of one question « voulez-vous rencontrer…? »: signed, it names nobody."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.conversations.models import Introduced

_SIGNER = Signer(salt="conversations.introduced", sep=".")


def path_of(introduced: Introduced) -> str:
    return reverse("conversations:introduction", args=[_SIGNER.sign(str(introduced.pk))])


def introduced_at(token: str) -> Introduced | None:
    """Whose question this is; None when we did not sign it, or it is over."""
    try:
        number = int(_SIGNER.unsign(token[:120]))
    except (BadSignature, ValueError):
        return None
    rows = Introduced.objects.select_related("member", "introduction__by", "introduction__thread")
    return rows.filter(pk=number).first()
