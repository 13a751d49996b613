"""A traject that whoever treats opens herself, from the agenda of a practice: one act, from name to gesprek."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.models import Organisatie, OrganisatieSoort
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeken import mogelijk_dezelfde
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten.gesprekken import leg_gesprek_vast
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import verwijs
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.persoon import Persoon
from ketens.verwijzingen.wegen import Weg, wegen

PRAKTIJKAGENDA = "praktijkagenda"
NIEUW = "nieuw"


class Gelijken(Domeinfout):
    """Someone may be known already, and it was not said who it is."""

    def __init__(self, inwoners: Sequence[Inwoner]) -> None:
        super().__init__("Deze inwoner lijkt op iemand die u al kent. Kies wie het is.", veld="wie_is_het")
        self.ids = [inwoner.id for inwoner in inwoners]


def eigen_wegen(wie: Wie) -> list[Weg]:
    """Return the ketens in which this person may open a traject herself: those that allow it and that she receives."""
    return [weg for weg in wegen(wie) if weg.keten.zelf_openen and weg.ontvanger.id == wie.organisatie_id]


def praktijken(langs: Weg) -> list[Organisatie]:
    """Return in whose name she may open one: the partners of the keten, practices first."""
    return sorted(langs.verwijzers(), key=lambda organisatie: organisatie.soort != OrganisatieSoort.HUISARTSENPRAKTIJK)


def laatste_praktijk(wie: Wie, keten_code: str) -> UUID | None:
    """Return in whose agenda this person worked last."""
    vraag = select(Verwijzing.organisatie_id).where(
        Verwijzing.ingevoerd_door_id == wie.account_id,
        Verwijzing.keten_code == keten_code,
        Verwijzing.herkomst == PRAKTIJKAGENDA,
    )
    return db.session.scalars(vraag.order_by(Verwijzing.ingediend_op.desc()).limit(1)).first()


def open_zelf(
    *,
    langs: Weg,
    door: Wie,
    formulier_id: UUID,
    praktijk_id: UUID | None,
    gesprek: Mapping[str, Any],
    toestemming_doorgeven: bool,
    toestemming_terugkoppelen: bool,
    wie_is_het: str | None = None,
    **persoon: Unpack[Persoon],
) -> Traject:
    """Refer in the name of a practice, accept at once and keep the first gesprek; sent twice, it is once.

    `gesprek` as `leg_gesprek_vast` takes it. Where someone is alike, `wie_is_het` is the id of who it is, or `NIEUW`;
    else it raises `Gelijken`. A known resident who has a traject in this keten gets the gesprek there.
    """
    if praktijk_id is None:
        raise Domeinfout("Kies de praktijk.", veld="praktijk")
    verwijzing = verwijs(
        formulier_id=formulier_id,
        keten_code=langs.keten.code,
        door=door,
        antwoorden={},
        toestemming_doorgeven=toestemming_doorgeven,
        toestemming_terugkoppelen=toestemming_terugkoppelen,
        herkomst=PRAKTIJKAGENDA,
        organisatie_id=praktijk_id,
        langs=langs,
        **persoon,
    )
    db.session.flush()
    traject = verwijzing.traject or neem_aan(verwijzing, door=door, zelfde_als=_zelfde(verwijzing, wie_is_het, door))
    leg_gesprek_vast(traject, formulier_id=formulier_id, door=door, **gesprek)
    return traject


def _zelfde(verwijzing: Verwijzing, wie_is_het: str | None, door: Wie) -> Inwoner | None:
    """Return who it is, of those who are alike now: whoever chose someone else is asked again."""
    gelijken = mogelijk_dezelfde(verwijzing.inwoner, door)
    if not gelijken or wie_is_het == NIEUW:
        return None
    gekozen = next((inwoner for inwoner in gelijken if str(inwoner.id) == wie_is_het), None)
    if gekozen is None:
        raise Gelijken(gelijken)
    return gekozen
