"""`parvis serve`: open the place; in an empty data folder, show the way to its first page."""

from argparse import Namespace

from django.conf import settings
from django.utils import timezone

from config import speaking
from config.opening import open_place
from parvis.community.models import Community
from parvis.console.installation_code import installation_code


def _show_the_way() -> None:
    address = settings.PUBLIC_ADDRESS
    if Community.objects.exists():
        speaking.say(f"Le lieu est ouvert : {address}", "bold")
    else:
        speaking.say("Le lieu est vide. Sa première page a quatre champs :", "bold")
        speaking.say(f"  {address}/premiere-page/?code={installation_code()}")
        speaking.say(f"  code d’installation : {installation_code()}")
    speaking.note(f"{timezone.localtime():%H:%M} · Ctrl-C ferme tout.")


def run(_asked: Namespace) -> int:
    """Serve until told to stop."""
    return open_place(prepare=lambda: None, announce=_show_the_way)
