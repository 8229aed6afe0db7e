"""`parvis import FILE`: show what a list of members becomes, ask, then let it move in."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.standing import require_place
from parvis.members.models import Import, ImportLine
from parvis.members.moving_in.bringing import bring_file
from parvis.members.moving_in.confirming import confirm
from parvis.members.moving_in.jobs import advance_one
from parvis.members.moving_in.saying import MEANINGS, why_left_aside
from parvis.members.moving_in.settling import abandon, examine, settle

CHUNK = 1 << 20
SHOWN = 10  # lines left aside that are told one by one
State = ImportLine.State


def run(asked: Namespace) -> int:
    """Import one file; 0 also for a dry run, 1 when the person said no."""
    require_place()
    brought = _bring(Path(asked.file))
    try:
        _read(brought)
        report = _report(brought, asked.file)
        if not asked.json:
            _show(brought, report)
        if asked.dry_run or not report["people"]:
            return _leave(brought, report, asked, 0)
        if not asked.yes and not _agrees(report, asked.file):
            return _leave(brought, report, asked, 1)
    except BaseException:  # Ctrl-C included: a list nobody agreed to leaves nothing behind
        abandon(brought=brought)
        raise
    return _move_in(brought, report, asked)


def _bring(path: Path) -> Import:
    if not path.is_file():
        raise Stop(f"Je ne trouve pas le fichier {path}.", "parvis import CHEMIN/DU/FICHIER --dry-run")
    return bring_file(name=path.name, chunks=_chunks(path), by=None, at=timezone.now())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _read(brought: Import) -> None:
    """Read the whole list as its columns were guessed."""
    settle(brought=brought, meanings=brought.meanings, at=timezone.now())
    _work_until(brought, Import.State.PREPARING, "lignes lues")
    if brought.state == Import.State.FAILED:
        raise Stop(brought.failure, "parvis import AUTRE-FICHIER --dry-run")


def _work_until(brought: Import, state: str, words: str) -> None:
    """Do the worker's part here, saying how far it is, until the import leaves that state."""
    while advance_one(brought.pk, timezone.now(), seconds=2.0) == state:
        done = (
            brought.lines.exclude(state=State.READY).count()
            if brought.confirmed_at
            else brought.lines.count()
        )
        speaking.note(f"  {done} {words}…")
    brought.refresh_from_db()


def _report(brought: Import, file: str) -> dict[str, Any]:
    """What the list becomes, for a person or another program."""
    lines = brought.lines
    return {
        "file": file,
        "columns": [{"heading": heading, "holds": meaning} for heading, meaning in brought.columns],
        "people": lines.waiting().count(),
        "doubles": lines.doubled().filter(state=State.READY).count(),
        "left_aside": lines.refused().count(),
        "written": False,
    }


def _show(brought: Import, report: dict[str, Any]) -> None:
    words = dict(MEANINGS)
    speaking.table(
        ["Colonne", "Ce qu’elle contient"],
        [[heading or "–", str(words[meaning])] for heading, meaning in brought.columns],
    )
    _table, _guess, first = examine(brought, timezone.localdate())
    speaking.say("\nLes premières lignes")
    for line in first:
        people = [" · ".join(map(str, _said(person.as_json()))) for person in line.people]
        speaking.say(f"  {line.number:>4}  {' + '.join(people) or '(laissée de côté)'}")
    for refused in brought.lines.refused()[:SHOWN]:
        speaking.say(why_left_aside(refused))
    ready = speaking.count(report["people"], "personne prête", "personnes prêtes")
    aside = speaking.count(report["left_aside"], "ligne laissée de côté", "lignes laissées de côté")
    speaking.say(f"\n{ready}, dont {report['doubles']} peut-être déjà là ; {aside}.")


def _said(facts: dict[str, Any]) -> Iterator[str]:
    """The values of a person, flat, without what is empty."""
    for value in facts.values():
        if isinstance(value, list):
            yield from (str(part) for part in value if part)
        elif value:
            yield str(value)


def _agrees(report: dict[str, Any], file: str) -> bool:
    if not speaking.is_someone_there():
        raise Stop("Personne n’est au clavier pour dire oui.", f"parvis import {file} --yes")
    people = speaking.count(report["people"], "personne", "personnes")
    return speaking.confirm(f"Accueillir {people} ? Personne ne recevra de message.")


def _leave(brought: Import, report: dict[str, Any], asked: Namespace, code: int) -> int:
    """Forget the list: nothing was written."""
    abandon(brought=brought)
    if asked.json:
        speaking.answer_json(report)
    else:
        speaking.say("Rien n’a été écrit.")
    return code


def _move_in(brought: Import, report: dict[str, Any], asked: Namespace) -> int:
    brought = confirm(brought=brought, with_circles=True, at=timezone.now())
    _work_until(brought, Import.State.APPLYING, "personnes")
    counts = {state: brought.lines.filter(state=state).count() for state in (State.CREATED, State.LINKED)}
    report |= {"written": True, "created": counts[State.CREATED], "completed": counts[State.LINKED]}
    if asked.json:
        speaking.answer_json(report)
        return 0
    arrived = speaking.count(report["created"], "personne accueillie", "personnes accueillies")
    completed = speaking.count(report["completed"], "fiche complétée", "fiches complétées")
    speaking.say(f"{arrived}, {completed}.", "bold")
    speaking.say(f"Inviter, ou tout annuler pendant 30 jours : {settings.PUBLIC_ADDRESS}/coulisses/")
    return 0
