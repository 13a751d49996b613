"""Why two records can't be merged now, in one sentence each. Of what somebody can't see no sentence speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.beperking import beperking_van
from ketens.inwoners.levensloop import overledenen, verhuizing_van
from ketens.inwoners.models import Inwoner, Toestemming, ToestemmingSoort
from ketens.inwoners.overzichten import toont_bsn
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten.models import Traject

AL = "Deze twee inschrijvingen zijn al samengevoegd. Er is niets gewijzigd."


@dataclass(frozen=True, slots=True)
class Beletsel:
    """A sentence, and the trajecten of which one must be closed first."""

    zin: str
    trajecten: list[Traject] = field(default_factory=list)


def beletsels(blijft: Inwoner, gaat: Inwoner, wie: Wie) -> list[Beletsel]:
    """Return all that stands in the way, as far as `wie` may know of it."""
    if blijft.id == gaat.id:
        return [Beletsel("Kies twee verschillende inschrijvingen.")]
    if blijft.zelfde_als_id or gaat.zelfde_als_id:
        return [Beletsel(AL)]
    return [*_van_de_persoon(blijft, gaat, wie), *_trajecten(blijft, gaat, wie), *_toestemmingen(blijft, gaat, wie)]


def keur(blijft: Inwoner, gaat: Inwoner, wie: Wie) -> None:
    """Raise `Domeinfout` with the first of them."""
    for beletsel in beletsels(blijft, gaat, wie):
        raise Domeinfout(beletsel.zin)


def _van_de_persoon(blijft: Inwoner, gaat: Inwoner, wie: Wie) -> Iterator[Beletsel]:
    beide = (blijft, gaat)
    if any(inwoner.geanonimiseerd_op for inwoner in beide):
        yield Beletsel("Van een van beide inschrijvingen zijn de persoonsgegevens gewist. Samenvoegen kan niet meer.")
    if any(beperking_van(inwoner.id) for inwoner in beide):
        yield Beletsel("De gegevens van een van beide zijn beperkt. Samenvoegen kan als de beperking voorbij is.")
    if overledenen([inwoner.id for inwoner in beide]):
        yield Beletsel(
            "Een van beide inwoners is overleden. Leg het overlijden ook bij de andere inschrijving vast; "
            "samenvoegen kan dan niet meer."
        )
    if any(verhuizing_van(inwoner.id) for inwoner in beide):
        yield Beletsel("Bij een van beide loopt een verhuizing naar een andere gemeente. Rond die eerst af.")
    nummers = {inwoner.bsn for inwoner in beide if inwoner.bsn}
    if len(nummers) > 1 and toont_bsn(wie):
        yield Beletsel("De burgerservicenummers verschillen. Verbeter eerst het nummer dat niet klopt.")
    elif len(nummers) > 1:
        yield Beletsel("De gegevens spreken elkaar tegen. Vraag de coördinator van de gemeente om te helpen.")


def _trajecten(blijft: Inwoner, gaat: Inwoner, wie: Wie) -> Iterator[Beletsel]:
    """Of two that run in one keten one must end first, so that nobody is called twice. What is not seen moves too."""
    vraag = select(Traject).where(Traject.inwoner_id.in_([blijft.id, gaat.id]), Traject.afgesloten_op.is_(None))
    lopend: dict[str, dict[UUID, Traject]] = {}
    for traject in db.session.scalars(vraag.where(Traject.zichtbaar_voor(wie)).order_by(Traject.id)):
        lopend.setdefault(traject.keten_code, {})[traject.inwoner_id] = traject
    for code, twee in lopend.items():
        if len(twee) > 1:
            naam = catalogus().keten(code).naam
            zin = f"Er lopen twee trajecten in de keten {naam}. Kies welk traject doorgaat en sluit het andere af."
            yield Beletsel(zin, list(twee.values()))
    ander = aliased(Plaatsing)
    samen = (
        select(Groep.naam)
        .join(Plaatsing, Plaatsing.groep_id == Groep.id)
        .join(ander, ander.groep_id == Groep.id)
        .where(Plaatsing.inwoner_id == blijft.id, Plaatsing.geeindigd_op.is_(None))
        .where(ander.inwoner_id == gaat.id, ander.geeindigd_op.is_(None), Groep.zichtbaar_voor(wie))
    )
    for groep in db.session.scalars(samen):
        yield Beletsel(f"Beide inschrijvingen hebben een plaats in de groep {groep}. Trek eerst één plaats in.")


def _toestemmingen(blijft: Inwoner, gaat: Inwoner, wie: Wie) -> Iterator[Beletsel]:
    for code in tegenspraak(blijft.id, gaat.id):
        if code in wie.ketens:
            yield Beletsel(
                "Bij de ene inschrijving trok de inwoner de toestemming in om gegevens door te geven, bij de andere "
                f"staat die nog ({catalogus().keten(code).naam}). Vraag de inwoner wat geldt en leg dat eerst vast."
            )


def tegenspraak(een: UUID, ander: UUID) -> dict[str, list[Toestemming]]:
    """Return by keten the consents to pass data on that stand with one, and are older than the 'no' of the other."""
    vraag = select(Toestemming).where(
        Toestemming.inwoner_id.in_([een, ander]), Toestemming.soort == ToestemmingSoort.DOORGEVEN
    )
    rijen = list(db.session.scalars(vraag.order_by(Toestemming.id)))
    spreekt_tegen: dict[str, list[Toestemming]] = {}
    for rij in rijen:
        anders = [a for a in rijen if a.inwoner_id != rij.inwoner_id and a.keten_code == rij.keten_code]
        staat = any(a.ingetrokken_op is None for a in anders)
        nee = max((a.ingetrokken_op for a in anders if a.ingetrokken_op), default=None)
        if rij.ingetrokken_op is None and not staat and nee and rij.gegeven_op <= nee:
            spreekt_tegen.setdefault(rij.keten_code, []).append(rij)
    return spreekt_tegen
