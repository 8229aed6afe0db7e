"""Passkeys: a telephone, a computer or a key that lets its owner in. The library does the mathematics."""

import json
import struct
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from parvis.community.identity import current
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member, Passkey
from parvis.members.telling_of_changes import tell_of_change

MOST_KEYS = 10
_ADDED = gettext_lazy("A passkey was added: a device that lets you in.")
_REMOVED = gettext_lazy("A passkey was removed.")
# What the library raises at an answer that is false, cut or made up.
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, InvalidSignature)


class PasskeyRefused(Refusal):
    """The device's answer does not hold: an old page, another address, an unknown key."""

    status = 400

    def __init__(self) -> None:
        words = _("This passkey did not work. A code by mail or by telephone always does.")
        super().__init__(words, WayOut(_("Receive a code"), "/connexion/"))


def are_possible() -> bool:
    """Browsers offer passkeys over https, and on the very machine (localhost)."""
    return settings.IS_HTTPS or _host() == "localhost"


def begin_adding(member: Member) -> tuple[str, Any]:
    """What the browser needs to make a passkey (JSON), and the state to keep until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=str(member.pk).encode(), name=member.name, display_name=member.name
    )
    options, state = _server().register_begin(
        user,
        credentials=[_data(key) for key in member.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"]), state


@transaction.atomic
def finish_adding(*, member: Member, name: str, state: Any, answer: str, at: datetime) -> Passkey:
    """The new passkey. PasskeyRefused when the answer does not fit what was asked."""
    if member.passkeys.count() >= MOST_KEYS:
        raise PasskeyRefused
    try:
        response = RegistrationResponse.from_dict(json.loads(answer))
        made = _server().register_complete(state, response)
    except _FAULTS as fault:
        raise PasskeyRefused from fault
    data = made.credential_data
    if data is None or Passkey.objects.filter(credential_id=data.credential_id).exists():
        raise PasskeyRefused
    tell_of_change(member=member, what=_ADDED, at=at)
    return Passkey.objects.create(
        member=member,
        name=name,
        credential_id=data.credential_id,
        credential_data=bytes(data),
        sign_count=made.counter,
        added_at=at,
    )


def begin_entering() -> tuple[str, Any]:
    """What the browser needs to ask for a passkey of this place (JSON), and the state to keep."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.PREFERRED)
    return json.dumps(dict(options)["publicKey"]), state


@transaction.atomic
def finish_entering(*, state: Any, answer: str, at: datetime) -> Member:
    """Whose passkey answered. PasskeyRefused when none of ours did, or its counter went back."""
    response = _read(answer)
    ours = Passkey.objects.select_for_update().select_related("member")
    key = ours.filter(credential_id=response.raw_id, member__in=Member.objects.let_in(at)).first()
    if key is None:
        raise PasskeyRefused
    try:
        _server().authenticate_complete(state, [_data(key)], response)
    except _FAULTS as fault:
        raise PasskeyRefused from fault
    counter = response.response.authenticator_data.counter
    # A counter that does not advance betrays a copy; devices without one always answer 0.
    if counter <= key.sign_count and (counter or key.sign_count):
        raise PasskeyRefused
    Passkey.objects.filter(pk=key.pk).update(sign_count=counter)
    return key.member


def _read(answer: str) -> AuthenticationResponse:
    try:
        response: AuthenticationResponse | None = AuthenticationResponse.from_dict(json.loads(answer))
    except _FAULTS as fault:
        raise PasskeyRefused from fault
    if response is None:
        raise PasskeyRefused
    return response


@transaction.atomic
def remove(*, passkey: Passkey, at: datetime) -> None:
    """This device no longer lets its owner in, who hears of it."""
    tell_of_change(member=passkey.member, what=_REMOVED, at=at)
    passkey.delete()


def _server() -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=_host(), name=current().name))


def _host() -> str:
    return urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"


def _data(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential_data))
