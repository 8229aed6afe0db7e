"""`parvis verify`: is this archive whole, and would it give the place back?"""

from argparse import Namespace
from pathlib import Path

from django.utils import timezone

from config import speaking
from config.asking import Stop
from parvis.console.safekeeping import keeping, verifying


def given(file: str) -> Path:
    """The archive asked for, else the latest of the folder. Stop when there is none."""
    if file:
        path = Path(file).expanduser()
        return path if path.exists() or path.is_absolute() else _in_folder(path)
    last = keeping.latest()
    if last is None:
        raise Stop(f"Il n’y a aucune sauvegarde dans {keeping.folder()}.", "parvis backup")
    return last.path


def _in_folder(path: Path) -> Path:
    """A bare name is looked for among the archives too."""
    kept = keeping.folder() / path.name
    return kept if kept.exists() else path


def run(asked: Namespace) -> int:
    """Verify one archive; 0 when it is good, 1 when it is not."""
    path = given(asked.file)
    verdict = verifying.verify(path)
    told = {
        "file": str(path),
        "good": verdict.is_good,
        "place": verdict.manifest.place,
        "made_at": verdict.manifest.made_at,
        "parvis": verdict.manifest.parvis,
        "rows": verdict.contents.rows(),
        "faults": verdict.faults,
        "missing": verdict.contents.missing,
    }
    if asked.json:
        speaking.answer_json(told)
        return 0 if verdict.is_good else 1
    made = timezone.localtime(verdict.manifest.made_at)
    speaking.say(f"{verdict.manifest.place}, le {made:%d/%m/%Y à %H h %M}, {told['rows']} lignes.")
    for fault in verdict.faults:
        speaking.say(f"  ne mène nulle part : {fault}")
    speaking.say("Cette sauvegarde est bonne." if verdict.is_good else "Cette sauvegarde est abîmée.", "bold")
    return 0 if verdict.is_good else 1
