"""`parvis code NAME`: a sign-in code read at the terminal, for when mail is broken."""

from argparse import Namespace

from django.conf import settings
from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.standing import require_place
from parvis.members.codes import make_code
from parvis.members.models import Member
from parvis.members.names import read_card_code, search_name


def _find(words: str) -> Member:
    """The one member of that card code or name. Stop when there is none, or several."""
    present = Member.objects.present()
    if code := read_card_code(words):
        found = list(present.filter(card_code=code))
    else:
        found = list(present.filter(search_name__contains=search_name(words)).order_by("name")[:10])
    if not found:
        raise Stop(f"Personne ne s’appelle « {words} » ici.", "parvis code UN AUTRE NOM")
    if len(found) > 1:
        names = "\n".join(f"  {member.card_code}  {member.name}" for member in found)
        raise Stop(f"Plusieurs personnes ont ce nom :\n{names}", f"parvis code {found[0].card_code}")
    return found[0]


def run(asked: Namespace) -> int:
    """Make the code and show it: the digits are kept nowhere."""
    require_place()
    member = _find(asked.name)
    fresh = make_code(at=timezone.now(), member=member)
    if asked.json:
        speaking.answer_json({"member": member.name, "code": fresh.digits, "until": fresh.row.expires_at})
        return 0
    until = timezone.localtime(fresh.row.expires_at)
    speaking.say(f"Code de {member.name} : {fresh.spoken}", "bold")
    speaking.say(f"Il sert une fois, jusqu’à {until:%H h %M}, sur {settings.PUBLIC_ADDRESS}")
    return 0
