"""What holds wherever gunicorn serves this app; it reads this file by itself."""

import re
import subprocess
import sys
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http import wsgi

# Tells nobody what runs here.
wsgi.SERVER = "ketens"

# Who is in front of us is said by KETENS_PROXIES alone: no header of whoever connects from this machine changes it.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""

# What a worker makes (the anchor, the files beside a SQLite database) is for the owner alone.
umask = 0o077

# A little more than what the app itself takes, so that the refusal is a page of the house.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190


# After these words an address holds what opens a page without an account: whoever reads the log must not have it.
SLEUTEL = re.compile(r"(/(?:status|ontvangen|agenda)/).+")


class Logboek(Logger):
    """Of an address the path alone, as it was sent: ids, no words that somebody typed, and never a line break."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """Return what a line of the access log may hold."""
        pad = SLEUTEL.sub(r"\1...", environ["RAW_URI"].partition("?")[0])
        return {**super().atoms(resp, req, environ, request_time), "U": pad}


logger_class = Logboek
# REMOTE_ADDR is the browser's, seen through the proxies.
access_log_format = '%({REMOTE_ADDR}e)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'


def on_starting(server: Any) -> None:
    """Start only with the keys of this database: a wrong setting is one sentence, and nobody listens yet.

    In a process of its own, so that the master holds no code that a reload would leave standing.
    """
    if getattr(server.app, "app_uri", None) != "wsgi:app":
        return
    controle = subprocess.run(
        [sys.executable, "-m", "ketens", "sleutels", "controleer"], stdout=subprocess.DEVNULL, check=False
    )
    if controle.returncode:
        sys.exit(controle.returncode)
