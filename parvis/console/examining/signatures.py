"""Would a provider believe that our messages are ours? The signature (DKIM), and what agrees with it."""

from collections.abc import Iterator
from datetime import datetime

import dns.exception
from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining import names
from parvis.console.examining.address import AT_HOME
from parvis.console.examining.finding import Finding, broken, well, worry
from parvis.courier.replying import can_be_answered
from parvis.courier.signing import BY_RELAY, is_ours_to_sign, public_key, record, signing_domain

_CHECK = "signatures"


def found(at: datetime) -> Iterator[Finding]:
    """Says what to publish when the key is not there yet; nothing in files mode, nor at home."""
    domain = signing_domain()
    if not settings.MAIL_URL or domain in AT_HOME:
        return
    try:
        findings = [*_signed(), *_agreeing(domain)]
    except dns.exception.DNSException:
        what = _("The names’ server says nothing about %(domain)s.") % {"domain": domain}
        findings = [worry(_CHECK, what, _("Whether our messages look honest cannot be told."))]
    yield from findings


def _signed() -> Iterator[Finding]:
    """Is each message signed, and is the key others check it with ours?"""
    if settings.DKIM == BY_RELAY:
        yield well(_CHECK, _("The relay signs our messages, says the setting PARVIS_DKIM."))
        return
    if not is_ours_to_sign():
        why = _("Large providers ask for a signature. If your relay signs, write PARVIS_DKIM=relais.")
        yield worry(_CHECK, _("Our messages are not signed (DKIM)."), why, "PARVIS_DKIM=parvis")
        return
    name, text = record()
    published = names.texts(name)
    if not published:
        what = _("The key of our signature is not published at %(name)s.") % {"name": name}
        why = _("Publish this record, then wait an hour.")
        yield broken(_CHECK, what, why, f'{name}. TXT "{text}"')
    elif not any(public_key() in one.replace(" ", "") for one in published):
        what = _("The key published at %(name)s is not ours.") % {"name": name}
        why = _("Every signature looks forged. Publish this record instead.")
        yield broken(_CHECK, what, why, f'{name}. TXT "{text}"')
    else:
        yield well(_CHECK, _("Our messages are signed, and %(name)s says how to check.") % {"name": name})


def _agreeing(domain: str) -> Iterator[Finding]:
    """DMARC asks that the signature, or the address mail comes back to, be of the domain people read."""
    back = settings.MAIL_REPLIES.rpartition("@")[2].lower() if can_be_answered() else domain
    rules = next((one for one in names.texts(f"_dmarc.{domain}") if one.startswith("v=DMARC1")), "")
    is_strict = "aspf=s" in rules.replace(" ", "").lower()
    agrees = back == domain or (not is_strict and _is_kin(back, domain))
    if back != domain and not any(one.startswith("v=spf1") for one in names.texts(back)):
        what = _("The domain %(domain)s has no %(kind)s record.") % {"domain": back, "kind": "SPF"}
        yield worry(_CHECK, what, _("Our messages may land among the unwanted ones."), f"dig TXT {back}")
    if not agrees and not is_ours_to_sign():
        what = _("Messages from %(domain)s come back to %(back)s.") % {"domain": domain, "back": back}
        why = _("For DMARC these are two senders. Use one domain, or sign with PARVIS_DKIM.")
        yield worry(_CHECK, what, why, "PARVIS_MAIL_REPLIES")


def _is_kin(one: str, other: str) -> bool:
    """One is the other's, or under it."""
    return one.endswith(f".{other}") or other.endswith(f".{one}")
