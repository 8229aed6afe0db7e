"""`parvis demo`: a village to try things in, apart from any real place."""

import secrets
from argparse import Namespace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from config import environment, speaking
from config.asking import Stop
from config.opening import open_place
from parvis.community.models import Community
from parvis.console.demo import fill
from parvis.courier.texting.telephone import Telephone
from parvis.members.models import Member, Role
from parvis.members.signing_in import make_link

LINKS_LAST = timedelta(hours=12)


def _fill_once() -> None:
    community = Community.objects.first()
    if community is None:
        speaking.note("Création du village de démonstration…")
        with transaction.atomic():  # all of the village or none of it, and one commit instead of thousands
            fill(timezone.now())
    elif not community.is_demo:
        raise Stop(f"Le dossier {settings.DATA} contient un vrai lieu.", "parvis serve")


def _one_of_each() -> list[tuple[str, Member]]:
    """A plain member, then one holder of each role of the community."""
    plain = Member.objects.present().filter(roles__isnull=True, contact_points__kind="mail").order_by("pk")
    found = [("membre", plain.first())]
    names = {
        Role.Kind.ANIMATOR: "animation",
        Role.Kind.FACILITATOR: "facilitation",
        Role.Kind.KEEPER: "culture",
        Role.Kind.CORRESPONDENT: "correspondance",
        Role.Kind.ADMINISTRATOR: "administration",
    }
    for kind, name in names.items():
        holder = Member.objects.present().filter(roles__kind=kind).order_by("roles__pk").first()
        found.append((name, holder))
    return [(name, member) for name, member in found if member is not None]


def _lend_a_telephone() -> Telephone | None:
    """A gateway of text messages for trials, on this machine; none when a real one is set."""
    if settings.SMS_URL:
        return None
    port, secret = environment.read("PARVIS_PORT"), secrets.token_urlsafe(24)
    hand_over_to = f"http://127.0.0.1:{port}/sms/entrant/{secret}/"
    telephone = Telephone(port=port + 1, token=secrets.token_urlsafe(24), hand_over_to=hand_over_to)
    try:
        telephone.start()
    except OSError:  # somebody listens there: any free port will do
        telephone.port = 0
        telephone.start()
    settings.SMS_URL, settings.SMS_TOKEN = telephone.send_address, telephone.token
    settings.SMS_INCOMING = secret
    return telephone


def _show_the_way(telephone: Telephone | None) -> None:
    now = timezone.now()
    speaking.say(f"Le village est ouvert : {settings.PUBLIC_ADDRESS}", "bold")
    speaking.say(f"\nJouer les scènes, pas à pas : {settings.PUBLIC_ADDRESS}{reverse('scenes:index')}")
    speaking.say("\nEntrer comme quelqu’un (chaque lien sert une fois) :")
    for name, member in _one_of_each():
        speaking.say(f"  {name:<15} {member.name}")
        speaking.say(f"    {make_link(member, now, lasts=LINKS_LAST)}")
    if telephone is not None:
        speaking.say(f"\nLes textos arrivent sur ce téléphone : {telephone.address}")
    speaking.note("\nCtrl-C ferme tout.")


def run(_asked: Namespace) -> int:
    """Serve the demo village until told to stop."""
    settings.IS_DEMO = True
    telephone = _lend_a_telephone()
    try:
        return open_place(prepare=_fill_once, announce=lambda: _show_the_way(telephone))
    finally:
        if telephone is not None:
            telephone.stop()
