"""What is done with a ledger file: brought, its columns and accounts said, booked as a whole, taken back as a whole."""

import hashlib
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.budgetten.grootboek import (
    DELEN,
    KOLOM,
    OP_VERZOEK,
    WACHT,
    Beoordeling,
    Lot,
    beproef,
    koppelingen,
)
from ketens.budgetten.grootboekvelden import BIJ_CODE, VELDEN
from ketens.budgetten.keuring import kaal
from ketens.budgetten.models import Grootboekinvoer, Grootboekkoppeling, Kost, Verplichting
from ketens.budgetten.regime import onderdelen_van_anderen
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.kolommen import NOOIT, kale_kop, raad_kolommen
from ketens.kern.rekenblad import Blad
from ketens.opdrachten.klok import elke

BEWAAR = timedelta(days=30)
# As long as our columns are.
LENGTES = {"omschrijving": 200, "leverancier": 120, "factuurnummer": 60}


def breng(*, formulier_id: UUID | None, bestandsnaam: str, blad: Blad, door: Wie) -> Grootboekinvoer:
    """Keep the lines of a file, with the columns of last time or a guess. Brought twice, it is one."""
    if al := db.session.scalars(select(Grootboekinvoer).where(Grootboekinvoer.formulier_id == formulier_id)).first():
        return al
    nooit = {nummer for nummer, naam in enumerate(blad.kop) if NOOIT.search(naam)}
    rijen = [[nr, ["" if i in nooit else cel for i, cel in enumerate(rij)]] for nr, rij in blad.rijen]
    ruw = "\n".join("\x1f".join(rij) for rij in (blad.kop, *(rij for _, rij in blad.rijen)))
    invoer = Grootboekinvoer(
        formulier_id=formulier_id,
        bestandsnaam=bestandsnaam[:120],
        vingerafdruk=hashlib.sha256(ruw.encode(errors="replace")).hexdigest(),
        regels={"kop": list(blad.kop), "rijen": rijen},
        koppeling={"kolommen": _kolommen(blad.kop)},
        gelezen_op=nu(),
        door_id=door.account_id,
    )
    db.session.add(invoer)
    db.session.flush()
    return invoer


def _kolommen(kop: tuple[str, ...]) -> dict[str, str]:
    """What was said of columns with these names; each field once. For the rest, what can be guessed."""
    weet = koppelingen()
    gekozen: dict[str, str] = {}
    onthouden = [weet.get((KOLOM, kale_kop(naam)[:120])) for naam in kop]
    for nummer, naar in enumerate(onthouden):
        code = (naar or {}).get("veld")
        if code in BIJ_CODE and code not in gekozen.values() and not NOOIT.search(kop[nummer]):
            gekozen[str(nummer)] = code
    for nummer_, code in raad_kolommen(VELDEN, kop).items():
        if onthouden[int(nummer_)] is None and code not in gekozen.values():
            gekozen[nummer_] = code
    return gekozen


def kies_kolommen(invoer: Grootboekinvoer, kolommen: Mapping[str, str], *, door: Wie) -> None:
    """Say which column (by number) is which field, and remember that by the name of the column."""
    _moet_nog(invoer)
    kop = invoer.kop
    gekozen = {nummer: code for nummer, code in kolommen.items() if code}
    codes = list(gekozen.values())
    if any(code not in BIJ_CODE for code in codes):
        raise Domeinfout("Kies per kolom iets uit de lijst.")
    if dubbel := next((code for code in codes if codes.count(code) > 1), None):
        raise Domeinfout(f"U koos {BIJ_CODE[dubbel].naam.lower()} twee keer. Kies per veld één kolom.")
    if "datum" not in codes:
        raise Domeinfout("Kies de kolom met de datum.")
    if not {"bedrag", "debet", "credit"} & set(codes):
        raise Domeinfout("Kies de kolom met het bedrag, of die met debet en credit.")
    if "bedrag" in codes and {"debet", "credit"} & set(codes):
        raise Domeinfout("Kies één kolom met het bedrag, of debet en credit. Niet allebei.")
    invoer.koppeling = {**invoer.koppeling, "kolommen": gekozen}
    for nummer, naam in enumerate(kop):
        _onthoud(KOLOM, kale_kop(naam)[:120], {"veld": gekozen.get(str(nummer), "")}, door)


def koppel(soort: str, keuzes: Mapping[str, Mapping[str, str]], *, door: Wie) -> None:
    """Say what accounts or cost centres mean here: onderdeel (or that it is not ours), bron and kostensoort."""
    elders = onderdelen_van_anderen(door.ketens)
    weet = koppelingen()
    for van, naar in keuzes.items():
        nieuw = {deel: naar[deel] for deel in DELEN if naar.get(deel)}
        was = weet.get((soort, van), {})
        if was.get("onderdeel") in elders and nieuw.get("onderdeel") != was["onderdeel"]:
            raise Domeinfout(f"{van} hoort bij een keten van iemand anders. Dat kunt u niet wijzigen.")
        if nieuw.get("onderdeel") in elders and nieuw["onderdeel"] != was.get("onderdeel"):
            raise Domeinfout("Dit onderdeel hoort bij een keten van iemand anders.")
        if nieuw != was:
            _onthoud(soort, van, nieuw, door)


