"""What a coördinator looks at before deciding: what was sent, and who may be the same person."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.inwoners.zoeken import mogelijk_dezelfde
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from ketens.trajecten.vragenformulier import in_woorden
from ketens.triage.samenvoegen import Vergelijking, gelijkenissen, vergelijk
from ketens.triage.stand import al_behandeld, mag_aannemen, mag_terugkoppelen
from ketens.verwijzingen.models import Aanvulling, Verwijzing
from ketens.verwijzingen.overzichten import antwoorden_van


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """Someone who may be the same person, with why, and the traject of theirs that runs in this keten."""

    inwoner: Inwoner
    omdat: list[str]
    velden: list[Vergelijking]
    loopt: Traject | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that was sent with a verwijzing. `behandeld` says who decided and when; then nothing is left to choose."""

    verwijzing: Verwijzing
    behandeld: str | None
    herkomst: str
    mag_terugkoppelen: bool
    mag_aannemen: bool
    antwoorden: list[tuple[str, str]]
    # To the questions of the keten itself.
    eigen: list[tuple[str, str]]
    toestemmingen: list[tuple[str, Toestemming]]
    kandidaten: list[Kandidaat] = field(default_factory=list)

    @property
    def inwoners(self) -> list[Inwoner]:
        """The residents who may be the same person."""
        return [kandidaat.inwoner for kandidaat in self.kandidaten]


def dossier_van(verwijzing: Verwijzing, wie: Wie) -> Dossier:
    """Return what was sent. Once decided, nobody is looked for any more and the resident is not opened."""
    behandeld, afname = al_behandeld(verwijzing), verwijzing.afname
    _laad(verwijzing)
    herkomsten = verwijzing.keten.verwijzen.herkomst
    return Dossier(
        verwijzing=verwijzing,
        behandeld=behandeld,
        herkomst=next((keuze.naam for keuze in herkomsten if keuze.code == verwijzing.herkomst), verwijzing.herkomst),
        mag_terugkoppelen=mag_terugkoppelen(verwijzing),
        mag_aannemen=mag_aannemen(verwijzing),
        antwoorden=in_woorden(catalogus().instrument(afname.instrument).alle_vragen, afname.antwoorden or {})
        if afname and not behandeld
        else [],
        eigen=antwoorden_van(verwijzing),
        toestemmingen=_toestemmingen(verwijzing),
        kandidaten=[] if behandeld else _kandidaten(verwijzing, wie),
    )


def _laad(verwijzing: Verwijzing) -> None:
    # One query for what hangs on it, and one for its supplements, however many there are.
    vraag = (
        select(Verwijzing)
        .where(Verwijzing.id == verwijzing.id)
        .options(joinedload(Verwijzing.inwoner), joinedload(Verwijzing.organisatie), joinedload(Verwijzing.afname))
        .options(joinedload(Verwijzing.ingevoerd_door), joinedload(Verwijzing.traject))
        .options(selectinload(Verwijzing.aanvullingen).joinedload(Aanvulling.door))
        .options(joinedload(Verwijzing.inwoner).selectinload(Inwoner.contactpersonen))
    )
    db.session.scalars(vraag).one()


def _toestemmingen(verwijzing: Verwijzing) -> list[tuple[str, Toestemming]]:
    vraag = select(Toestemming).where(Toestemming.verwijzing_id == verwijzing.id).order_by(Toestemming.id)
    return [(verwijzing.keten.toestemming(rij.soort).naam, rij) for rij in db.session.scalars(vraag)]


def _kandidaten(verwijzing: Verwijzing, wie: Wie) -> list[Kandidaat]:
    nieuw = verwijzing.inwoner
    gelijken = mogelijk_dezelfde(nieuw, wie)
    lopend = select(Traject).where(
        Traject.inwoner_id.in_([inwoner.id for inwoner in gelijken]),
        Traject.keten_code == verwijzing.keten_code,
        Traject.afgesloten_op.is_(None),
    )
    loopt = {traject.inwoner_id: traject for traject in db.session.scalars(lopend)} if gelijken else {}
    return [
        Kandidaat(ander, gelijkenissen(nieuw, ander), vergelijk(nieuw, ander), loopt.get(ander.id))
        for ander in gelijken
    ]
