"""What must hold of every answer, whatever the matrix says: the rules of who sees what."""

from collections.abc import Callable, Iterator
from uuid import UUID

from ketens.kern.poort import OPENBAAR
from ketens.rechten import Recht, Rol
from tests.bouwkunde.matrix.lopen import Stap
from tests.bouwkunde.matrix.ploeg import BEZETTINGEN, GEWOON, VERHAAL_VAN, Relatie
from tests.bouwkunde.matrix.sporen import Speurder, Spoor

R = Relatie
NIETS: frozenset[str] = frozenset()


def _velden(woorden: str) -> frozenset[str]:
    return frozenset(woorden.split())


ALLES = _velden(
    "voor naam straat plaats mail wanneer telefoon bsn toelichting aanvulling bericht notitie gesprek vraag advies "
    "naaste samen einde nood groep zaal boodschap bestand nieuw regel doet kenmerk id groepid"
)
# Of which stories, and of those which fields. What stands not here is seen nowhere.
ZIET: dict[Rol, tuple[set[Relatie], frozenset[str]]] = {
    Rol.VERWIJZER: (
        {R.EIGEN, R.COLLEGA},
        _velden("voor naam toelichting aanvulling bericht groep kenmerk id groepid"),
    ),
    Rol.BEOORDELAAR: ({R.EIGEN, R.COLLEGA}, _velden("voor naam telefoon vraag advies kenmerk id")),
    Rol.WELZIJNSCOACH: ({R.EIGEN, R.COLLEGA}, ALLES - {"bsn", "nood", "bestand", "nieuw"}),
    Rol.COORDINATOR: ({R.EIGEN, R.COLLEGA}, ALLES),
    Rol.TRAINER: ({R.EIGEN}, _velden("voor naam telefoon groep zaal regel id groepid")),
    Rol.TELLER: (set(), NIETS),
    Rol.PROJECTLEIDER: (set(), NIETS),
    Rol.BEHEERDER: (set(), NIETS),
    Rol.FG: (set(), NIETS),
}
# These work for the whole gemeente, past organisatie and keten; of residents they see nothing.
VOOR_DE_GEMEENTE = {
    *(Recht.BEHEER, Recht.RECHTEN_NAKIJKEN, Recht.VERWERKINGEN_INZIEN, Recht.LOGBOEK_INZIEN),
    *(Recht.BEWAREN_INZIEN, Recht.BEWAREN),
    *(Recht.AANBOD_INZIEN, Recht.AANBOD_BEHEREN, Recht.TELLEN, Recht.TELLINGEN_INZIEN),
}
# What a figure is made of, for who reports on a keten: rows without a person, with the kenmerk of the traject and the
# group, whatever organisatie treats.
VAN_CIJFERS = {Recht.CIJFERS_INZIEN, Recht.UITVOER_OPHALEN, Recht.BUDGET_INZIEN, Recht.BUDGET_BEHEREN}
IN_CIJFERS = _velden("kenmerk groep groepid")
RAPPORTEERT = (Rol.PROJECTLEIDER, Rol.COORDINATOR, Rol.WELZIJNSCOACH)
# Who guards the log must know whose log it is, and why the glass was broken: there, a name and that one text; of the
# dossier nothing, and elsewhere no name either.
IN_HET_LOG = _velden("voor naam nood kenmerk id")
# Who decides what is kept longer, and who oversees that, read why, of the whole gemeente: by kenmerk and without a name
# (besluit 0047).
IN_BEWAREN = _velden("vastgehouden kenmerk")
# A look at who may what has an id of its own (besluit 0044); it names employees and no resident.
IN_NAKIJKEN = _velden("id")
NIET_VERZEGELD = {"id", "kenmerk", "groep", "groepid", "zaal"}
Regel = Callable[[Stap, Speurder], Iterator[str]]


def mag_zien(stap: Stap) -> set[tuple[str, str]]:
    """Return the pairs of kind and story that this hat may meet here."""
    if stap.rol is None:
        return set()
    relaties, soorten = ZIET[stap.rol]
    woorden = {VERHAAL_VAN[stap.rol][relatie] for relatie in relaties}
    if stap.rol == Rol.FG and stap.weg.recht == Recht.LOGBOEK_INZIEN:
        soorten = IN_HET_LOG
        woorden = {woord for woord, bezetting in BEZETTINGEN.items() if bezetting.gemeente == "borne"}
        # What somebody asked for in vain stands in the log too: the id that they typed.
        vergeefs = {(soort, woord) for woord in BEZETTINGEN for soort in ("id", "groepid")}
        return vergeefs | {(soort, woord) for woord in woorden for soort in soorten}
    if stap.mag and stap.weg.recht in (Recht.BEWAREN_INZIEN, Recht.BEWAREN):
        woorden = {woord for woord, bezetting in BEZETTINGEN.items() if bezetting.gemeente == "borne"}
        return {(soort, woord) for woord in woorden for soort in IN_BEWAREN}
    if stap.mag and stap.weg.recht == Recht.RECHTEN_NAKIJKEN:
        woorden = {woord for woord, bezetting in BEZETTINGEN.items() if bezetting.gemeente == "borne"}
        return {(soort, woord) for woord in woorden for soort in IN_NAKIJKEN}
    in_cijfers = set()
    if stap.rol in RAPPORTEERT and stap.weg.recht in VAN_CIJFERS:
        eigen = BEZETTINGEN[VERHAAL_VAN[stap.rol][R.EIGEN]]
        keten = {w for w, b in BEZETTINGEN.items() if (b.gemeente, b.keten) == (eigen.gemeente, eigen.keten)}
        in_cijfers = {(soort, woord) for woord in keten for soort in IN_CIJFERS}
    return in_cijfers | {(soort, woord) for woord in woorden for soort in soorten}


