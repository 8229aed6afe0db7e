"""Each night, in a process of its own: take a backup, read it again, let go of the oldest."""

import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.utils import timezone

from parvis.community.identity import current
from parvis.console.safekeeping import erasures, keeping
from parvis.kit import waking

HOUR = 3  # of the community's own night
LONGEST = timedelta(hours=3)
STOPPED = "stopped before its end"
A_LOOK = 0.2  # seconds between two looks at the child
logger = structlog.get_logger("safekeeping")


class NotKept(Exception):
    """The nightly backup did not work; the reason is in the folder of archives and in the log."""


def is_due() -> bool:
    """Has tonight's hour passed without an archive? After a failure, an hour's rest. Demos keep nothing."""
    if current().is_demo or not current().is_founded:
        return False
    now = timezone.localtime()
    tonight = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    since = tonight if now >= tonight else tonight - timedelta(days=1)
    last, tried = keeping.latest(), keeping.last_try()
    if last is not None and last.made_at >= since - timedelta(minutes=1):
        return False
    return tried is None or tried.is_good or now - tried.at > timedelta(hours=1)


def take(at: datetime) -> None:
    """The job: back up, verify, rotate. NotKept when it did not work (the next try is in an hour).

    A process of its own, at low priority: the server answers as fast as ever, and its memory is given back.
    """
    erasures.write_down(at)
    path = keeping.new_path(at)
    steps = [["backup", str(path)], ["verify", str(path)]]
    if settings.BACKUP_KEY and not settings.BACKUP_IDENTITY:
        del steps[1]  # closed for us too: whoever has the key verifies
    for words in steps:
        failure = _run(words)
        if failure == STOPPED and waking.is_stopping():
            return  # Parvis closes; due again at its next start
        if failure:
            keeping.note_try(at, failure)
            logger.error("backup failed", step=words[0], reason=failure)
            raise NotKept(failure)
    keeping.note_try(at, "")
    for old in keeping.let_go(at):
        logger.info("backup let go", file=old.name)


# Our own code, from wherever it was started, gently.
_COMMAND = (
    "import os, sys; os.nice(10); sys.path.insert(0, sys.argv.pop(1)); "
    "from config.command import main; sys.exit(main(sys.argv[1:]))"
)


def _run(words: list[str]) -> str:
    """Run one command; why it failed, empty when it did not."""
    line = [sys.executable, "-c", _COMMAND, str(settings.BASE_DIR), *words, "--json"]
    try:
        with tempfile.TemporaryFile("w+") as said:
            child = subprocess.Popen(  # noqa: S603  a path of our own making
                line, stdin=subprocess.DEVNULL, stdout=said, stderr=said, text=True
            )
            if not _ends(child):
                return STOPPED
            said.seek(0)
            return "" if child.returncode == 0 else said.read().strip()[:300] or "?"
    except OSError as error:
        return type(error).__name__


def _ends(child: "subprocess.Popen[str]") -> bool:
    """Wait for a child to end by itself; it is ended when Parvis stops, or when it takes too long."""
    until = time.monotonic() + LONGEST.total_seconds()
    while child.poll() is None:
        if waking.is_stopping() or time.monotonic() > until:
            child.terminate()
            child.wait()
            return False
        waking.rest(A_LOOK)
    return True
