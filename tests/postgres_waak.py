"""Runs one throw-away PostgreSQL server for as long as somebody uses it: `python postgres_waak.py FOLDER BINARIES`.

Started by `tests.postgres.start()`, as a process apart, with the standard library only. Every user of the cluster holds
a shared lock on `gebruik.slot`; the kernel lets go of it when a user ends, however it ends. This process waits for that
lock alone: it gets it when the last user is gone, and then stops the server and removes the folder. If this process
is itself killed, the kernel takes the server along (PR_SET_PDEATHSIG), and the next start sweeps the folder.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1

INSTELLINGEN = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",  # the cluster lives as long as one test run; what a power cut leaves of it interests nobody
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


def gebruiker() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user that Debian's package made."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def sterf_met_ouder() -> None:
    """In the child, after it took its own user id (a change of user clears this): stop at once when we die."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def draai(folder: Path, binaries: Path) -> subprocess.Popen[bytes]:
    """Make the cluster and start its server; both write to the log that our own output goes to."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    wie = gebruiker()
    folder.chmod(0o755)  # under any umask: the server's user must be able to reach its data
    if wie:
        shutil.chown(data, wie)
    initdb = [f"{binaries}/initdb", "--no-sync", "--no-instructions", "--auth=trust", "--username=postgres"]
    subprocess.run(
        [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1", f"--pgdata={data}"],
        user=wie, check=True, cwd="/",
    )  # fmt: skip
    postgres = [f"{binaries}/postgres", "-D", f"{data}", "-c", f"unix_socket_directories={data}"]
    for naam, waarde in INSTELLINGEN.items():
        postgres += ["-c", f"{naam}={waarde}"]
    return subprocess.Popen(postgres, user=wie, cwd="/", preexec_fn=sterf_met_ouder)  # noqa: PLW1509  (one thread)


def waak(folder: Path, binaries: Path) -> None:
    """Start the server, wait until nobody uses it any more, stop it, clear up."""
    with (folder / "gebruik.slot").open() as slot:
        server = draai(folder, binaries)
        try:
            fcntl.flock(slot, fcntl.LOCK_EX)
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    waak(Path(sys.argv[1]), Path(sys.argv[2]))