def wie_niet_is_aangemeld_komt_bij_de_voordeur(stap: Stap, _speurder: Speurder) -> Iterator[str]:
    """Without an account: to the front door, and for htmx 401."""
    if stap.rol is None and stap.weg.recht is not OPENBAAR:
        naar_de_deur = stap.status == 303 and stap.antwoord.headers["Location"].startswith("/inloggen")
        if not (stap.status == 401 if stap.htmx else naar_de_deur):
            yield f"{stap} in plaats van de voordeur"


def zonder_recht_is_403(stap: Stap, _speurder: Speurder) -> Iterator[str]:
    """Without the right of the route: 403, whatever stands in the address; in another gemeente there is nothing."""
    if stap.rol and stap.weg.recht is not OPENBAAR and not stap.mag and stap.relatie != R.DAAR and stap.status != 403:
        yield f"{stap} zonder het recht {stap.weg.recht}"


def een_andere_gemeente_is_er_niet(stap: Stap, _speurder: Speurder) -> Iterator[str]:
    """An address of another gemeente, or an id of theirs: 404, as if it did not exist."""
    if stap.rol is None or stap.weg.recht is OPENBAAR:
        return
    if (stap.relatie == R.DAAR or (stap.relatie == R.ELDERS and stap.mag)) and stap.status != 404:
        yield f"{stap}, maar dat is een andere gemeente"


def wat_buiten_het_zicht_ligt_is_404(stap: Stap, _speurder: Speurder) -> Iterator[str]:
    """Another keten, another organisatie, and for a trainer another's group."""
    if stap.rol is None or not stap.mag or stap.weg.recht in VOOR_DE_GEMEENTE or stap.relatie in (R.EIGEN, R.DAAR):
        return
    if stap.relatie not in ZIET[stap.rol][0] and stap.status != 404:
        yield f"{stap}, buiten het zicht van deze pet"


def niets_van_een_ander_in_het_antwoord(stap: Stap, _speurder: Speurder) -> Iterator[str]:
    """No mark of a story, or of a field, that this hat does not see: not in the body, not in a header."""
    mag = mag_zien(stap)
    te_veel = {spoor for spoor in stap.sporen if (spoor.soort, spoor.woord) not in mag}
    if te_veel:
        yield f"{stap} verraadt {sorted(map(_in_woorden, te_veel))}"


def wie_getoond_wordt_staat_in_het_log(stap: Stap, speurder: Speurder) -> Iterator[str]:
    """An answer that shows residents leaves one row that names them; so does every refusal."""
    getoond: dict[UUID, Spoor] = {
        speurder.inwoners[s.woord, s.letter]: s for s in stap.sporen if s.letter and s.soort not in NIET_VERZEGELD
    }
    genoemd = {inwoner for _, inwoners in stap.log for inwoner in inwoners}
    if niet := getoond.keys() - genoemd:
        yield f"{stap} toont {sorted(_in_woorden(getoond[i]) for i in niet)}, maar niet in het log"
    geweigerd = stap.rol is not None and stap.status in (403, 404)
    if (getoond or geweigerd) and len(stap.log) != 1:
        yield f"{stap} liet {len(stap.log)} regels in het log na"
    if any(uitkomst != stap.status for uitkomst, _ in stap.log):
        yield f"{stap} staat anders in het log: {stap.log}"


def niets_valt_om(stap: Stap, _speurder: Speurder) -> Iterator[str]:
    """No failure."""
    if stap.status >= 500:
        yield f"{stap}"


REGELS: tuple[Regel, ...] = (
    wie_niet_is_aangemeld_komt_bij_de_voordeur,
    zonder_recht_is_403,
    een_andere_gemeente_is_er_niet,
    wat_buiten_het_zicht_ligt_is_404,
    niets_van_een_ander_in_het_antwoord,
    wie_getoond_wordt_staat_in_het_log,
    niets_valt_om,
)


def keur(stap: Stap, speurder: Speurder) -> list[str]:
    """Return in sentences what this answer breaks."""
    return [zin for regel in REGELS for zin in regel(stap, speurder)]


def _in_woorden(spoor: Spoor) -> str:
    relatie = next((str(r) for r, woord in GEWOON.items() if woord == spoor.woord), spoor.woord)
    return f"{spoor.soort} van {relatie}"
