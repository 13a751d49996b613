"""A proposal of what goes, and carrying it out: bit by bit, each in a transaction, and each only once."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from ketens.audit import snede
from ketens.audit.handelingen import schrijf_opdracht
from ketens.audit.models import SYSTEEM
from ketens.bewaren import soorten
from ketens.bewaren.models import Vernietiging, Voorstel, Voorstelregel
from ketens.bewaren.termijnen import Geldend, Keuzes, keuzes, stand, standen
from ketens.bewaren.wissen import vergeet, vergrendel
from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu, vandaag

ROUTE = "ketens bewaren voer-uit"
# Residents in one transaction: short, for on SQLite nobody else writes meanwhile.
PORTIE = 10
TE_VROEG = "Dit voorstel kan vanaf {:%d-%m-%Y} worden uitgevoerd."


def wachtend() -> Voorstel | None:
    """Return the proposal that waits, or None."""
    return db.session.scalars(select(Voorstel).where(Voorstel.uitgevoerd_op.is_(None))).one_or_none()


def leg_voor(*, door: Wie | None = None) -> Voorstel | None:
    """Lay down what is past its term; the one that waits already stays as it is. None when nothing is."""
    if bestaand := wachtend():
        return bestaand
    gekozen = keuzes()
    regels = [*_mensen(), *_rijen(gekozen)]
    if not regels:
        return None
    voorstel = Voorstel(
        catalogus_pin=str(catalogus().bewaartermijnen.pin),
        uitvoeren_vanaf=vandaag() + timedelta(days=gekozen.inzage_dagen),
        door_id=door.account_id if door else None,
        regels=regels,
    )
    db.session.add(voorstel)
    db.session.flush()
    return voorstel


def _mensen() -> Iterator[Voorstelregel]:
    for een in standen():
        if een.mag_weg():
            grond = een.laatste
            yield Voorstelregel(
                soort=grond.geldend.soort.code,
                inwoner_id=een.inwoner_id,
                kenmerk=grond.kenmerk,
                keten_code=grond.keten_code,
                aantal=len(een.records),
                sinds=grond.sinds,
                grens=grond.tot,
            )


def _rijen(gekozen: Keuzes) -> Iterator[Voorstelregel]:
    for code in (*soorten.codes(), soorten.LOGBOEK):
        grens = _grens(code, gekozen)
        if aantal := _aantal(code, grens):
            yield Voorstelregel(soort=code, aantal=aantal, grens=grens)


def _grens(code: str, gekozen: Keuzes) -> date:
    """Return before which day rows of this kind are past their term today."""
    return gekozen.geldend(code).termijn.voor(vandaag()) + timedelta(days=1)


def _aantal(code: str, grens: date) -> int:
    if code != soorten.LOGBOEK:
        return soorten.aantal(code, grens)
    voorzien = snede.voorzien(huidige_gemeente() or SYSTEEM, grens.year - 1)
    return voorzien[1] if voorzien else 0


def voer_uit(voorstel: Voorstel) -> bool:
    """Do a portion of a proposal; True when there is more. Two at once: the second does nothing.

    Raises Domeinfout before its day. Whoever calls commits: what was done is then noted, and gone from the proposal.
    """
    if vandaag() < voorstel.uitvoeren_vanaf:
        raise Domeinfout(TE_VROEG.format(voorstel.uitvoeren_vanaf))
    slot = select(Voorstel).where(Voorstel.id == voorstel.id, Voorstel.uitgevoerd_op.is_(None))
    vast = slot.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    deze = db.session.scalars(vast).one_or_none()
    if deze is None:
        return False
    deze.begonnen_op = deze.begonnen_op or nu()
    nog = select(Voorstelregel).where(Voorstelregel.voorstel_id == deze.id)
    # Residents first; the log last: its head is the last lock.
    mensen = nog.where(Voorstelregel.inwoner_id.is_not(None)).order_by(Voorstelregel.id).limit(PORTIE)
    if regels := db.session.scalars(mensen).all():
        _doe_mensen(deze, regels)
        return True
    logboek_laatst = (Voorstelregel.soort == soorten.LOGBOEK, Voorstelregel.id)
    if regel := db.session.scalars(nog.order_by(*logboek_laatst).limit(1)).one_or_none():
        (_snijd_logboek if regel.soort == soorten.LOGBOEK else _doe_rijen)(deze, regel)
        return True
    deze.uitgevoerd_op = nu()
    return False


def _doe_mensen(voorstel: Voorstel, regels: Sequence[Voorstelregel]) -> None:
    weg = []
    for regel in regels:
        inwoner = db.session.get_one(Inwoner, regel.inwoner_id)
        # Looked at again, under the lock: what began meanwhile, or is held back, stays.
        vergrendel(inwoner)
        nu_staat = stand(inwoner)
        if nu_staat.mag_weg() and vergeet(inwoner):
            weg += nu_staat.records
            verklaring_van(voorstel, regel.soort, regel.keten_code).aantal += 1
        elif inwoner.geanonimiseerd_op is None:
            voorstel.gebleven += 1
        db.session.delete(regel)
        db.session.flush()
    if weg:
        schrijf_opdracht("bewaren", ROUTE, weg, reden="geanonimiseerd volgens bewaartermijn")


def _doe_rijen(voorstel: Voorstel, regel: Voorstelregel) -> None:
    """Do a portion of a kind; the line stays until nothing is left. What is kept longer by now stays."""
    grens = min(regel.grens, _grens(regel.soort, keuzes()))
    if gedaan := soorten.ruim_op(regel.soort, grens):
        verklaring = verklaring_van(voorstel, regel.soort, "", grens)
        verklaring.aantal += gedaan
        verklaring.laatst_op = nu()
    else:
        db.session.delete(regel)


def _snijd_logboek(voorstel: Voorstel, regel: Voorstelregel) -> None:
    """Cut the log; what lies before the cut is destroyed by the owner of the database, later (`klokwerk`)."""
    grens = min(regel.grens, _grens(regel.soort, keuzes()))
    db.session.delete(regel)
    if not _aantal(regel.soort, grens):
        return
    verklaring = verklaring_van(voorstel, regel.soort, "", grens)
    db.session.flush()
    verklaring.aantal += snede.snijd(grens.year - 1)


def verklaring_van(voorstel: Voorstel, soort: str, keten: str, grens: date | None = None) -> Vernietiging:
    """Return the record of this kind in this proposal, begun when there is none yet."""
    vraag = select(Vernietiging).where(Vernietiging.voorstel_id == voorstel.id, Vernietiging.soort == soort)
    al = db.session.scalars(vraag.where(Vernietiging.keten_code == keten)).one_or_none()
    if al is None:
        al = begin_verklaring(keuzes().geldend(soort, keten), keten)
        al.voorstel, al.door_id, al.grens = voorstel, voorstel.door_id, grens
        db.session.add(al)
        db.session.flush()
    return al


def begin_verklaring(geldend: Geldend, keten: str) -> Vernietiging:
    """Return a record in the words of the rule that holds now."""
    soort = geldend.soort
    return Vernietiging(
        soort=soort.code,
        keten_code=keten,
        titel=soort.naam,
        wat=soort.wat,
        daad=soort.daarna,
        aantal=0,
        termijn=str(geldend.termijn),
        bron=soort.bron,
        merk=soort.merk,
        besluit=geldend.besluit,
    )
