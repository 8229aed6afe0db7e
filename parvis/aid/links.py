"""The address by which an author renews or ends a notice without signing in. Signed, it names nobody."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.aid.models import Notice

_SIGNER = Signer(salt="aid.notice", sep=".")


def path_of(notice: Notice) -> str:
    return reverse("aid:mine", args=[_SIGNER.sign(str(notice.pk))])


def notice_of(token: str) -> Notice | None:
    """Which notice this address is for; None when we did not sign it, or its author is not here."""
    try:
        number = int(_SIGNER.unsign(token[:120]))
    except (BadSignature, ValueError):
        return None
    rows = Notice.objects.for_list().filter(author__left_at=None, author__suspension=None)
    return rows.filter(pk=number).first()
