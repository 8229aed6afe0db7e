"""`parvis move`: the place goes from SQLite to PostgreSQL, or back."""

from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config import databases, environment, speaking
from config.asking import Stop
from config.holding import hold
from config.standing import require_place
from parvis.console.safekeeping import archiving, moving


def run(asked: Namespace) -> int:
    """Copy the place to the other database, compare, and say which setting to change."""
    url, setting = _target(asked.to)
    try:
        target = databases.from_url(url, settings.DATA)
    except ValueError as wrong:
        raise Stop(f"Cette adresse ne se lit pas : {asked.to}", "parvis move --help") from wrong
    held = hold(settings.DATA, shared=False)
    try:
        require_place()
        if asked.dry_run:
            return _foresee(asked)
        speaking.note("Déménagement en cours…")
        moved = moving.move(target, at=timezone.now())
    finally:
        held.let_go()
    if asked.json:
        speaking.answer_json(
            {"rows": moved.rows, "tables": moved.tables, "setting": setting, "written": True}
        )
        return 0
    speaking.say(f"{moved.rows} lignes dans {moved.tables} tables, relues une à une de l’autre côté.", "bold")
    speaking.say("Il reste un réglage à changer, puis à ouvrir le lieu :")
    speaking.say(f"  {setting}", "bold")
    speaking.note("L’ancienne base n’a pas changé. Effacez-la quand le lieu tourne bien sur la nouvelle.")
    return 0


def _target(given: str) -> tuple[str, str]:
    """The address of the other database, and the setting to change. A file may hold it, with its secret."""
    if not given:
        raise Stop("Il manque l’adresse de l’autre base.", "parvis move --to postgres://…", exit_code=2)
    path = Path(given).expanduser()
    if "://" not in given and path.is_file():
        return path.read_text(encoding="utf-8").strip(), f"PARVIS_DATABASE_FILE={path.absolute()}"
    if "://" not in given:
        raise Stop(f"{given} n’est ni une adresse, ni un fichier.", "parvis move --help", exit_code=2)
    return given, f"PARVIS_DATABASE={given}"


def _foresee(asked: Namespace) -> int:
    needed = archiving.room_needed()
    if asked.json:
        speaking.answer_json(
            {"needed": needed, "from": environment.origin("PARVIS_DATABASE"), "written": False}
        )
    else:
        speaking.say(
            f"Il faut {needed / 1e6:.0f} Mo libres dans {settings.DATA}, et autant dans l’autre base."
        )
        speaking.say("Rien n’a été écrit.")
    return 0
