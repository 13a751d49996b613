"""The end of a group: what the interventie's rule says of each deelname, and ending them all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ketens.aanwezigheid.telling import Opkomst, opkomst
from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import met_nameting, voorstelt
from ketens.groepen.bezetting import vergrendel
from ketens.groepen.einde import WAAROM_ANDERS, geeindigd_op, noteer_afwijking
from ketens.groepen.handelingen import beeindig_deelname
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.beperking import ondanks_beperking
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.trajecten.taken import AFRONDEN, Taak

AFGEROND, UITGEVALLEN, NIET_GESTART = "afgerond", "uitgevallen", "niet_gestart"
TE_VROEG = "De laatste bijeenkomst is nog niet geweest. U kunt nu één deelname beëindigen op de pagina van de groep."
NIEMAND = "Er is niemand meer die nog meedoet. De groep is al afgerond."


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What the rule says of one deelname."""

    plaatsing: Plaatsing
    opkomst: Opkomst
    nameting: bool

    @property
    def uitkomst(self) -> str:
        """The proposed end."""
        return voorstel(self.plaatsing, self.opkomst, self.nameting)

    @property
    def voldoende(self) -> bool:
        """Whether enough was followed: reported apart from finished (domein 1.5)."""
        return self.opkomst.haalt(self.plaatsing.groep.interventie.deelname.voldoende_vanaf_procent)


@dataclass(frozen=True, slots=True)
class Besluit:
    """What the coördinator decides of one deelname."""

    uitkomst: str
    reden: str | None = None
    toelichting: str | None = None


def voorstel(plaatsing: Plaatsing, opkomst: Opkomst, heeft_nameting: bool) -> str:
    """Return the end that the interventie's rule gives: afgerond, uitgevallen or niet_gestart."""
    regel = plaatsing.groep.interventie.deelname
    if plaatsing.gestart_op is None:
        return NIET_GESTART
    gemeten = heeft_nameting and regel.nameting_is_afgerond
    return AFGEROND if gemeten or opkomst.haalt(regel.afgerond_vanaf_procent) else UITGEVALLEN


def voorstellen(plaatsingen: Iterable[Plaatsing]) -> list[Voorstel]:
    """Return what the rule says of each of these, in a fixed number of queries."""
    rijen = list(plaatsingen)
    ids = [rij.id for rij in rijen]
    geteld, gemeten = opkomst(ids), met_nameting(ids)
    return [Voorstel(rij, geteld[rij.id], rij.id in gemeten) for rij in rijen]


@voorstelt
def voor_een(plaatsing: Plaatsing) -> str:
    """Return what the rule says of one deelname; before the last session over all sessions, also those to come."""
    [rij] = voorstellen([plaatsing])
    if mag_afgerond(plaatsing.groep):
        return rij.uitkomst
    alle = sum(b.afgelast_op is None for b in plaatsing.groep.bijeenkomsten)
    return voorstel(plaatsing, Opkomst(rij.opkomst.aanwezig, max(alle, rij.opkomst.gehouden)), rij.nameting)


def mag_afgerond(groep: Groep) -> bool:
    """Tell whether the last session lies behind us: it may be today's, which is over when the coördinator says so."""
    dagen = [b.begint_op.astimezone(AMSTERDAM).date() for b in groep.bijeenkomsten if b.afgelast_op is None]
    return groep.afgelast_op is None and max(dagen, default=groep.eindigt_op) <= vandaag()


def lopend(groep: Groep) -> list[Plaatsing]:
    """Return who still takes part."""
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, Plaatsing.geeindigd_op.is_(None))
    return list(db.session.scalars(vraag.order_by(Plaatsing.id)))


@ondanks_beperking()
def rond_af(groep: Groep, besluiten: Mapping[UUID, Besluit], *, door: Wie) -> int:
    """End every deelname of the group as was decided, all or none; return how many.

    Otherwise than the rule says asks for a reason, that is kept sealed. Errors name the field of the deelname.
    """
    if not mag_afgerond(groep):
        raise Domeinfout(TE_VROEG)
    vergrendel(groep.id)
    rijen = voorstellen(lopend(groep))
    if not rijen:
        raise Domeinfout(NIEMAND)
    if {rij.plaatsing.id for rij in rijen} != set(besluiten):
        raise Domeinfout("Intussen is er iemand bij gekomen of gestopt. Bekijk de lijst en verstuur nog een keer.")
    for rij in rijen:
        _beeindig(rij, besluiten[rij.plaatsing.id], door)
    taak_is_gedaan(groep)
    return len(rijen)


def taak_van(groep: Groep) -> Taak | None:
    """Return the open task to round this group off."""
    vraag = select(Taak).where(Taak.soort == AFRONDEN, Taak.object_id == groep.id, Taak.afgehandeld_op.is_(None))
    return db.session.scalars(vraag.limit(1)).one_or_none()


def taak_is_gedaan(groep: Groep) -> None:
    """Take that task from the worklist."""
    if taak := taak_van(groep):
        taak.handel_af()


def _beeindig(rij: Voorstel, besluit: Besluit, door: Wie) -> None:
    plaatsing, id_ = rij.plaatsing, rij.plaatsing.id.hex
    wijkt_af = besluit.uitkomst != rij.uitkomst
    if wijkt_af and not besluit.toelichting:
        raise Domeinfout(WAAROM_ANDERS, veld=f"toelichting_{id_}")
    op = geeindigd_op(plaatsing)
    try:
        beeindig_deelname(plaatsing, einde=besluit.uitkomst, reden=besluit.reden, door=door, op=op)
    except Domeinfout as fout:
        veld = {"einde": "uitkomst", "reden": "reden"}.get(fout.veld or "")
        raise Domeinfout(fout.zin, veld=f"{veld}_{id_}" if veld else None) from fout
    if wijkt_af and besluit.toelichting:
        noteer_afwijking(plaatsing, rij.uitkomst, besluit.toelichting, door=door)
