"""What a person asked for, and how far it is."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.stukken.formaten import FORMATEN
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer
from ketens.uitvoer.soorten import SOORTEN, TE_GROOT

LAATSTE = 50
REDENEN = {
    "storing": "Er ging iets mis bij het maken van dit bestand. Probeer het nog een keer.",
    "mag_niet": "Met deze pet kan dit bestand niet meer worden gemaakt.",
    "te_groot": TE_GROOT,
}
NAMEN = {"klaar": "staat klaar", "bezig": "wordt gemaakt", "mislukt": "mislukt", "weg": "verwijderd"}
STIJLEN = {"klaar": "goed", "bezig": "info", "mislukt": "fout", "weg": "neutraal"}


def stand(uitvoer: Uitvoer) -> str:
    """Return where it is: bezig, klaar, mislukt or weg."""
    if uitvoer.is_bezig:
        return "bezig"
    if uitvoer.mislukt_op:
        return "mislukt"
    return "weg" if uitvoer.verwijderd_op else "klaar"


def mag_ophalen(uitvoer: Uitvoer, wie: Wie) -> bool:
    """Tell whether it is ready, and this hat may still have it."""
    soort = SOORTEN.get(uitvoer.soort)
    klaar = stand(uitvoer) == "klaar" and uitvoer.formaat in FORMATEN
    return soort is not None and klaar and soort.mag(wie, uitvoer.gegevens)


def inhoud_voor(uitvoer: Uitvoer, wie: Wie) -> bewaarplaats.Inhoud | None:
    """Return the file when this hat may still have all that is in it; raises `Weg` when it is not there.

    Between making and fetching a hat may lose a keten, and an organisatie a resident.
    """
    if not mag_ophalen(uitvoer, wie):
        return None
    inhoud, soort = bewaarplaats.haal(uitvoer.gemeente_id, uitvoer.id), SOORTEN[uitvoer.soort]
    ziet_allen = not inhoud.inwoners or (soort.ziet is not None and soort.ziet(wie, inhoud.inwoners))
    return inhoud if inhoud.ketens <= set(wie.ketens) and ziet_allen else None


def formaatnaam(uitvoer: Uitvoer) -> str:
    """Return the form in words."""
    formaat = FORMATEN.get(uitvoer.formaat)
    return formaat.naam if formaat else uitvoer.formaat


def omvang(aantal: int | None) -> str:
    """Return a size as people read it: "340 kB", "1,2 MB"."""
    if aantal is None:
        return ""
    return f"{max(1, round(aantal / 1000))} kB" if aantal < 1_000_000 else f"{aantal / 1e6:.1f} MB".replace(".", ",")


def lijst(wie: Wie) -> Sequence[Uitvoer]:
    """Return the last files that this person asked for under this hat, newest first."""
    vraag = select(Uitvoer).where(Uitvoer.zichtbaar_voor(wie)).order_by(Uitvoer.gevraagd_op.desc(), Uitvoer.id.desc())
    return db.session.scalars(vraag.limit(LAATSTE)).all()


def heeft_namen(uitvoer_id: UUID) -> bool:
    """Tell whether this file names residents; one that is not there names nobody."""
    return bool(db.session.scalar(select(Uitvoer.met_namen).where(Uitvoer.id == uitvoer_id)))
