"""A proposal with a resident who is held back, a chosen term and a record of destruction: one of each, by its name."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from ketens.bewaren.handelingen import houd_vast, kies_termijn
from ketens.bewaren.models import Vernietiging, Voorstel, Voorstelregel
from ketens.bewaren.voorstellen import wachtend
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.klok import vandaag


def bewaard(inwoner_id: UUID, *, door: Wie, reden: str, kenmerk: str = "BBB-00001", aantal: int = 1) -> dict[str, Any]:
    """Lay it down in the gemeente of this moment, so many of what grows; return ids by their name in an address."""
    voorstel = wachtend() or Voorstel(catalogus_pin="bewaartermijnen@1", uitvoeren_vanaf=vandaag() + timedelta(days=14))
    velden = {"voorstel": voorstel, "kenmerk": kenmerk, "sinds": vandaag(), "grens": vandaag()}
    regels = [Voorstelregel(soort="traject", inwoner_id=inwoner_id, **velden)]
    soorten = ("verwijzing", "test", "wmo_dossier", "jeugdwet_dossier")[: aantal - 1]
    regels += [Voorstelregel(soort=soort, inwoner_id=inwoner_id, **velden) for soort in soorten]
    db.session.add_all(regels)
    rijen = [_verklaring(voorstel, nr) for nr in range(aantal)]
    db.session.add_all(rijen)
    db.session.flush()
    keuze = {"soort_code": "traject", "keten_code": "", "aantal": 36, "reden": "Besluit van het college."}
    termijn = kies_termijn(formulier_id=uuid4(), door=door, **keuze)
    vast = houd_vast(regels[0], reden=reden, door=door)
    return {"regel": regels[0].id, "vasthouding": vast.id, "termijn": termijn.id, "vernietiging": rijen[0].id}


def _verklaring(voorstel: Voorstel, nr: int) -> Vernietiging:
    return Vernietiging(
        voorstel=voorstel,
        soort=f"mail{nr}{uuid4().hex[:6]}",
        titel="Mail",
        wat="Mails",
        daad="legen",
        aantal=3,
        termijn="3 maanden",
        bron="Voorstel van de makers",
        merk="voorstel",
        besluit="Standaardtermijn",
    )
