"""`parvis demo`: a village to try things in, apart from any real place."""

from argparse import Namespace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.opening import open_place
from parvis.community.models import Community
from parvis.console.demo import fill
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


def _show_the_way() -> None:
    now = timezone.now()
    speaking.say(f"Le village est ouvert : {settings.PUBLIC_ADDRESS}", "bold")
    speaking.say("\nEntrer comme quelqu’un (chaque lien sert une fois) :")
    for name, member in _one_of_each():
        speaking.say(f"  {name:<15} {member.name}")
        speaking.say(f"    {make_link(member, now, lasts=LINKS_LAST)}")
    speaking.note("\nCtrl-C ferme tout.")


def run(_asked: Namespace) -> int:
    """Serve the demo village until told to stop."""
    return open_place(prepare=_fill_once, announce=_show_the_way)
