"""An app that is being set up: the secret stands on the page and, signed for this one session, in its form."""

from typing import NamedTuple
from uuid import UUID

from ketens.kern import klok
from ketens.kern.qr import Qr, qr
from ketens.kern.zegel import lees_zegel, verzegel
from ketens.tweefactor import codes

DOEL, GELDT = "codeapp", 3600


class Opstelling(NamedTuple):
    """What the page shows: a code to scan, the same as a link, and as text to type."""

    zegel: str
    geheim: str
    adres: str
    qr: Qr

    @property
    def leesbaar(self) -> str:
        """The secret in groups of four, as people type it."""
        return " ".join(self.geheim[i : i + 4] for i in range(0, len(self.geheim), 4))


def opstelling(sessie_id: UUID, email: str, zegel: str | None) -> Opstelling:
    """Return the one that the form brought along, or a new one."""
    geheim = _geheim(sessie_id, zegel) or codes.bedenk()
    adres = codes.adres(geheim, email)
    return Opstelling(verzegel(DOEL, [sessie_id.hex, geheim, _nu()]), geheim, adres, qr(adres))


def _geheim(sessie_id: UUID, zegel: str | None) -> str | None:
    gelezen = lees_zegel(DOEL, zegel, 3) if zegel else None
    if gelezen is None or gelezen[0] != sessie_id.hex or _nu() - int(gelezen[2]) > GELDT:
        return None
    return str(gelezen[1])


def _nu() -> int:
    return int(klok.nu().timestamp())
