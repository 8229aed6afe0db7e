"""Short addresses for text messages: « parvis.exemple.fr/m/1z-k3fw7… » leads to the link of one message."""

import re
from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from parvis.courier.models import Dispatch
from parvis.courier.replying import in_base_36
from parvis.courier.silencing import choosing_link_of, link_of

_LENGTH = 12  # 60 bits


def short_link(dispatch: Dispatch) -> str:
    """The whole short address of this message's link."""
    return f"{settings.PUBLIC_ADDRESS}/m/{in_base_36(dispatch.pk)}-{_signature(dispatch.pk)}/"


def short_way_out(dispatch: Dispatch) -> str:
    """The whole short address of the page where its reader chooses what they receive."""
    return f"{short_link(dispatch)}stop/"


def link_behind(code: str) -> str:
    """Where it leads; empty for an address we did not make, and once the words are forgotten."""
    found = _behind(code)
    return found.link if found is not None and found.link.startswith(("https://", "http://")) else ""


def way_out_behind(code: str) -> str:
    """Where the way out leads: what this person receives, or the silence of this address; empty as above."""
    found = _behind(code)
    if found is None or not found.address:
        return ""
    return choosing_link_of(found) if found.person is not None else link_of(found.address)


def _behind(code: str) -> Dispatch | None:
    number, _dash, signature = code.partition("-")
    if not re.fullmatch(r"[0-9a-z]{1,13}", number):
        return None
    pk = int(number, 36)
    if pk >= 2**63 or not constant_time_compare(signature, _signature(pk)):
        return None
    return Dispatch.objects.only("link", "person", "address").filter(pk=pk).first()


def _signature(pk: int) -> str:
    digest = salted_hmac("parvis.courier.short_link", str(pk), algorithm="sha256").digest()
    return b32encode(digest[:10]).decode().lower()[:_LENGTH]
