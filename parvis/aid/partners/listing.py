"""Write a partner on the list, change it, take it off: one role keeps it, with a person to ask."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import Partner
from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.site_addresses import safe_site
from parvis.members.models import Member, Role
from parvis.members.permissions import holds_for_all, is_administrator

MOST = 60


class NotYoursToKeep(Refusal):
    """The animators, the keepers of the culture and the administrators keep this list."""

    status = 403


class CannotList(Refusal):
    """What was said of the partner does not hold together."""


def keeps_partners(member: Member) -> bool:
    kinds = (Role.Kind.ANIMATOR, Role.Kind.KEEPER)
    return is_administrator(member) or any(holds_for_all(member, kind) for kind in kinds)


def checked_url(text: str) -> str:
    """« leboncoin.fr » as https://leboncoin.fr. CannotList: not a site, not safe, a name or a code in it."""
    try:
        return safe_site(text)
    except ValueError:
        words = _("Write the address of a site that begins with https://.")
        raise CannotList(words, _to_partners()) from None


@transaction.atomic
def write(*, row: Partner | None, facts: Mapping[str, Any], by: Member, at: datetime) -> Partner:
    """A new partner, or other words for a known one. NotYoursToKeep, CannotList."""
    if not keeps_partners(by):
        raise NotYoursToKeep(_("Those who animate keep this list. Talk to them."), _to_partners())
    known = {**facts, "url": checked_url(facts.get("url", ""))}
    if known["kind"] == Partner.Kind.SITE and not known["url"]:
        raise CannotList(_("Write the address of the site."), _to_partners())
    if row is None and Partner.objects.count() >= MOST:
        raise CannotList(_("Sixty partners are a lot. Take one off first."), _to_partners())
    same = Partner.objects.filter(kind=known["kind"], title__iexact=known["title"])
    if same.exclude(pk=row.pk if row else 0).exists():
        raise CannotList(_("This partner is on the list already."), _to_partners())
    partner = row or Partner(written_at=at)
    for name, value in known.items():
        setattr(partner, name, value)
    partner.written_by = by
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError:
        raise CannotList(_("This partner is on the list already."), _to_partners()) from None
    return partner


@transaction.atomic
def take_off(*, row: Partner, by: Member) -> None:
    """Twice: nothing happens. NotYoursToKeep."""
    if not keeps_partners(by):
        raise NotYoursToKeep(_("Those who animate keep this list. Talk to them."), _to_partners())
    Partner.objects.filter(pk=row.pk).delete()


def _to_partners() -> WayOut:
    return WayOut(_("See the partners"), reverse("aid:partners"))