def _onthoud(soort: str, van: str, naar: dict[str, Any], door: Wie) -> None:
    vraag = select(Grootboekkoppeling).where(Grootboekkoppeling.soort == soort, Grootboekkoppeling.van == van)
    rij = db.session.scalars(vraag).one_or_none()
    if rij is None:
        rij = Grootboekkoppeling(soort=soort, van=van, naar={})
        db.session.add(rij)
    if rij.naar != naar:
        rij.naar, rij.gewijzigd_op, rij.gewijzigd_door_id = naar, nu(), door.account_id


def boek(invoer: Grootboekinvoer, *, zonder_fouten: bool, ook_twijfel: bool, door: Wie) -> int:
    """Book what is new, all of it or nothing, and return how many lines that were. Twice is once."""
    # Two who book the same file wait for each other; the same line in two files meets at its unique key.
    db.session.refresh(invoer, with_for_update=True)
    _moet_nog(invoer)
    proef = beproef(invoer, door)
    if proef.van(*WACHT) and not zonder_fouten:
        raise Domeinfout(
            "Niet alle regels zijn goed of gekoppeld. Los dat op, of sla die regels over.", "zonder_fouten"
        )
    boeken = proef.van(Lot.NIEUW, *(OP_VERZOEK if ook_twijfel else ()))
    if not boeken:
        raise Domeinfout("Er is niets om te boeken.")
    orders = _orders()
    db.session.add_all(_kost(rij, invoer, orders, door) for rij in boeken)
    invoer.geboekt_op = nu()
    uitkomst = {str(lot): [aantal, bedrag] for lot, aantal, bedrag in proef.tellingen}
    invoer.koppeling = {**invoer.koppeling, "uitkomst": uitkomst}
    invoer.wis()
    db.session.flush()
    return len(boeken)


def _orders() -> dict[tuple[str, str, str], UUID]:
    """Return the open commitments by kenmerk, onderdeel and bron; two with one kenmerk are neither."""
    open_ = Verplichting.vervallen_op.is_(None) & Verplichting.afgesloten_op.is_(None) & (Verplichting.kenmerk != "")
    gevonden: dict[tuple[str, str, str], list[UUID]] = {}
    for rij in db.session.scalars(select(Verplichting).where(open_)):
        gevonden.setdefault((kaal(rij.kenmerk), rij.onderdeel, rij.bron), []).append(rij.id)
    return {sleutel: ids[0] for sleutel, ids in gevonden.items() if len(ids) == 1}


def _kost(rij: Beoordeling, invoer: Grootboekinvoer, orders: Mapping[tuple[str, str, str], UUID], door: Wie) -> Kost:
    regel = rij.regel
    return Kost(
        datum=regel.datum,
        onderdeel=rij.plek["onderdeel"],
        bron=rij.plek["bron"],
        kostensoort=rij.plek["kostensoort"],
        bedrag=regel.bedrag,
        btw_compensabel=regel.btw,
        **{naam: regel.tekst(naam)[:lengte] for naam, lengte in LENGTES.items()},
        verplichting_id=orders.get((kaal(regel.tekst("verplichting")), rij.plek["onderdeel"], rij.plek["bron"])),
        invoer_id=invoer.id,
        invoerregel=regel.nr,
        boeking=rij.boeking,
        gemaakt_op=nu(),
        gemaakt_door_id=door.account_id,
    )


def draai_terug(invoer: Grootboekinvoer, *, reden: str, door: Wie) -> int:
    """Withdraw all that came of a file and still stands, with the reason; return how many rows that were."""
    db.session.refresh(invoer, with_for_update=True)
    if invoer.vervallen_op:
        raise Domeinfout("Dit bestand is al teruggedraaid.")
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom u dit terugdraait.", veld="reden")
    rijen = list(db.session.scalars(select(Kost).where(Kost.invoer_id == invoer.id, Kost.vervallen_op.is_(None))))
    elders = onderdelen_van_anderen(door.ketens)
    if any(rij.onderdeel in elders for rij in rijen):
        raise Domeinfout("In dit bestand staan kosten van een andere keten. Vraag een collega die die keten heeft.")
    for rij in rijen:
        rij.vervallen_op, rij.vervallen_reden, rij.vervallen_door_id = nu(), reden.strip(), door.account_id
    invoer.vervallen_op = nu()
    invoer.wis()
    return len(rijen)


@elke(time(3, 40), "budgetten.ruim_op")
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Throw away a file that nobody booked, 30 days after it was brought."""
    wacht = Grootboekinvoer.geboekt_op.is_(None) & Grootboekinvoer.vervallen_op.is_(None)
    for invoer in db.session.scalars(select(Grootboekinvoer).where(wacht, Grootboekinvoer.gelezen_op < nu() - BEWAAR)):
        invoer.wis()
        invoer.vervallen_op = nu()


def _moet_nog(invoer: Grootboekinvoer) -> None:
    if invoer.vervallen_op:
        raise Domeinfout("Dit bestand is teruggedraaid. Lees het opnieuw in als u het toch wilt boeken.")
    if invoer.geboekt_op:
        raise Domeinfout("Dit bestand is al geboekt.")
