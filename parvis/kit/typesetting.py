"""PDF that reads aloud well (PDF/UA-1), set by Typst when it is installed: the extra `pdf`.

Templates are ours; what people wrote travels as data, never as source. Each sheet is set by a process of
its own, bounded in time and memory, one at a time. Nothing is downloaded.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal

FONTS = Path(__file__).resolve().parent / "static" / "kit" / "fonts"
_CHILD = Path(__file__).resolve().parent / "typesetter.py"
SECONDS = 25.0
PATIENCE = 15.0
_alone = threading.Semaphore(1)


class NotSet(Refusal):
    """No PDF this time; the browser prints the same sheet."""

    status = 503


@cache
def is_installed() -> bool:
    """Whether the extra `pdf` is here."""
    return find_spec("typst") is not None


def typeset(*, folder: Path, main: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of a template, with its data (JSON: text, numbers, lists, objects); `at` is written inside.

    NotSet when Typst is absent, busy, or fails on this data.
    """
    if not is_installed():
        raise NotSet(_("This place makes no PDF. Print from your browser."))
    if not _alone.acquire(timeout=PATIENCE):
        raise NotSet(_("Many sheets are being made. Print from your browser, or try again."))
    try:
        return _run({
            "folder": str(folder), "main": main, "fonts": str(FONTS), "data": data, "at": int(at.timestamp()),
        })  # fmt: skip
    finally:
        _alone.release()


def _run(asked: Mapping[str, Any]) -> bytes:
    command = [sys.executable, "-I", str(_CHILD)]
    environment = {"RAYON_NUM_THREADS": "1"}  # nothing of ours is told
    try:
        done = subprocess.run(  # noqa: S603  our own file; people's words go in by standard input
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=SECONDS, env=environment,
            check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as failed:
        raise NotSet(_("This PDF could not be made. Print from your browser.")) from failed
    return done.stdout


def pdf_answer(name: str, pdf: bytes) -> HttpResponse:
    """The PDF as a page the browser opens, to be saved under `name`."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
