"""A real mail server on a real socket, that keeps what it gets: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any


@dataclass
class Postbus:
    """What arrived, and how the server answers."""

    poort: int = 0
    tls: ssl.SSLContext | None = None
    # Of each command that is answered otherwise than by "250": the answers, in order; the last one stays.
    antwoorden: dict[str, list[str]] = field(default_factory=dict)
    ontvangen: list[Message] = field(default_factory=list)
    versleuteld: list[bool] = field(default_factory=list)
    # Called when a mail is in, before it is acknowledged.
    bij_ontvangst: Any = None

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what arrived."""
        return [str(bericht["Message-ID"]) for bericht in self.ontvangen]

    def antwoord(self, opdracht: str, gewoon: str) -> str:
        """Return the answer to this command."""
        rij = self.antwoorden.get(opdracht, [])
        return rij.pop(0) if len(rij) > 1 else rij[0] if rij else gewoon


class _Gesprek(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        bus: Postbus = self.server.bus
        self._zeg("220 proef")
        veilig = False
        while regel := self.rfile.readline():
            opdracht = regel.decode().strip().split(" ")[0].upper()
            if opdracht == "EHLO":
                self._zeg("250-proef\r\n250-STARTTLS\r\n250 AUTH PLAIN" if bus.tls and not veilig else "250 proef")
            elif opdracht == "STARTTLS" and bus.tls:
                self._zeg("220 ga maar")
                self.request = bus.tls.wrap_socket(self.request, server_side=True)
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
                veilig = True
            elif opdracht == "DATA":
                self._zeg("354 ga maar")
                inhoud = b"".join(iter(self.rfile.readline, b".\r\n"))
                bus.ontvangen.append(message_from_bytes(inhoud))
                bus.versleuteld.append(veilig)
                if bus.bij_ontvangst:
                    bus.bij_ontvangst()
                self._zeg(bus.antwoord("DATA", "250 dank"))
            elif opdracht == "QUIT":
                self._zeg("221 dag")
                return
            else:
                self._zeg(bus.antwoord(opdracht, "250 goed"))

    def finish(self) -> None:
        """Close what STARTTLS put in the place of the socket that the server knows."""
        super().finish()
        if isinstance(self.request, ssl.SSLSocket):
            self.request.close()

    def _zeg(self, regel: str) -> None:
        self.wfile.write(f"{regel}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up in the middle is what some tests are about."""


@contextmanager
def open_postbus(tls: ssl.SSLContext | None = None) -> Iterator[Postbus]:
    """Serve on a free port of this machine."""
    bus = Postbus(tls=tls)
    with _Server(("127.0.0.1", 0), _Gesprek) as server:
        server.bus, bus.poort = bus, server.server_address[1]  # type: ignore[attr-defined]
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        draad.start()
        yield bus
        server.shutdown()
