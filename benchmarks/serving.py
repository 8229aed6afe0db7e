"""The real server in a process of its own, and what the kernel says it used."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0


class Server:
    """`parvis serve` on a port of the loopback; figures from /proc."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def cpu_ms(self) -> float:
        """CPU time of the process since its start, all its threads, user and system."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK_MS

    def memory_mb(self, what: str = "VmRSS") -> float:
        """Resident memory now (VmRSS) or at most so far (VmHWM)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split(f"{what}:")[1].split()[0]) / 1024

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/sante/vif", timeout=2).read()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not answer")


@contextmanager
def serving(port: int) -> Iterator[Server]:
    """Serve the data folder of this environment for a while."""
    command = [sys.executable, "-m", "config.command", "serve"]
    environment = {**os.environ, "PARVIS_PORT": str(port), "PARVIS_TRUSTED_PROXIES": "127.0.0.1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    server = Server(process, port)
    try:
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=10)
