"""The address of an exchange for one of the two: no need to sign in. Signed, it names nobody."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.aid.models import Exchange
from parvis.members.models import Member

_SIGNER = Signer(salt="aid.exchange", sep=".")


def path_of(exchange: int, person: Member) -> str:
    return reverse("aid:exchange", args=[token_of(exchange, person)])


def token_of(exchange: int, person: Member) -> str:
    return _SIGNER.sign(f"{exchange}-{person.pk}")


def opened_by(token: str) -> tuple[Exchange, Member] | None:
    """The exchange and whose address this is; None when we did not sign it, or they are not of it now."""
    try:
        pk, _dash, person = _SIGNER.unsign(token[:120]).partition("-")
        numbers = int(pk), int(person)
    except (BadSignature, ValueError):
        return None
    exchange = Exchange.objects.for_page().filter(pk=numbers[0]).first()
    if exchange is None or numbers[1] not in (exchange.answered_by_id, exchange.notice.author_id):
        return None
    is_author = numbers[1] == exchange.notice.author_id
    return exchange, exchange.notice.author if is_author else exchange.answered_by
