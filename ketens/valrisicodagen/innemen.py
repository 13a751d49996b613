"""Taking in what a tablet sends: each test once, whatever is sent twice; a name becomes an aanmelding."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from ketens.catalogus import Instrument, catalogus
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.forms import Formulier
from ketens.kern.fouten import Domeinfout
from ketens.valrisicodagen.models import OP_DE_DAG, Valrisicodag
from ketens.valrisicodagen.rijen import KLASSEN, Rij, id_van, lees_persoon, lees_rij
from ketens.verwijzingen.aanmelding import meld_aan

# A day of ten tablets holds some 600; who has the code can fill no more than this.
MEESTE_TESTS, MEESTE_NAMEN = 2000, 200
MET_NAAM = ("matig", "hoog")
GESLOTEN = "Deze dag is meer dan een week geleden gesloten. De test telt niet meer mee."
VOL = "Deze dag is vol. Vraag de coördinator om een nieuwe dag."
VEEL_NAMEN = "Er zijn vandaag al heel veel aanmeldingen. Vraag de coördinator om deze inwoner zelf te bellen."
MISLUKT = "Deze test is niet te bewaren."


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What became of one row: geteld, aangemeld, al_ontvangen, zonder_naam or geweigerd, with a sentence."""

    id: UUID | None
    stand: str
    zin: str = ""

    @property
    def als_json(self) -> dict[str, str]:
        """Return it as the page reads it."""
        return {"id": str(self.id or ""), "stand": self.stand, "zin": self.zin}


def instrument_van(dag: Valrisicodag) -> Instrument:
    """Return the test of the day's keten."""
    return catalogus().instrument(str(catalogus().keten(dag.keten_code).instrument_bij_verwijzing))


def neem_in(dag: Valrisicodag, ruwe_rijen: list[object]) -> list[Antwoord]:
    """Keep what can be kept and answer per row, in order. A row that fails takes no other with it."""
    bekend = set(_al_ontvangen(ruwe_rijen))
    ruimte = MEESTE_TESTS - aantal(dag)
    namen = MEESTE_NAMEN - aantal(dag, Afname.inwoner_id.is_not(None))
    antwoorden = []
    for ruw in ruwe_rijen:
        rij_id = id_van(ruw)
        if rij_id in bekend:
            antwoord = Antwoord(rij_id, "al_ontvangen")
        elif not dag.ontvangt:
            antwoord = Antwoord(rij_id, "geweigerd", GESLOTEN)
        elif ruimte <= 0:
            antwoord = Antwoord(rij_id, "geweigerd", VOL)
        else:
            antwoord = _een(dag, ruw, rij_id, met_naam=namen > 0)
            namen -= antwoord.stand == "aangemeld"
            ruimte -= 1
        if rij_id and antwoord.stand != "geweigerd":
            bekend.add(rij_id)
        antwoorden.append(antwoord)
    return antwoorden


def aantal(dag: Valrisicodag, *eisen: ColumnElement[bool]) -> int:
    """Return how many tests this day has, or how many that meet these conditions."""
    return db.session.scalar(select(func.count()).where(Afname.valrisicodag_id == dag.id, *eisen)) or 0


def _al_ontvangen(ruwe_rijen: list[object]) -> list[UUID | None]:
    ids = [rij_id for ruw in ruwe_rijen if (rij_id := id_van(ruw))]
    return list(db.session.scalars(select(Afname.formulier_id).where(Afname.formulier_id.in_(ids))))


def _een(dag: Valrisicodag, ruw: object, rij_id: UUID | None, *, met_naam: bool) -> Antwoord:
    # A form without fields is the savepoint and the second try of this house (besluit 0007).
    poging = Formulier(formdata=None, meta={"csrf": False})
    try:
        rij = lees_rij(ruw, instrument_van(dag))
    except Domeinfout as fout:
        return Antwoord(rij_id, "geweigerd", fout.zin)
    if met_naam and rij.wil_gebeld and poging.lukt(lambda: meld_gebelde_aan(dag, rij)):
        return Antwoord(rij_id, "aangemeld")
    zin = " ".join(poging.form_errors) or VEEL_NAMEN
    if poging.lukt(lambda: tel(dag, rij)):
        return Antwoord(rij_id, "zonder_naam", zin) if rij.wil_gebeld else Antwoord(rij_id, "geteld")
    return Antwoord(rij_id, "geweigerd", MISLUKT)


def tel(dag: Valrisicodag, rij: Rij) -> Afname:
    """Keep a test as a count: result, class, sex, area. The answers are not kept."""
    afname = neem_af(
        instrument_van(dag).pin,
        rij.antwoorden,
        keten_code=dag.keten_code,
        door=None,
        setting=OP_DE_DAG,
        leeftijd=KLASSEN.get(rij.leeftijdsklasse or ""),
        geslacht=rij.geslacht,
        pc4=rij.pc4,
        formulier_id=rij.id,
        organisatie_id=dag.organisatie_id,
        verwijzer_soort=OP_DE_DAG,
        **_van_de_dag(dag, rij),
    )
    afname.op = dag.moment
    return afname


def meld_gebelde_aan(dag: Valrisicodag, rij: Rij) -> None:
    """Sign up who said yes to being called. Raises `Domeinfout`, for a low risk too."""
    if instrument_van(dag).bepaal(rij.antwoorden).uitslag not in MET_NAAM:
        raise Domeinfout("Bij deze uitslag vragen wij geen naam.")
    verwijzing = meld_aan(
        formulier_id=rij.id,
        keten_code=dag.keten_code,
        antwoorden=rij.antwoorden,
        herkomst=OP_DE_DAG,
        kanaal="mondeling",
        setting=OP_DE_DAG,
        test={"formulier_id": rij.id, **_van_de_dag(dag, rij)},
        **lees_persoon(rij, dag.sleutel),
    )
    verwijzing.inwoner.pc4 = rij.pc4
    if verwijzing.afname:
        verwijzing.afname.op, verwijzing.afname.pc4 = dag.moment, rij.pc4


def _van_de_dag(dag: Valrisicodag, rij: Rij) -> dict[str, Any]:
    return {"valrisicodag_id": dag.id, "al_getest": rij.al_getest}
