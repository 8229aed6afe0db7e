"""The real server in a process of its own: its data folder, its clock, kill -9 and a new start."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.faults.harness.clusters import Cluster
from tests.faults.harness.stores import Store
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[3]
INSIDE = Path(__file__).resolve().parent / "inside"
A_HANG = 90.0  # seconds: what only a hang takes, whatever the machine is doing
PROMISED = 5.0  # seconds: what a start takes on a machine that is not busy elsewhere


class Place:
    """One data folder, perhaps one PostgreSQL database, and the server on them when it runs."""

    def __init__(self, data: Path, *, url: str = "", mail: str = "", **more: str) -> None:
        self.data, self.url, self.port = data, url, free_port()
        self.clock, self.output = data.with_name(f"{data.name}.clock"), data.with_name(f"{data.name}.log")
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []  # seconds each start took until the first good page
        self.facts: dict[str, Any] = {}
        self.more = {"PARVIS_MAIL": mail, **more}
        self.who: dict[str, Any] = {}  # what subprocess needs to run the server as somebody else
        self.command = [sys.executable, "-m", "config.command", "serve"]

    @property
    def store(self) -> Store:
        return Store(self.url, self.data)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "PYTEST"))
        }
        return {
            **kept,
            "PARVIS_DATA": str(self.data),
            "PARVIS_DATABASE": self.url,
            "PARVIS_PORT": str(self.port),
            "PARVIS_TRUSTED_PROXIES": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{INSIDE}:{ROOT}",
            "FAULTS_CLOCK": str(self.clock),
            **self.more,
        }

    def start(self, *, wait: bool = True) -> float:
        """Start the server; the seconds until it answered a page. TimeoutError when it hangs or refuses."""
        began = time.monotonic()
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, env=self.environment(), cwd=ROOT, stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, start_new_session=True, **self.who,
            )  # fmt: skip
        if wait:
            self.wait(began + A_HANG)
            self.starts.append(time.monotonic() - began)
        return time.monotonic() - began

    def wait(self, until: float) -> None:
        while time.monotonic() < until:
            if self.process is not None and self.process.poll() is not None:
                raise TimeoutError(f"the server ended ({self.process.returncode}):\n{self.said()}")
            if self.status("/", until - time.monotonic()) == 200:  # behind fifty others, on a busy machine
                return
            time.sleep(0.03)
        raise TimeoutError(f"no answer:\n{self.said()}")

    def status(self, path: str, patience: float = 30.0) -> int:
        """The status of a page; 0 when nobody answers."""
        try:
            with urlopen(self.address + path, timeout=max(patience, 1.0)) as answer:
                answer.read()
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except OSError:
            return 0

    def said(self) -> str:
        """The end of what the server wrote."""
        return self.output.read_text(errors="replace")[-4000:] if self.output.exists() else ""

    def defects(self) -> set[str]:
        """What broke in the server and is no breakdown of the database, by its log: name and message."""
        logged = self.output.read_text(errors="replace") if self.output.exists() else ""
        broken = [json.loads(line) for line in logged.splitlines() if '"event": "broken"' in line]
        return {f"{one['error']} {one['message']}" for one in broken if one["error"] != "OperationalError"}

    def kill(self) -> None:
        """kill -9, of the whole session; nothing is finished, nothing is said."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(A_HANG)

    def stop(self) -> int:
        """Ask it to end, as an operator would; its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(A_HANG)

    def set_clock(self, seconds: float) -> None:
        """Put the server's clock that far from the true hour (it notices within a tenth of a second)."""
        draft = self.clock.with_suffix(".part")
        draft.write_text(str(seconds))
        draft.replace(self.clock)

    def run(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run something else on the same place: a command, a script."""
        return subprocess.run(
            [sys.executable, *command], env={**self.environment(), **more}, cwd=ROOT,
            capture_output=True, text=True, check=False, **self.who,
        )  # fmt: skip


class Template:
    """A filled place, made once; `copy` is quick."""

    def __init__(self, folder: Path, cluster: Cluster | None = None) -> None:
        self.folder, self.cluster, self.copies = folder, cluster, 0
        url = cluster.copy("template0", "village") if cluster else ""
        self.original = Place(folder / "village", url=url)
        done = self.original.run("-m", "tests.faults.harness.founding")
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        self.facts = json.loads(done.stdout)

    def copy(self, mail: str = "", where: Path | None = None, **more: str) -> Place:
        """A place of its own, as filled as the template."""
        self.copies += 1
        data = (where or self.folder) / f"place{self.copies}"
        shutil.copytree(self.original.data, data)
        url = self.cluster.copy("village", data.name) if self.cluster else ""
        place = Place(data, url=url, mail=mail, **more)
        place.facts = self.facts
        return place
