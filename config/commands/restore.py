"""`parvis restore`: a place given back from its archive, in an empty folder or instead of the one there."""

from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.commands.verify import given
from config.holding import hold
from parvis.console.safekeeping import keeping, restoring, verifying


def run(asked: Namespace) -> int:
    """Give the place back; 1 when the person said no."""
    path = given(asked.file)
    held = hold(settings.DATA, shared=False)
    try:
        is_live = restoring.is_live()
        if asked.dry_run:
            return _foresee(path, asked, is_live)
        if is_live and not asked.yes and not _agrees(path):
            return 1
        return _restore(path, asked, is_live)
    finally:
        held.let_go()


def _foresee(path: Path, asked: Namespace, is_live: bool) -> int:
    """Verify, and say what would be done."""
    verdict = verifying.verify(path)
    if asked.json:
        told = {"file": str(path), "good": verdict.is_good, "replaces": is_live, "written": False}
        speaking.answer_json(told)
        return 0 if verdict.is_good else 1
    made = timezone.localtime(verdict.manifest.made_at)
    speaking.say(f"{verdict.manifest.place}, tel qu’il était le {made:%d/%m/%Y à %H h %M}.")
    speaking.say(f"{verdict.contents.rows()} lignes iraient dans {settings.DATA}.")
    if is_live:
        speaking.say("Le lieu présent serait d’abord sauvegardé, puis remplacé.")
    speaking.say("Rien n’a été écrit.")
    return 0 if verdict.is_good else 1


def _agrees(path: Path) -> bool:
    speaking.say(f"Il y a déjà un lieu dans {settings.DATA}. Il serait gardé à part, puis remplacé.")
    if not speaking.is_someone_there():
        raise Stop("Personne n’est au clavier pour dire oui.", f"parvis restore {path} --yes")
    return speaking.confirm("Le remplacer ?")


def _restore(path: Path, asked: Namespace, is_live: bool) -> int:
    now = timezone.now()
    speaking.note("Restauration en cours…")
    safety = keeping.new_path(now, "avant") if is_live else None
    restored = restoring.restore(path, at=now, safety=safety)
    told = {
        "file": str(path),
        "place": restored.manifest.place,
        "made_at": restored.manifest.made_at,
        "rows": restored.contents.rows(),
        "former": str(restored.safety or ""),
        "written": True,
    }
    if asked.json:
        speaking.answer_json(told)
        return 0
    made = timezone.localtime(restored.manifest.made_at)
    speaking.say(f"{restored.manifest.place} est de retour, tel que le {made:%d/%m/%Y à %H h %M}.", "bold")
    if restored.safety:
        speaking.say(f"Le lieu d’avant est gardé dans {restored.safety}")
    speaking.note("Pour l’ouvrir : parvis serve")
    return 0
