"""Two records become one, and come apart again. None of it commits."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import Overlijden, Verhuizing
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming
from ketens.inwoners.zoeksleutels import leg_aan
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.versleuteling import onthoud
from ketens.samenvoegen.beletsels import keur, tegenspraak
from ketens.samenvoegen.betrokken import herverdeel
from ketens.samenvoegen.meegaan import gaat_mee
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.samenvoegen.velden import geef_terug, neem_over, vergelijk
from ketens.samenvoegen.verplaatsen import geef, verplaats, zet_terug

INGETROKKEN = "ingetrokken_op"
TE_LAAT = "Deze samenvoeging is langer dan 30 dagen geleden. Ongedaan maken kan niet meer."


def vergrendel(*inwoners: Inwoner) -> None:
    """Lock residents in the order of their ids, and read them as they are now: who comes second sees the first.

    Rows that only point to them don't wait; who begins something, or merges one of them too, does.
    """
    ids = sorted({inwoner.id for inwoner in inwoners})
    vraag = select(Inwoner).where(Inwoner.id.in_(ids)).order_by(Inwoner.id).with_for_update(key_share=True)
    db.session.scalars(vraag.execution_options(populate_existing=True)).all()


def voeg_samen(
    blijft: Inwoner,
    gaat: Inwoner,
    *,
    door: Wie,
    gekozen: Collection[str] = (),
    aanvullen: bool = True,
    formulier_id: UUID | None = None,
    keten_code: str | None = None,
) -> Samenvoeging:
    """Let `gaat` be the resident `blijft`: all that hangs on it moves, and remembers where it stood.

    `gekozen`: codes of velden.GROEPEN in which the record that goes holds; with `aanvullen` also what it alone knows.
    Raises `Domeinfout` where it can't be, or was done already.
    """
    db.session.flush()
    vergrendel(blijft, gaat)
    al = select(Samenvoeging).where(Samenvoeging.formulier_id == formulier_id)
    if formulier_id and (bestaand := db.session.scalars(al).one_or_none()):
        return bestaand
    keur(blijft, gaat, door)
    onthoud(blijft.id)
    onthoud(gaat.id)
    samenvoeging = Samenvoeging(
        formulier_id=formulier_id or nieuw_id(),
        blijft_id=blijft.id,
        gaat_id=gaat.id,
        door_id=door.account_id,
        organisatie_id=door.organisatie_id,
        keten_code=keten_code or _gekend_door(gaat, door),
    )
    db.session.add(samenvoeging)
    db.session.flush()
    _laat_nee_gelden(samenvoeging, blijft, gaat)
    codes = {*gekozen, *(veld.code for veld in vergelijk(blijft, gaat, met_bsn=True) if veld.erbij and aanvullen)}
    samenvoeging.velden = neem_over(blijft, gaat, codes, door) or None
    verplaats(samenvoeging, gaat.id, blijft.id)
    gaat.zelfde_als_id = blijft.id
    leg_aan(blijft)
    db.session.flush()
    return samenvoeging


def maak_ongedaan(samenvoeging: Samenvoeging, *, door: Wie, reden: str | None = None) -> None:
    """Take the two apart: each row back where it stood, and what happened since with the row that it hangs on.

    Raises `Domeinfout` after 30 days, and where something was recorded of which nobody can tell whose it is.
    """
    blijft, gaat = (db.session.get_one(Inwoner, id_) for id_ in (samenvoeging.blijft_id, samenvoeging.gaat_id))
    wortel = db.session.get_one(Inwoner, blijft.zelfde_als_id or blijft.id)
    vergrendel(blijft, gaat, wortel)
    db.session.refresh(samenvoeging, with_for_update=True)
    _mag_terug(samenvoeging, wortel)
    for inwoner in (blijft, gaat):
        onthoud(inwoner.id)
    rijen = db.session.scalars(select(Verplaatsing).where(Verplaatsing.samenvoeging_id == samenvoeging.id)).all()
    terug = zet_terug(rijen, wortel.id)
    gaat.zelfde_als_id = None
    _laat_ja_weer_gelden(samenvoeging, rijen)
    db.session.flush()
    db.session.expire_all()
    for wijzer, ids in gaat_mee(samenvoeging, terug, wortel.id).items():
        geef(wijzer, ids, gaat.id)
    db.session.expire_all()
    herverdeel(samenvoeging, gaat, wortel)
    geef_terug(blijft, _velden_terug(samenvoeging), door)
    samenvoeging.ongedaan_op, samenvoeging.ongedaan_door_id = nu(), door.account_id
    samenvoeging.ongedaan_reden = reden
    db.session.flush()
    for inwoner in {wortel, blijft, gaat}:
        leg_aan(inwoner)


def _gekend_door(gaat: Inwoner, door: Wie) -> str:
    """Return the keten through which `door` knows the record that goes."""
    eigen = select(Betrokkenheid.keten_code).where(Betrokkenheid.inwoner_id == gaat.id, Betrokkenheid.eigen(door))
    return db.session.scalars(eigen.order_by(Betrokkenheid.id).limit(1)).one_or_none() or door.ketens[0]


def _laat_nee_gelden(samenvoeging: Samenvoeging, blijft: Inwoner, gaat: Inwoner) -> None:
    """In a keten that who merges does not see, the last 'no' of the resident holds for both records."""
    for rijen in tegenspraak(blijft.id, gaat.id).values():
        for rij in rijen:
            rij.ingetrokken_op = samenvoeging.op
            oud = {INGETROKKEN: None}
            db.session.add(Verplaatsing(samenvoeging_id=samenvoeging.id, tabel="toestemming", rij_id=rij.id, oud=oud))


def _laat_ja_weer_gelden(samenvoeging: Samenvoeging, rijen: Collection[Verplaatsing]) -> None:
    ids = [rij.rij_id for rij in rijen if INGETROKKEN in rij.oud]
    vraag = select(Toestemming).where(Toestemming.id.in_(ids), Toestemming.ingetrokken_op == samenvoeging.op)
    for toestemming in db.session.scalars(vraag):
        toestemming.ingetrokken_op = None


def _velden_terug(samenvoeging: Samenvoeging) -> dict[str, Any]:
    """Return what this merge laid down and no later one took over: that later one then gives back what was there."""
    velden = dict(samenvoeging.velden or {})
    later = select(Samenvoeging).where(
        Samenvoeging.blijft_id == samenvoeging.blijft_id,
        Samenvoeging.id > samenvoeging.id,
        Samenvoeging.ongedaan_op.is_(None),
    )
    for ander in db.session.scalars(later.order_by(Samenvoeging.id)):
        hunne = dict(ander.velden or {})
        for kolom in [k for k in velden if k in hunne and hunne[k][0] == velden[k][1]]:
            hunne[kolom] = [velden.pop(kolom)[0], hunne[kolom][1]]
        ander.velden = hunne or None
    return velden


def _mag_terug(samenvoeging: Samenvoeging, wortel: Inwoner) -> None:
    if samenvoeging.ongedaan_op:
        raise Domeinfout("Deze samenvoeging is al ongedaan gemaakt. Er is niets gewijzigd.")
    if not samenvoeging.kan_terug:
        raise Domeinfout(TE_LAAT)
    if wortel.geanonimiseerd_op:
        raise Domeinfout("De persoonsgegevens zijn gewist. Ongedaan maken kan niet meer.")
    for soort, wat in ((Overlijden, "overlijden"), (Verhuizing, "verhuizing")):
        vraag = select(soort.id).where(
            soort.inwoner_id == wortel.id, soort.ongedaan_op.is_(None), soort.id > samenvoeging.id
        )
        if db.session.scalars(vraag.limit(1)).first():
            raise Domeinfout(f"Na het samenvoegen is een {wat} vastgelegd. Maak dat eerst ongedaan.")
