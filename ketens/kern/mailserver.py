"""The mail server of this installation, as one address says it."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from ketens.kern.fouten import Instelfout

# By these names a browser on this very machine calls it.
EIGEN_MACHINE = ("localhost", "127.0.0.1")
SMTP_FOUT = (
    "KETENS_SMTP_URL klopt niet. Een voorbeeld: smtp://naam:wachtwoord@mail.example:587?van=ketens@borne.example."
)


@dataclass(frozen=True, slots=True)
class Mailserver:
    """Where mail is handed in. Always under TLS with a checked certificate, but on this very machine."""

    host: str
    poort: int
    van: str
    # From the first byte (smtps), or begun by STARTTLS.
    meteen_tls: bool = False
    zonder_tls: bool = False
    gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)

    @classmethod
    def uit(cls, url: str, adres: str = "") -> "Mailserver | None":
        """Read `smtp://user:password@host:587?van=ketens@gemeente.example` (or `smtps://…:465`); empty is None."""
        if not url:
            return None
        try:
            delen, poort = urlsplit(url), urlsplit(url).port
        except ValueError as fout:
            raise Instelfout(SMTP_FOUT) from fout
        vraag, host = dict(parse_qsl(delen.query)), delen.hostname or ""
        gebruiker = unquote(delen.username or "")
        van = vraag.get("van") or (gebruiker if "@" in gebruiker else f"ketens@{host_van(adres) or host}")
        zonder = vraag.get("tls") == "nee"
        if delen.scheme not in ("smtp", "smtps") or not host or not url.isprintable() or van.count("@") != 1:
            raise Instelfout(SMTP_FOUT)
        if zonder and host not in EIGEN_MACHINE:
            raise Instelfout("KETENS_SMTP_URL: zonder TLS kan alleen een mailserver op deze machine zelf.")
        meteen = delen.scheme == "smtps"
        poort = poort or (465 if meteen else 587)
        return cls(host, poort, van, meteen, zonder, gebruiker, unquote(delen.password or ""))


def host_van(adres: str) -> str:
    """Return the host of an address; an IPv6 one in its brackets."""
    host = urlsplit(adres).hostname or ""
    return f"[{host}]" if ":" in host else host
