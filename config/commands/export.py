"""`parvis export`: the whole community as one archive that is read without Parvis."""

import os
from argparse import Namespace
from pathlib import Path

from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.standing import require_place
from parvis.console.carrying_away.whole import name_of, whole_community
from parvis.console.taking_away import take_everything_away
from parvis.members.journaling import TERMINAL


def run(asked: Namespace) -> int:
    """Write the archive under the name asked for, or here under the day; nothing is written over."""
    require_place()
    now = timezone.now()
    path = Path(asked.file or name_of(now)).expanduser().absolute()
    if path.exists():
        raise Stop(f"{path} existe déjà. Rien n’est écrasé.", "parvis export UN-AUTRE-NOM.zip")
    if not path.parent.is_dir():
        raise Stop(f"Le dossier {path.parent} n’existe pas.", f"mkdir -p {path.parent}")
    speaking.note("Écriture de l’archive…")
    size = _write(path)
    take_everything_away(by=None, at=now, channel=TERMINAL)
    if asked.json:
        speaking.answer_json({"file": str(path), "bytes": size})
        return 0
    speaking.say(f"Écrite : {path}", "bold")
    speaking.say(f"{size / 1e6:.1f} Mo. Ouvrez index.html ; le dossier prive/ ne se publie pas.")
    return 0


def _write(path: Path) -> int:
    """All of it or nothing: under another name until the last byte is on the disk. Its size."""
    unfinished = path.with_name(f".{path.name}.partiel")
    size = 0
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for piece in whole_community(timezone.now()):
                size += file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return size
