"""Erasure on request: what must stay and until when, and else all of it at once, with a record (AVG 17)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from ketens.bewaren import wissen
from ketens.bewaren.mensen import bij_elkaar
from ketens.bewaren.termijnen import SAMENGEVOEGD, Grond, houdt_vast, stand
from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import Beperking
from ketens.inwoners.correcties import Correctienotitie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.verzoeken.handelingen import inwoner_van, noteer
from ketens.verzoeken.mensen import beperkingen_van
from ketens.verzoeken.models import Soort, Verzoek, Verzoekgebeurtenis

VERZOEK_LOOPT = "Er loopt een verzoek over deze gegevens."
OP_SLOT = "De gegevens van deze inwoner staan op slot."


@dataclass(frozen=True, slots=True)
class Toets:
    """What an erasure meets: what runs and must end first, what a law keeps, and what only our own term keeps."""

    loopt: tuple[str, ...]
    moet_blijven: tuple[Grond, ...]
    eigen_termijn: tuple[Grond, ...]

    @property
    def mag(self) -> bool:
        """Whether it can be done now."""
        return not (self.loopt or self.moet_blijven)


def toets(verzoek: Verzoek) -> Toets:
    """Hold the request against what runs and against the terms. The request itself is no reason to keep."""
    staat, dag = stand(inwoner_van(verzoek)), vandaag()
    loopt = [zin for zin in dict.fromkeys(staat.loopt) if zin not in (VERZOEK_LOOPT, OP_SLOT)]
    nog = [grond for grond in staat.gronden if grond.tot > dag]
    wettelijk = tuple(grond for grond in nog if grond.geldend.soort.aangewezen)
    eigen = tuple(grond for grond in nog if not grond.geldend.soort.aangewezen)
    return Toets((*loopt, *([OP_SLOT] if beperkingen_van(verzoek.inwoner_id) else [])), wettelijk, eigen)


def wis(verzoek: Verzoek, *, deels: bool, door: Wie) -> None:
    """Erase the resident at once. In part: that is done by hand, on the pages that hold it; nothing goes by itself."""
    if deels:
        return
    gevonden = toets(verzoek)
    if gevonden.loopt:
        raise Domeinfout(f"{gevonden.loopt[0]} Wissen kan daarom nu niet. {_wat_nu(gevonden.loopt[0])}")
    if gevonden.moet_blijven:
        tot = max(grond.tot for grond in gevonden.moet_blijven)
        zin = f"De wet zegt dat dit moet blijven tot {datum(tot)}. Kies een ander besluit."
        raise Domeinfout(zin, veld="besluit")
    noteer(verzoek, "gewist", door=door)
    wissen.wis(inwoner_van(verzoek), reden=f"Verzoek van de inwoner, {verzoek.kenmerk}", door=door)


def _wat_nu(loopt: str) -> str:
    """Say who can end what stands in the way: not who handles the request."""
    if loopt == SAMENGEVOEGD:
        return "Wacht tot dat niet meer kan, en verleng zo nodig de termijn van het verzoek."
    return "Vraag wie de inwoner begeleidt om het eerst af te ronden."


@houdt_vast
def verzoek_of_slot(ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Whoever asked something is still needed, and who asked for a restriction asked to be kept."""
    open_ = select(Verzoek.inwoner_id).where(Verzoek.inwoner_id.in_(ids), Verzoek.afgesloten_op.is_(None))
    slot = select(Beperking.inwoner_id).where(Beperking.inwoner_id.in_(ids), Beperking.opgeheven_op.is_(None))
    return dict.fromkeys(db.session.scalars(open_), VERZOEK_LOOPT) | dict.fromkeys(db.session.scalars(slot), OP_SLOT)


@wissen.wist_ook
def leeg_het_register(ids: Collection[UUID]) -> None:
    """Empty the words of requests that were answered; that one was made, when and what was decided stays."""
    gesloten = select(Verzoek.id).where(Verzoek.inwoner_id.in_(ids), Verzoek.afgesloten_op.is_not(None))
    _leeg(list(db.session.scalars(gesloten)), ids)


def na_sluiten(verzoek: Verzoek) -> None:
    """After an erasure the request goes the same way, once the resident has the answer."""
    inwoner = inwoner_van(verzoek)
    if verzoek.soort is Soort.WISSING and inwoner.geanonimiseerd_op is not None:
        db.session.flush()
        _leeg([verzoek.id], [id_ for ids in bij_elkaar([inwoner.id]).values() for id_ in ids])


def _leeg(verzoeken: Collection[UUID], ids: Collection[UUID]) -> None:
    cellen: dict[str, None] = dict.fromkeys(
        ("vraag_cel", "vertegenwoordiger_cel", "verlengreden_cel", "motivering_cel")
    )
    opdrachten = (
        update(Verzoek).where(Verzoek.id.in_(verzoeken)).values(cellen),
        update(Verzoekgebeurtenis).where(Verzoekgebeurtenis.verzoek_id.in_(verzoeken)).values(tekst_cel=None),
        update(Correctienotitie).where(Correctienotitie.inwoner_id.in_(ids)).values(tekst_cel=None),
        update(Beperking).where(Beperking.inwoner_id.in_(ids)).values(opgeheven_reden_cel=None),
    )
    for opdracht in opdrachten:
        db.session.execute(opdracht.execution_options(synchronize_session=False))
    db.session.expire_all()
