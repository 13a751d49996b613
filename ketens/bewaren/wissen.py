"""Letting go of a resident: who they were is emptied everywhere, and what is counted stays (besluit 0047)."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, delete, or_, select, update

from ketens.berichten.models import Bericht, Stapel
from ketens.bewaren import kaart
from ketens.bewaren.bestanden import neem_terug
from ketens.bewaren.mensen import bij_elkaar
from ketens.bewaren.models import Vernietiging
from ketens.bewaren.termijnen import LOOPT, VASTGEHOUDEN, WACHT, stand
from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Plaatsaanbod, Wachtplek
from ketens.invoer.models import Invoer, Invoerregel
from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import onthoud
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing

# Under which names an event holds a kenmerk, and what stands there when that leads to nobody any more.
NOEMT = ("met", "kenmerk")
IEMAND = "iemand"
# What else must go of residents, by a feature above this one: gets the ids of all records. See `wist_ook`.
Wisser = Callable[[Collection[UUID]], None]
OOK_WEG: list[Wisser] = []


def wist_ook(wisser: Wisser) -> Wisser:
    """Register what goes with residents and hangs on them otherwise than by their id. Usable as decorator."""
    OOK_WEG.append(wisser)
    return wisser


def wis(inwoner: Inwoner, *, reden: str, door: Wie | None) -> Vernietiging:
    """Let go of one resident now, whatever the terms say, and leave a record of it. `reden` holds no person.

    Raises Domeinfout when a traject runs, a verwijzing waits or a beheerder holds them: those end first. Whoever asks
    looks at the terms (`termijnen.stand`).
    """
    vergrendel(inwoner)
    staat = stand(inwoner)
    if beletsel := next((zin for zin in staat.loopt if zin in (LOOPT, WACHT, VASTGEHOUDEN)), None):
        raise Domeinfout(f"{beletsel} Wissen kan nu niet.")
    vergeet(inwoner)
    verklaring = Vernietiging(
        soort="verzoek",
        titel="Gewist op verzoek",
        wat="Alles waaraan één inwoner te herkennen was. Wat wij tellen, blijft.",
        daad="anonimiseren",
        aantal=1,
        termijn="geen",
        bron="AVG, artikel 17",
        merk="K",
        besluit=reden,
        door_id=door.account_id if door else None,
    )
    db.session.add(verklaring)
    db.session.flush()
    return verklaring


def vergrendel(inwoner: Inwoner) -> list[Inwoner]:
    """Lock one person with all records that turned out to be them, and read those as they are now.

    Before one looks whether they may go: what somebody begins at this moment is there by then, or waits for us.
    """
    ids = sorted({record for groep in bij_elkaar([inwoner.id]).values() for record in groep})
    slot = select(Inwoner).where(Inwoner.id.in_(ids)).order_by(Inwoner.id).with_for_update()
    return list(db.session.scalars(slot.execution_options(populate_existing=True)))


def vergeet(inwoner: Inwoner) -> int:
    """Empty one person, with all records that turned out to be them. Returns how many records; 0 when done already.

    In the transaction that is open, under the lock of the resident: who begins something at this moment waits.
    """
    records = vergrendel(inwoner)
    ids = [record.id for record in records]
    nog = [record for record in records if record.geanonimiseerd_op is None]
    if not nog:
        return 0
    for id_ in ids:
        onthoud(id_)
    db.session.flush()
    _maak_los(ids)
    _leeg_wat_anderen_delen(ids)
    neem_terug()
    for tabel, klasse in kaart.tabellen():
        _leeg(tabel, klasse, ids)
    _vernummer(ids)
    for wisser in OOK_WEG:
        wisser(ids)
    _haal_weg(ids)
    for record in nog:
        record.geanonimiseerd_op = nu()
    db.session.flush()
    db.session.expire_all()
    return len(nog)


def _doe(opdracht: Any) -> None:
    db.session.execute(opdracht.execution_options(synchronize_session=False))


def _leeg(tabel: str, klasse: Any, ids: Collection[UUID]) -> None:
    waarden = {f"{naam}_cel": None for naam in kaart.LEEG.get(tabel, ())} | dict(kaart.OOK.get(tabel, {}))
    eigen = klasse.id if tabel == "inwoner" else klasse.inwoner_id
    _doe(update(klasse).where(eigen.in_(ids)).values(waarden))


def _haal_weg(ids: Collection[UUID]) -> None:
    """Delete the rows that go whole, after what points to them points to nothing."""
    for tabel in kaart.WEG:
        klasse = kaart.klasse_van(tabel)
        weg = select(klasse.id).where(klasse.inwoner_id.in_(ids))
        for kind, kolom in _wijzers(tabel):
            _doe(update(kind).where(getattr(kind, kolom).in_(weg)).values({kolom: None}))
        _doe(delete(klasse).where(klasse.inwoner_id.in_(ids)))


def _wijzers(tabel: str) -> list[tuple[Any, str]]:
    return [
        (mapper.class_, kolom.name)
        for mapper in kaart.REGISTER.mappers
        for kolom in mapper.local_table.columns
        if any(sleutel.target_fullname == f"{tabel}.id" for sleutel in kolom.foreign_keys)
    ]


def _maak_los(ids: Collection[UUID]) -> None:
    """End what still binds: involvement, tasks, offers, waiting together."""
    open_ = (Betrokkenheid.inwoner_id.in_(ids), Betrokkenheid.tot.is_(None))
    _doe(update(Betrokkenheid).where(*open_).values(tot=vandaag()))
    _doe(update(Taak).where(Taak.inwoner_id.in_(ids), Taak.afgehandeld_op.is_(None)).values(afgehandeld_op=nu()))
    aanbod = (
        Plaatsaanbod.inwoner_id.in_(ids),
        Plaatsaanbod.beantwoord_op.is_(None),
        Plaatsaanbod.vervallen_op.is_(None),
    )
    _doe(update(Plaatsaanbod).where(*aanbod).values(vervallen_op=nu(), vervallen_reden="gewist"))
    eigen = select(Traject.id).where(Traject.inwoner_id.in_(ids))
    _doe(update(Wachtplek).where(Wachtplek.samen_met_id.in_(eigen)).values(samen_met_id=None))


def _leeg_wat_anderen_delen(ids: Collection[UUID]) -> None:
    """Empty what holds them beside others, or beside another record of theirs: a batch of letters, a file, a merge."""
    stapels = select(Bericht.stapel_id).where(Bericht.inwoner_id.in_(ids), Bericht.stapel_id.is_not(None))
    _doe(update(Stapel).where(Stapel.id.in_(stapels)).values(pdf_cel=None))
    komt_uit = [cast(Invoerregel.gemaakt, String).contains(tekst) for id_ in ids for tekst in (str(id_), id_.hex)]
    regels = or_(Invoerregel.lijkt_op_id.in_(ids), *komt_uit)
    _doe(update(Invoer).where(Invoer.id.in_(select(Invoerregel.invoer_id).where(regels))).values(bestandsnaam_cel=None))
    _doe(update(Invoerregel).where(Invoerregel.cellen_cel.is_not(None), regels).values(cellen_cel=None))  # type: ignore[attr-defined]
    samen = select(Samenvoeging.id).where(_samenvoeging_van(ids))
    _doe(delete(Verplaatsing).where(Verplaatsing.samenvoeging_id.in_(samen)))
    _doe(update(Samenvoeging).where(Samenvoeging.id.in_(samen)).values(velden_cel=None, ongedaan_reden_cel=None))


def _samenvoeging_van(ids: Collection[UUID]) -> ColumnElement[bool]:
    return or_(Samenvoeging.blijft_id.in_(ids), Samenvoeging.gaat_id.in_(ids))


def _vernummer(ids: Collection[UUID]) -> None:
    """Give trajecten and verwijzingen a new kenmerk: the old one stands in letters, mails and files of others."""
    oud: set[str] = set()
    for klasse in (Traject, Verwijzing):
        for rij in db.session.execute(select(klasse.id, klasse.kenmerk).where(klasse.inwoner_id.in_(ids))).all():
            oud.add(rij.kenmerk)
            _doe(update(klasse).where(klasse.id == rij.id).values(kenmerk=_vrij(klasse)))
    _vergeet_kenmerken(ids, oud)


def _vergeet_kenmerken(ids: Collection[UUID], oud: Collection[str]) -> None:
    """Take the old kenmerken out of the events of others: who waited along, and whose traject a verwijzing joined."""
    eigen = _zonder_kenmerk(Gebeurtenis.inwoner_id.in_(ids))
    paren = db.session.execute(select(Samenvoeging.blijft_id, Samenvoeging.gaat_id).where(_samenvoeging_van(ids)))
    naast = {id_ for paar in paren for id_ in paar} - {*ids}
    anderen = select(Traject.id).where(or_(Traject.kenmerk.in_(eigen - {*oud}), Traject.inwoner_id.in_(naast)))
    _zonder_kenmerk(Gebeurtenis.traject_id.in_(anderen), oud)
    db.session.flush()


def _zonder_kenmerk(van_wie: ColumnElement[bool], welke: Collection[str] | None = None) -> set[str]:
    """Take these kenmerken (None: every one) out of events, and return which stood there."""
    gevonden: set[str] = set()
    tekst = cast(Gebeurtenis.gegevens, String)
    noemt = or_(*(tekst.contains(f'"{naam}"') for naam in NOEMT))
    for rij in db.session.scalars(select(Gebeurtenis).where(van_wie, noemt)):
        weg = {naam: rij.gegevens[naam] for naam in NOEMT if rij.gegevens.get(naam)}
        weg = {naam: kenmerk for naam, kenmerk in weg.items() if welke is None or kenmerk in welke}
        if weg:
            rij.gegevens = {**rij.gegevens, **dict.fromkeys(weg, IEMAND)}
            gevonden |= {*weg.values()}
    return gevonden


def _vrij(klasse: Any) -> str:
    while db.session.scalar(select(klasse.id).where(klasse.kenmerk == (kenmerk := nieuw_kenmerk()))):
        continue
    return kenmerk
