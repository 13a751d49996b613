"""A gunicorn with sync workers (one, to measure) on a free port, and the CPU time that its worker has used."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

WORTEL = Path(__file__).parent.parent
START_DUURT_HOOGSTENS = 60  # seconds


@dataclass(frozen=True, slots=True)
class Webserver:
    """A running server: its port, its (first) worker, and the database processes that work for it alone."""

    poort: int
    werker: int
    ernaast: Callable[[], list[int]]

    def cpu(self) -> float:
        """Return the CPU seconds (user and system) used so far, of the worker and of its own database processes."""
        return sum(cpu_van(pid) for pid in (self.werker, *self.ernaast()))

    def geheugen(self) -> float:
        """Return the resident memory of the worker, in MiB."""
        regels = Path(f"/proc/{self.werker}/status").read_text().splitlines()
        return next(int(regel.split()[1]) for regel in regels if regel.startswith("VmRSS")) / 1024


def cpu_van(pid: int) -> float:
    """Return the CPU seconds of a process: the clock that Linux keeps for it, in nanoseconds, not in ticks of 10 ms."""
    return time.clock_gettime((~pid << 3) | 2)


@contextmanager
def gunicorn(
    doel: str,
    omgeving: Mapping[str, str],
    logboek: Path,
    ernaast: Callable[[], list[int]] = list,
    werkers: int = 1,
) -> Iterator[Webserver]:
    """Serve `doel` (module:app) on 127.0.0.1 for as long as the block lasts; what it says goes to `logboek`."""
    with socket.create_server(("127.0.0.1", 0)) as luister, logboek.open("w") as uitvoer:
        opdracht = ["-m", "gunicorn", "--workers", str(werkers), "--worker-class", "sync", "--timeout", "120"]
        opdracht += ["--bind", f"fd://{luister.fileno()}", "--no-control-socket", "--log-level", "warning", doel]
        baas = subprocess.Popen(
            [sys.executable, *opdracht],
            env={**os.environ, **omgeving}, cwd=WORTEL, stdout=uitvoer, stderr=uitvoer, pass_fds=[luister.fileno()],
        )  # fmt: skip
        poort = luister.getsockname()[1]
        luister.close()  # from here on gunicorn has it alone: when it dies, nobody waits for an answer
        try:
            yield Webserver(poort, _wacht_op_werker(baas, poort, logboek), ernaast)
        except (OSError, HTTPException) as fout:
            raise RuntimeError(f"De server antwoordt niet.\n{logboek.read_text()[-3000:]}") from fout
        finally:
            baas.send_signal(signal.SIGTERM)
            try:
                baas.wait(20)
            except subprocess.TimeoutExpired:
                baas.kill()
                baas.wait()


def kinderen(pid: int) -> list[int]:
    """Return the processes that `pid` started and that still run."""
    return [int(kind) for kind in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _wacht_op_werker(baas: "subprocess.Popen[bytes]", poort: int, logboek: Path) -> int:
    """Wait for the first answer; who gave it is then the only child: what checked the keys at the start is gone."""
    grens = time.monotonic() + START_DUURT_HOOGSTENS
    while baas.poll() is None and time.monotonic() < grens:
        verbinding = HTTPConnection("127.0.0.1", poort, timeout=START_DUURT_HOOGSTENS)
        try:
            verbinding.request("GET", "/")
            verbinding.getresponse().read()
            return kinderen(baas.pid)[0]
        except OSError:
            time.sleep(0.05)
        finally:
            verbinding.close()
    raise RuntimeError(f"De server start niet:\n{logboek.read_text()}")
