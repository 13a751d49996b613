"""What a beheerder decides: how long, and of whom nothing goes for now."""

from typing import Literal
from uuid import UUID

from sqlalchemy import select

from ketens.bewaren.models import Bewaartermijn, Vasthouding, Voorstelregel
from ketens.bewaren.termijnen import INZAGE
from ketens.catalogus import catalogus
from ketens.catalogus.bewaartermijn import Bewaarsoort, Termijn
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu

TE_KORT = "Bewaar dit ten minste {}. Korter mag niet: {}."
MEESTE: dict[Literal["dagen", "maanden"], int] = {"dagen": 3650, "maanden": 600}
HUIS = "Deze termijn geldt voor de hele installatie. Een gemeente kiest hem niet."


def kies_termijn(
    *, formulier_id: UUID | None, soort_code: str, keten_code: str, aantal: int, reden: str, door: Wie
) -> Bewaartermijn:
    """Choose a term for a kind, in one keten or (empty) in all; what was chosen before lapses.

    Raises Domeinfout below the minimum that the catalogue knows, and for what no gemeente chooses.
    """
    if soort_code == INZAGE:
        _keur_inzage(aantal)
    else:
        _keur(catalogus().bewaartermijnen.soort(soort_code), keten_code, aantal)
    _laat_vervallen(soort_code, keten_code, door)
    nieuw = Bewaartermijn(
        formulier_id=formulier_id,
        soort=soort_code,
        keten_code=keten_code,
        aantal=aantal,
        reden=reden,
        door_id=door.account_id,
    )
    db.session.add(nieuw)
    db.session.flush()
    return nieuw


def _keur_inzage(aantal: int) -> None:
    if not 7 <= aantal <= 90:
        raise Domeinfout("Kies een aantal van 7 tot en met 90 dagen.", veld="aantal")


def _keur(soort: Bewaarsoort, keten_code: str, aantal: int) -> None:
    if soort.huis:
        raise Domeinfout(HUIS)
    if aantal < soort.minimum:
        raise Domeinfout(TE_KORT.format(Termijn(soort.minimum, soort.eenheid), soort.bron), veld="aantal")
    if aantal > MEESTE[soort.eenheid]:
        raise Domeinfout(f"Kies ten hoogste {MEESTE[soort.eenheid]} {soort.eenheid}.", veld="aantal")
    if keten_code and not soort.per_keten:
        raise Domeinfout("Deze termijn geldt voor alle ketens samen.", veld="keten")
    if soort.aangewezen and not keten_code:
        raise Domeinfout("Kies de keten die hieronder valt.", veld="keten")


def vervalt(termijn: Bewaartermijn, *, door: Wie) -> None:
    """Let a choice lapse: the term of the catalogue holds again."""
    if termijn.vervallen_op is None:
        termijn.vervallen_op, termijn.vervallen_door_id = nu(), door.account_id


def _laat_vervallen(soort_code: str, keten_code: str, door: Wie) -> None:
    geldt = (Bewaartermijn.soort == soort_code, Bewaartermijn.vervallen_op.is_(None))
    for oud in db.session.scalars(select(Bewaartermijn).where(*geldt, Bewaartermijn.keten_code == keten_code)):
        vervalt(oud, door=door)
    db.session.flush()


def houd_vast(regel: Voorstelregel, *, reden: str, door: Wie) -> Vasthouding:
    """Hold back the resident of a line of a proposal: nothing of them goes until someone lifts it."""
    inwoner = db.session.get(Inwoner, regel.inwoner_id) if regel.inwoner_id else None
    if inwoner is None or inwoner.geanonimiseerd_op is not None:
        raise Domeinfout("Dit is al gewist.")
    staat = (Vasthouding.inwoner_id == inwoner.id, Vasthouding.opgeheven_op.is_(None))
    if bestaand := db.session.scalars(select(Vasthouding).where(*staat)).one_or_none():
        return bestaand
    vast = Vasthouding(inwoner_id=inwoner.id, kenmerk=regel.kenmerk, door_id=door.account_id)
    vast.reden = reden
    db.session.add(vast)
    db.session.flush()
    return vast


def laat_los(vast: Vasthouding, *, door: Wie) -> None:
    """Lift a hold: the terms count again, and a next proposal names this resident."""
    if vast.opgeheven_op is None:
        vast.opgeheven_op, vast.opgeheven_door_id = nu(), door.account_id
