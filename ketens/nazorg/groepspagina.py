"""What comes after one group, on one page: who keeps moving, who paid, and what is printed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.redenen import EINDEN as AFLOOP
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.nazorg import bijdragen, notas
from ketens.nazorg.belronde import in_woorden
from ketens.nazorg.models import Doorstroomvraag, Nota
from ketens.nazorg.momenten import EINDEN, KAART, NAMEN


@dataclass(slots=True)
class Rij:
    """One participant, with what they answered at each moment."""

    plaatsing: Plaatsing
    nota: Nota | None
    antwoorden: list[str] = field(default_factory=list)

    @property
    def afloop(self) -> str:
        """How it ended, in a word."""
        return AFLOOP.get(self.plaatsing.einde or "", "doet mee")


def gegevens(groep: Groep) -> dict[str, Any]:
    """Return what the page shows."""
    plaatsingen = bijdragen.van_groep(groep)
    ids = [rij.id for rij in plaatsingen]
    van = notas.van_plaatsingen(ids)
    antwoorden, te_vragen = _antwoorden(ids)
    # Who was let go of still counts in the amounts.
    bekend = [rij for rij in plaatsingen if rij.inwoner.geanonimiseerd_op is None]
    return {
        "groep": groep,
        "rijen": [Rij(rij, van.get(rij.id), antwoorden[rij.id]) for rij in bekend],
        "totalen": bijdragen.totalen(plaatsingen),
        "met_bijdrage": bool(groep.eigen_bijdrage or any(rij.eigen_bijdrage for rij in plaatsingen)),
        "begonnen": any(rij.gestart_op for rij in plaatsingen),
        "te_vragen": te_vragen,
        "notas": len(van),
        "nota_te_maken": sum(rij.bijdrage == bijdragen.BETAALD and rij.id not in van for rij in bekend),
        "STANDEN": bijdragen.STANDEN,
    }


def _antwoorden(plaatsing_ids: list[UUID]) -> tuple[Mapping[UUID, list[str]], int]:
    """Return what was answered, by deelname, and how many can be asked now by whoever calls."""
    vraag = select(Doorstroomvraag).where(Doorstroomvraag.plaatsing_id.in_(plaatsing_ids))
    vraag = vraag.options(joinedload(Doorstroomvraag.aanbod)).order_by(Doorstroomvraag.maanden)
    rijen = list(db.session.scalars(vraag))
    # Only the last moment that came is asked.
    nu = {rij.plaatsing_id: rij.maanden for rij in rijen if rij.vraag_op <= vandaag()}
    per: Mapping[UUID, list[str]] = defaultdict(list)
    te_vragen = 0
    for rij in rijen:
        aan_de_beurt = nu.get(rij.plaatsing_id) == rij.maanden
        per[rij.plaatsing_id].append(f"{NAMEN[rij.maanden].capitalize()}: {_stand(rij, aan_de_beurt)}")
        te_vragen += aan_de_beurt and _is_open(rij) and rij.wijze != KAART
    return per, te_vragen


def _is_open(vraag: Doorstroomvraag) -> bool:
    return vraag.beantwoord_op is None and vraag.beeindigd_op is None


def _stand(vraag: Doorstroomvraag, aan_de_beurt: bool) -> str:
    if vraag.uitkomst:
        return in_woorden(vraag)
    if vraag.beeindigd_reden:
        return EINDEN.get(vraag.beeindigd_reden, "gestopt")
    if vraag.vraag_op > vandaag():
        return f"vanaf {datum(vraag.vraag_op)}"
    if not aan_de_beurt:
        return "geen antwoord"
    if vraag.wijze == KAART:
        return "kaart onderweg" if vraag.pogingen else "kaart te posten"
    return "nog te vragen"
