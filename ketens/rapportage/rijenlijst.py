"""The rows behind a number, as a table: without a person, or with the resident for who treats them."""

from dataclasses import dataclass
from typing import Any

from flask import abort, url_for

from ketens.catalogus import Indicator, Onbekend
from ketens.catalogus.feiten import SPLITSINGEN
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.rijen import KLASSE, PER_BLAD, VERWIJZER, Rij, Rijen, rijen
from ketens.indicatoren.stand import Stand
from ketens.indicatoren.tellen import tel
from ketens.kern.bladeren import bladeren
from ketens.stukken.cel import Soort, Waarde
from ketens.stukken.stuk import Kolom, Tabel
from ketens.trajecten.zicht import BEGELEIDERS

GEEN, INWONER = "–", "Inwoner"
KOPPEN = {KLASSE: "Leeftijd", "groep": "Groep", VERWIJZER: "Soort verwijzer"}


@dataclass(frozen=True, slots=True)
class Plek:
    """Which number: a figure of a keten in a year, or the part of it that `deel` names (`wijk:Borne`)."""

    keten: str
    jaar: int
    indicator: str
    deel: str = ""


@dataclass(frozen=True, slots=True)
class Keuze:
    """A part of a split that one can choose: `deel` is how it stands in the address."""

    deel: str
    naam: str
    aantal: int


@dataclass(frozen=True, slots=True)
class Lijst:
    """The rows of one figure in one year, with the figure itself and the parts to choose from."""

    stand: Stand
    indicator: Indicator
    # Of which figure these are the rows: its own, or of a share those that the share counts.
    geteld: Indicator
    rijen: Rijen
    tabel: Tabel
    # By the head of a split.
    keuzes: tuple[tuple[str, tuple[Keuze, ...]], ...]
    plek: Plek

    def opent(self, _tabel: str, rij: int, kolom: int) -> str | None:
        """Return the page of the resident behind a cell with a name."""
        if self.tabel.kolommen[kolom].naam != INWONER:
            return None
        eigen = self.rijen.rijen[rij]
        if eigen.traject_id:
            return url_for("trajecten.detail", traject_id=eigen.traject_id)
        return url_for("inwoners.detail", inwoner_id=eigen.inwoner.id) if eigen.inwoner else None


def lijst(wie: Wie, plek: Plek, blad: int) -> Lijst:
    """Return one page of rows; 404 for what is not there or has no rows."""
    if plek.keten not in wie.ketens or not 2000 <= plek.jaar < 2100:
        abort(404)
    try:
        stand = tel(plek.keten, plek.jaar)
        indicator = stand.indicator(plek.indicator)
        geteld = stand.indicator(indicator.teller or indicator.noemer or indicator.code)
        gevonden = zoek(wie, plek, blad=blad)
    except Onbekend:
        abort(404)
    tabel = als_tabel(gevonden, met_namen=met_namen(wie))
    return Lijst(stand, indicator, geteld, gevonden, tabel, tuple(_keuzes(stand, geteld)), plek)


def met_namen(wie: Wie) -> bool:
    """Tell whether this hat sees whom the rows are about."""
    return wie.rol in BEGELEIDERS


def bladzijde(o: Lijst) -> dict[str, Any]:
    """Return where the pages before and after this one stand."""
    gezien = o.rijen

    def url(nr: int) -> str:
        p = o.plek
        return url_for(
            "rapportage.rijen", keten_code=p.keten, jaar=p.jaar, indicator=p.indicator, deel=p.deel or None, blad=nr
        )

    return bladeren(gezien.blad, len(gezien.rijen), gezien.totaal, per=PER_BLAD, url=url)


def zoek(wie: Wie, plek: Plek, *, blad: int = 1, per: int | None = PER_BLAD) -> Rijen:
    """Return the rows. Raises Onbekend for what is not there."""
    splitsing, _, waarde = plek.deel.partition(":")
    if not plek.deel.isprintable():
        raise Onbekend("Zo is dit cijfer hier niet te verdelen.")
    deel = {"splitsing": splitsing, "waarde": waarde} if splitsing else {}
    return rijen(plek.keten, plek.jaar, plek.indicator, wie=wie, blad=blad, per=per, **deel)


def als_tabel(gevonden: Rijen, *, met_namen: bool) -> Tabel:
    """Return the rows as a table. A name is opened, and so logged, for each row that it shows."""
    kolommen = [Kolom("Kenmerk" if "kenmerk" in gevonden.heeft else "Nummer"), Kolom("Maand")]
    kolommen[1:1] = [Kolom(INWONER)] if met_namen else []
    kolommen += [Kolom(kop) for naam, kop in KOPPEN.items() if naam in gevonden.heeft]
    kolommen += [Kolom("Telt voor", Soort.AANTAL)] if "aantal" in gevonden.heeft else []
    eerste = (gevonden.blad - 1) * PER_BLAD + 1
    rijen_ = tuple(_rij(gevonden, rij, nr, met_namen) for nr, rij in enumerate(gevonden.rijen, eerste))
    return Tabel("rijen", gevonden.indicator.naam, tuple(kolommen), rijen_)


def _rij(gevonden: Rijen, rij: Rij, nr: int, met_namen: bool) -> tuple[Waarde, ...]:
    cellen: list[Waarde] = [rij.kenmerk or GEEN if "kenmerk" in gevonden.heeft else str(nr)]
    if met_namen:
        cellen.append(rij.inwoner.naam if rij.inwoner else GEEN)
    cellen.append(rij.maand)
    cellen += [getattr(rij, naam) or GEEN for naam in KOPPEN if naam in gevonden.heeft]
    return (*cellen, *([rij.aantal] if "aantal" in gevonden.heeft else []))  # type: ignore[arg-type]


def _keuzes(stand: Stand, geteld: Indicator) -> list[tuple[str, tuple[Keuze, ...]]]:
    groepen = []
    for splitsing in geteld.splitsingen:
        delen = stand.splitsing(geteld.code, splitsing)
        keuzes = tuple(Keuze(f"{splitsing}:{sleutel}", naam, aantal) for sleutel, naam, aantal in delen if aantal)
        if keuzes:
            groepen.append((SPLITSINGEN.get(splitsing, splitsing), keuzes))
    return groepen
