"""The dry run: each row read by the columns that were chosen, with what is wrong, and who is perhaps known already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.velden import DEELNAMES, GROEPEN, TELLINGEN, WACHTLIJST, bij_code
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel, delen_van, klank, telefoonsleutel
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.kern.versleuteling import zoekhashes

MET_PERSONEN = (WACHTLIJST, DEELNAMES)
NIEUW, ZELFDE, OVERSLAAN = "nieuw", "zelfde", "overslaan"
OUDST = 115
# The row that holds the heading.
KOP = 0
DUBBEL = "Deze persoon staat ook op regel {nr}. De eerste van de twee telt."
Rij = Mapping[str, Any]
Fouten = list[list[str]]


def lees_regel(soort: str, kolommen: Mapping[str, str], cellen: Sequence[str]) -> tuple[dict[str, Any], Fouten]:
    """Return what a row says by our fields, and what is wrong with it as [field on the screen, sentence]."""
    velden = bij_code(soort)
    gelezen: dict[str, Any] = {}
    fouten: Fouten = []
    for nummer, code in kolommen.items():
        veld = velden[code]
        try:
            gelezen[code] = veld.lees(cellen[int(nummer)])
        except ValueError as fout:
            fouten.append([veld.naam, str(fout)])
    mist = [v for v in velden.values() if v.verplicht and not gelezen.get(v.code)]
    al = {naam for naam, _ in fouten}
    fouten += [[veld.naam, "Deze cel is leeg, en mag dat niet zijn."] for veld in mist if veld.naam not in al]
    if not fouten:
        fouten = [list(paar) for paar in REGELS[soort](gelezen)]
    return gelezen, fouten


def kijk_na(invoer: Invoer, wie: Wie) -> None:
    """Read all rows again: mistakes, people who stand in the file twice, and people who may be known here already."""
    regels = list(
        db.session.scalars(select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, Invoerregel.nr > KOP))
    )
    regels.sort(key=lambda regel: regel.nr)
    gelezen = {}
    groepen = _groepen(wie, invoer.keten_code) if invoer.soort == DEELNAMES else {}
    for regel in regels:
        rij, fouten = lees_regel(invoer.soort, invoer.kolommen, regel.cellen or [])
        if invoer.soort == DEELNAMES and not fouten and str(rij["groep"]).casefold() not in groepen:
            fouten = [["Naam van de groep", "Deze groep is er niet. Neem eerst de groepen over, of verbeter de naam."]]
        regel.fouten, regel.lijkt_op_id, regel.besluit = fouten, None, None
        gelezen[regel.id] = rij
    goed = [regel for regel in regels if not regel.fouten]
    if invoer.soort in MET_PERSONEN:
        _dubbel_in_het_bestand(invoer.soort, goed, gelezen)
        goed = [regel for regel in goed if not regel.fouten]
        for regel, inwoner_id in zip(goed, bekenden([gelezen[regel.id] for regel in goed], wie), strict=True):
            regel.lijkt_op_id = inwoner_id
    for regel in regels:
        regel.besluit = OVERSLAAN if regel.fouten else None if regel.lijkt_op_id else NIEUW
    invoer.fouten = sum(bool(regel.fouten) for regel in regels)


def _groepen(wie: Wie, keten_code: str) -> dict[str, Groep]:
    vraag = select(Groep).where(Groep.zichtbaar_voor(wie), Groep.keten_code == keten_code)
    return {groep.naam.casefold(): groep for groep in db.session.scalars(vraag)}


def _dubbel_in_het_bestand(soort: str, regels: Sequence[Invoerregel], gelezen: Mapping[UUID, Rij]) -> None:
    eerder: dict[tuple[Any, ...], int] = {}
    for regel in regels:
        rij = gelezen[regel.id]
        wie: tuple[Any, ...] = (rij["geboortedatum"], _achternaam(rij), str(rij["voornaam"])[:1].casefold())
        sleutel = (*wie, rij.get("groep") or rij.get("interventie")) if soort == DEELNAMES else wie
        if sleutel in eerder:
            regel.fouten = [["Achternaam", DUBBEL.format(nr=eerder[sleutel])]]
        else:
            eerder[sleutel] = regel.nr


def _achternaam(rij: Rij) -> str:
    return " ".join(klank(deel) for deel in delen_van(str(rij["achternaam"])))


def bekenden(rijen: Sequence[Rij], wie: Wie) -> list[UUID | None]:
    """Return for each row who may be the same person, of those that `wie` may see: by keys, no cell is opened.

    The same date of birth, and the surname by sound, the phone or the postcode.
    """
    sleutels = [_sleutels(rij) for rij in rijen]
    gevonden = _wie_heeft({hash_ for paren in sleutels for _, hash_ in paren}, wie)
    uit: list[UUID | None] = []
    for paren in sleutels:
        zelfde_dag = set().union(*(gevonden.get(hash_, set()) for soort, hash_ in paren if soort == "geboren"))
        ook = set().union(*(gevonden.get(hash_, set()) for soort, hash_ in paren if soort != "geboren"))
        uit.append(min(zelfde_dag & ook, default=None))
    return uit


def _sleutels(rij: Rij) -> list[tuple[str, bytes]]:
    geboren: date = rij["geboortedatum"]
    paren = [("geboren", geboren.isoformat())]
    paren += [("achternaam", klank(deel)) for deel in delen_van(str(rij["achternaam"]))]
    if rij.get("telefoon"):
        paren.append(("telefoon", telefoonsleutel(rij["telefoon"])))
    if rij.get("postcode"):
        paren.append(("postcode", rij["postcode"]))
    return [(soort, hash_) for soort, waarde in paren for hash_ in zoekhashes(soort, waarde)]


def _wie_heeft(hashes: Iterable[bytes], wie: Wie) -> dict[bytes, set[UUID]]:
    gevonden: dict[bytes, set[UUID]] = defaultdict(set)
    # Who turned out to be someone else leads there.
    getypt = aliased(Inwoner)
    alle = sorted(hashes)
    for begin in range(0, len(alle), 500):
        vraag = (
            select(Zoeksleutel.hash, Inwoner.id)
            .join(getypt, getypt.id == Zoeksleutel.inwoner_id)
            .join(Inwoner, Inwoner.id == func.coalesce(getypt.zelfde_als_id, getypt.id))
            .where(Zoeksleutel.hash.in_(alle[begin : begin + 500]))
            .where(Inwoner.zichtbaar_voor(wie))
        )
        for hash_, inwoner_id in db.session.execute(vraag):
            gevonden[hash_].add(inwoner_id)
    return gevonden


def _keur_persoon(rij: Rij) -> Iterable[tuple[str, str]]:
    leeftijd = leeftijd_op(rij["geboortedatum"], vandaag())
    if leeftijd > OUDST:
        yield "Geboortedatum", "Deze geboortedatum ligt te ver terug. Klopt het jaar?"
    elif leeftijd < 16:
        yield "Geboortedatum", "Bij een kind beslist een ouder mee. Maak deze verwijzing zelf in de app."
    if not (rij.get("telefoon") or (rij.get("postcode") and rij.get("huisnummer"))):
        yield "Telefoonnummer", "Vul een telefoonnummer in, of een adres met postcode en huisnummer."


def _keur_deelname(rij: Rij) -> Iterable[tuple[str, str]]:
    yield from _keur_persoon(rij)
    begonnen, einde, op = rij.get("gestart_op"), rij.get("einde"), rij.get("geeindigd_op")
    if einde in ("afgerond", "uitgevallen") and not begonnen:
        yield "Begonnen op", "Wie klaar is of stopte, is ook begonnen. Vul in wanneer."
    if einde == "niet_gestart" and begonnen:
        yield "Hoe afgelopen", "Deze persoon is wel begonnen. Kies afgerond of uitgevallen."
    if begonnen and op and op < begonnen:
        yield "Gestopt of klaar op", "Deze dag ligt voor het begin."


def _keur_groep(rij: Rij) -> Iterable[tuple[str, str]]:
    if not 1 <= rij["plaatsen"] <= 100:
        yield "Plaatsen", "Vul een getal van 1 tot en met 100 in."
    if rij.get("eindigt_op") and rij["eindigt_op"] < rij["begint_op"]:
        yield "Laatste dag", "De laatste dag ligt voor de eerste."


def _keur_telling(rij: Rij) -> Iterable[tuple[str, str]]:
    if not any(waarde is not None for code, waarde in rij.items() if code.startswith("aantal_")):
        yield "Activiteit", "Op deze regel staat geen enkel aantal."


REGELS = {WACHTLIJST: _keur_persoon, DEELNAMES: _keur_deelname, GROEPEN: _keur_groep, TELLINGEN: _keur_telling}
