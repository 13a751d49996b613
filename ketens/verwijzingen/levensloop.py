"""Verwijzingen that wait when a life takes a turn: they go no further, and wait again after a mistake."""

from uuid import UUID

from sqlalchemy import Select, select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import (
    Overlijden,
    Verhuizing,
    bij_herstel,
    bij_overlijden,
    bij_verhuizing,
    zegt_wat_stopt,
)
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.levensloop import WERKDAGEN_OM_TE_LEZEN, meld
from ketens.trajecten.taken import OVERLEDEN
from ketens.verwijzingen.models import Verwijzing

# What who sent it hears as the reason: not that someone died.
GAAT_NIET_DOOR = "gaat_niet_door"
BUITEN_GEMEENTE = "buiten_gemeente"


@bij_overlijden
def stop_wat_wacht(overlijden: Overlijden, door: Wie) -> None:
    """A verwijzing that waits goes no further; who received it is told why."""
    for verwijzing in _wijs_af(overlijden, GAAT_NIET_DOOR, door):
        if verwijzing.ontvanger_id != door.organisatie_id or verwijzing.keten_code not in door.ketens:
            taak = maak_taak(
                soort=OVERLEDEN,
                keten_code=verwijzing.keten_code,
                organisatie_id=verwijzing.ontvanger_id,
                endpoint="verwijzingen.detail",
                object_id=verwijzing.id,
                inwoner_id=verwijzing.inwoner_id,
                kenmerk=verwijzing.kenmerk,
                termijn_op=werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_LEZEN),
            )
            meld(overlijden, taak)


@zegt_wat_stopt
def welke_verwijzingen(inwoner: Inwoner, wie: Wie) -> list[str]:
    """Name the verwijzingen that go no further, of those that `wie` may see."""
    vraag = _wachtend(inwoner.id).where(Verwijzing.zichtbaar_voor(wie))
    return [f"De verwijzing {verwijzing.kenmerk} gaat niet door." for verwijzing in db.session.scalars(vraag)]


@bij_verhuizing
def stop_wat_te_laat_komt(verhuizing: Verhuizing, door: Wie) -> None:
    """Whoever leaves the gemeente begins nothing here any more."""
    _wijs_af(verhuizing, BUITEN_GEMEENTE, door)


@bij_herstel
def laat_weer_wachten(wending: Overlijden | Verhuizing, _door: Wie) -> None:
    """It waits again, as old as it was; its task is on the worklist again by itself."""
    vraag = select(Verwijzing).where(Verwijzing.id.in_(wending.onthouden("verwijzingen")))
    for verwijzing in db.session.scalars(vraag.order_by(Verwijzing.id)):
        verwijzing.geweigerd_op = verwijzing.weigerreden = verwijzing.beslist_door_id = None


def _wijs_af(wending: Overlijden | Verhuizing, reden: str, door: Wie) -> list[Verwijzing]:
    wachtend = list(db.session.scalars(_wachtend(wending.inwoner_id).with_for_update()))
    wending.onthoud("verwijzingen", [verwijzing.id for verwijzing in wachtend])
    for verwijzing in wachtend:
        ziet = verwijzing.ontvanger_id == door.organisatie_id and verwijzing.keten_code in door.ketens
        verwijzing.geweigerd_op, verwijzing.weigerreden = nu(), reden
        verwijzing.beslist_door_id = door.account_id if ziet else None
    return wachtend


def _wachtend(inwoner_id: UUID) -> Select[Verwijzing]:
    return (
        select(Verwijzing)
        .where(
            Verwijzing.inwoner_id == inwoner_id,
            Verwijzing.aangenomen_op.is_(None),
            Verwijzing.geweigerd_op.is_(None),
            Verwijzing.ingetrokken_op.is_(None),
        )
        .order_by(Verwijzing.id)
    )
