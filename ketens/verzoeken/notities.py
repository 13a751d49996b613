"""A note beside a disputed text: which texts there are, and putting it there (AVG 16)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.correcties import AARDEN, Correctienotitie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import datum
from ketens.verzoeken.handelingen import moet_bekend_zijn, noteer
from ketens.verzoeken.kaart import Tabelplan, kaart
from ketens.verzoeken.lezen import rijen_van
from ketens.verzoeken.mensen import records_van
from ketens.verzoeken.models import Verzoek

# By which day a text is told from another.
DAGEN = ("op", "ingediend_op", "gevraagd_op", "begonnen_op", "gemaakt_op", "gedaan_op", "vastgelegd_op", "van", "sinds")


def teksten(verzoek: Verzoek) -> Iterator[tuple[Tabelplan, Any, str]]:
    """Yield every text of this resident beside which a note can stand: its table, its row, its field."""
    ids = records_van(verzoek.inwoner_id)
    for plan in kaart().gegeven():
        for record in rijen_van(plan, ids) if plan.teksten else ():
            yield from ((plan, record, veld) for veld in plan.teksten if getattr(record, veld))


def keuzes(verzoek: Verzoek) -> list[tuple[str, str]]:
    """Return them as the choices of a select; the text itself is not repeated."""
    return [
        (f"{plan.naam}:{record.id}:{veld}", f"{plan.kop}{_dag(record)}: {plan.geeft[veld].lower()}")
        for plan, record, veld in teksten(verzoek)
    ]


def _dag(record: Any) -> str:
    dag = next((getattr(record, naam) for naam in DAGEN if getattr(record, naam, None)), None)
    return f" van {datum(dag)}" if dag else ""


def plaats(verzoek: Verzoek, *, bij: str, aard: str, tekst: str, door: Wie) -> Correctienotitie:
    """Put what the resident says beside the text; it stays with it, whatever was decided."""
    moet_bekend_zijn(verzoek)
    if aard not in AARDEN:
        raise Domeinfout("Kies wat er met de tekst is gedaan.", veld="aard")
    tabel, record, veld = _zoek(verzoek, bij)
    notitie = Correctienotitie(
        inwoner_id=record.betrokkene or verzoek.inwoner_id,
        verzoek_id=verzoek.id,
        tabel=tabel,
        object_id=record.id,
        veld=veld,
        aard=aard,
        door_id=door.account_id,
    )
    notitie.tekst = tekst
    db.session.add(notitie)
    noteer(verzoek, "notitie_geplaatst", door=door)
    return notitie


def _zoek(verzoek: Verzoek, bij: str) -> tuple[str, Any, str]:
    for plan, record, veld in teksten(verzoek):
        if bij == f"{plan.naam}:{record.id}:{veld}":
            return plan.naam, record, veld
    raise Domeinfout("Kies een tekst uit de lijst.", veld="bij")


def geplaatst(verzoek_id: UUID) -> list[Correctienotitie]:
    """Return the notes that came from this request."""
    vraag = select(Correctienotitie).where(Correctienotitie.verzoek_id == verzoek_id)
    return list(db.session.scalars(vraag.order_by(Correctienotitie.id)))
