"""`parvis backup`: everything the place holds, in one file."""

import shutil
from argparse import Namespace
from pathlib import Path

from django.utils import timezone

from config import speaking
from config.asking import Stop
from parvis.console.safekeeping import archiving, keeping


def run(asked: Namespace) -> int:
    """Take one backup, under the name asked for or in the folder of archives."""
    now = timezone.now()
    path = Path(asked.file).expanduser().absolute() if asked.file else keeping.new_path(now)
    if path.exists():
        raise Stop(f"{path} existe déjà. Rien n’est écrasé.", "parvis backup UN-AUTRE-NOM")
    if asked.dry_run:
        return _foresee(path, asked)
    archive = archiving.back_up(path, at=now)
    photos = [name for name in archive.contents.members if name.startswith("media/")]
    told = {
        "file": str(archive.path),
        "bytes": archive.size,
        "rows": archive.contents.rows(),
        "files": len(photos),
        "missing": archive.contents.missing,
    }
    if asked.json:
        speaking.answer_json(told)
        return 0
    speaking.say(f"Sauvegardé : {archive.path}", "bold")
    how_many = speaking.count(len(photos), "photo", "photos")
    speaking.say(f"{archive.size / 1e6:.1f} Mo, {told['rows']} lignes, {how_many}.")
    for name in archive.contents.missing:
        speaking.note(f"Une photo manquait déjà : {name}")
    speaking.note(f"Pour la relire en entier : parvis verify {archive.path}")
    return 0


def _foresee(path: Path, asked: Namespace) -> int:
    archiving.place_name()
    needed, free = archiving.room_needed(), shutil.disk_usage(_existing(path.parent)).free
    if asked.json:
        speaking.answer_json({"file": str(path), "needed": needed, "free": free, "written": False})
    else:
        speaking.say(f"La sauvegarde irait dans {path}.")
        speaking.say(f"Il faut {needed / 1e6:.0f} Mo au plus ; {free / 1e6:.0f} Mo sont libres.")
    return 0 if needed <= free else 1


def _existing(folder: Path) -> Path:
    return next(parent for parent in [folder, *folder.parents] if parent.exists())
