"""`parvis upgrade`: a backup, this version's tables, a look round; or the state before."""

import sys
from argparse import Namespace
from contextlib import redirect_stdout

from django.conf import settings
from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.holding import hold
from config.opening import collect_static
from parvis.console import upgrading
from parvis.console.safekeeping import archiving, finishing


def run(asked: Namespace) -> int:
    """Bring the place up to this version. Stop when it failed: the place is as before."""
    held = hold(settings.DATA, shared=False)
    try:
        finishing.finish()
        archiving.place_name()  # NothingToKeep, in words, when nobody opened a place yet
        changes = upgrading.pending()
        if asked.dry_run or not changes:
            return _say(changes, None, asked)
        collect_static()  # the look round opens pages that name these files
        with redirect_stdout(sys.stderr):  # a page of the look round that is slow says so: not in the answer
            done = upgrading.upgrade(at=timezone.now(), tell=speaking.note)
    except upgrading.NotUpgraded as failure:
        raise Stop(failure.reason, "parvis doctor") from failure
    finally:
        held.let_go()
    return _say(done.changes, str(done.backup), asked)


def _say(changes: list[str], backup: str | None, asked: Namespace) -> int:
    if asked.json:
        speaking.answer_json({"changes": changes, "backup": backup, "written": backup is not None})
        return 0
    count = speaking.count(len(changes), "changement", "changements")
    if not changes:
        speaking.say("Le lieu est déjà à jour.", "bold")
    elif backup is None:
        speaking.say(f"{count} à faire :")
        for change in changes:
            speaking.say(f"  {change}")
        speaking.say("Rien n’a été écrit.")
    else:
        speaking.say(f"Le lieu est à jour : {count}.", "bold")
        speaking.say(f"L’état d’avant est gardé dans {backup}")
        speaking.note("Pour l’ouvrir : parvis serve")
    return 0
