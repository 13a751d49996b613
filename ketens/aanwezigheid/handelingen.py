"""Marking who was there. A mark says which one its maker had seen, so that nobody overwrites another (besluit 0031)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from ketens.aanwezigheid.afwezig import werk_belltaak_bij
from ketens.aanwezigheid.start import werk_start_bij
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, nu, vandaag
from ketens.rechten import Rol

AFGELAST = "Deze bijeenkomst is afgelast."
NOG_NIET = "Deze bijeenkomst is nog niet geweest. U kunt iemand nu alleen afmelden."
NIET_HIER = "Deze inwoner heeft geen plaats in deze groep."
GESTOPT = "Deze inwoner was toen al gestopt. U kunt deze bijeenkomst niet meer invullen."
TE_LAAT = "Deze groep is al een tijd afgelopen. Geef de lijst aan de coördinator."
NIET_BEGONNEN = "Deze deelname is geëindigd als niet begonnen. Vraag de coördinator."
# How long after the last day of a group a trainer may still mark: as far back as the list of sessions on a phone goes.
# What comes later (a list on paper) is entered by the coördinator, who reports on it.
TRAINER_NOTEERT = timedelta(days=14)
VOORAF = (AanwezigheidStand.AFGEMELD, AanwezigheidStand.TERUGGENOMEN)


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """How a mark stands now. `botsing`: someone else's stands, of which the maker did not know; nothing was written."""

    stand: AanwezigheidStand
    versie: int
    door: str
    op: datetime
    botsing: bool = False
    van_mij: bool = False


def noteer(
    bijeenkomst: Bijeenkomst,
    plaatsing: Plaatsing,
    stand: AanwezigheidStand,
    *,
    gezien_versie: int,
    door: Wie | None,
) -> Uitkomst:
    """Mark someone; `gezien_versie` is the one that the maker saw, 0 for none.

    The session is locked, so two first marks wait for each other; the unique pair is the second lock. An equal mark is
    no conflict, whatever was seen.
    """
    _mag(bijeenkomst, plaatsing, stand, door)
    vergrendel(bijeenkomst)
    rij = mark_van(bijeenkomst, plaatsing)
    if rij is not None and rij.stand == stand:
        return _uitkomst(rij, door)
    if rij is not None and rij.versie != gezien_versie:
        return _uitkomst(rij, door, botsing=True)
    if rij is None:
        rij = Aanwezigheid(bijeenkomst_id=bijeenkomst.id, plaatsing_id=plaatsing.id, versie=0)
        db.session.add(rij)
    rij.stand, rij.op, rij.versie = stand, nu(), rij.versie + 1
    rij.door_id = door.account_id if door else None
    db.session.flush()
    if plaatsing.geeindigd_op is None:
        werk_start_bij(plaatsing, door=door)
        werk_belltaak_bij(plaatsing)
    return _uitkomst(rij, door)


def vergrendel(bijeenkomst: Bijeenkomst) -> None:
    """Let whoever else marks this session wait until this transaction ends (on SQLite the transaction is the lock)."""
    vraag = select(Bijeenkomst.id).where(Bijeenkomst.id == bijeenkomst.id).with_for_update(key_share=True)
    db.session.execute(vraag).one()


def mark_van(bijeenkomst: Bijeenkomst, plaatsing: Plaatsing) -> Aanwezigheid | None:
    """Return the mark as the database has it now."""
    paar = (Aanwezigheid.bijeenkomst_id == bijeenkomst.id, Aanwezigheid.plaatsing_id == plaatsing.id)
    vraag = select(Aanwezigheid).where(*paar).execution_options(populate_existing=True)
    return db.session.scalars(vraag).one_or_none()


def te_laat(bijeenkomst: Bijeenkomst, wie: Wie | None) -> bool:
    """Tell whether the group is over for so long that this trainer marks no more."""
    is_trainer = wie is not None and wie.rol == Rol.TRAINER
    return is_trainer and vandaag() > bijeenkomst.groep.eindigt_op + TRAINER_NOTEERT


def _mag(bijeenkomst: Bijeenkomst, plaatsing: Plaatsing, stand: AanwezigheidStand, door: Wie | None) -> None:
    if plaatsing.groep_id != bijeenkomst.groep_id:
        raise Domeinfout(NIET_HIER)
    if bijeenkomst.afgelast_op or bijeenkomst.groep.afgelast_op:
        raise Domeinfout(AFGELAST)
    if bijeenkomst.begint_op.astimezone(AMSTERDAM).date() > vandaag() and stand not in VOORAF:
        raise Domeinfout(NOG_NIET)
    if plaatsing.einde in ("niet_gestart", "ingetrokken") and stand == AanwezigheidStand.AANWEZIG:
        raise Domeinfout(NIET_BEGONNEN)
    if plaatsing.geeindigd_op and plaatsing.geeindigd_op < bijeenkomst.begint_op:
        raise Domeinfout(GESTOPT)
    if te_laat(bijeenkomst, door):
        raise Domeinfout(TE_LAAT)


def _uitkomst(rij: Aanwezigheid, door: Wie | None, *, botsing: bool = False) -> Uitkomst:
    van_mij = door is not None and rij.door_id == door.account_id
    if van_mij and door is not None:
        naam = door.naam
    else:
        account = db.session.get(Account, rij.door_id) if rij.door_id else None
        naam = account.naam if account else "ketens"
    return Uitkomst(rij.stand, rij.versie, naam, rij.op, botsing, van_mij)
