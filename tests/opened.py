"""A `parvis` command as a person types it: a real process, a real folder, a real port."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180.0


class Opened:
    """A `parvis` command running in a process group of its own."""

    def __init__(
        self,
        command: str | Sequence[str],
        data: Path,
        port: int,
        settings: dict[str, str] | None = None,
        program: Sequence[str | Path] = (sys.executable, "-m", "config.command"),
        folder: Path = ROOT,
    ) -> None:
        words_typed = [command] if isinstance(command, str) else command
        self.browser = build_opener(HTTPCookieProcessor())
        self.port, self.said = port, data.parent / f"said-{time.monotonic_ns()}"
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PARVIS_", "PYTHONDONT"))
        }
        env |= {
            "PARVIS_DATA": str(data),
            "PARVIS_PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        env |= settings or {}
        with self.said.open("wb") as words:
            self.process = subprocess.Popen(
                [*program, *words_typed],
                cwd=folder,
                env=env,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, words: str) -> str:
        """All it said, once it has said these words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and words not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.05)
        assert words in self.said.read_text()
        return self.said.read_text()

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE)

    def work_so_far(self) -> float:
        """Seconds of processor it took: what a start would take on a machine with nothing else to do."""
        user, system = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def has_orphans(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def get(self, path: str) -> tuple[int, str]:
        return self._call(path, None)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        return self._call(path, urlencode(fields).encode())

    def _call(self, path: str, body: bytes | None) -> tuple[int, str]:
        try:
            with self.browser.open(f"http://localhost:{self.port}{path}", body, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError as silent:  # ended, perhaps: what it said last tells why
            raise AssertionError(f"{silent}, {self.process.poll()}: {self.said.read_text()}") from silent
