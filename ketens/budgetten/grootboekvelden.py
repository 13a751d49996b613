"""What a line of the ledger holds: which columns, how each is read, and what makes a booking that one booking."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ketens.budgetten.keuring import buiten_de_jaren
from ketens.kern import cellen
from ketens.kern.geld import centen
from ketens.kern.kolommen import Veld


def _dag(cel: str) -> date | None:
    gelezen = cellen.dag(cel)
    if gelezen and (zin := buiten_de_jaren(gelezen.year, "een datum")):
        raise ValueError(zin)
    return gelezen


VELDEN: tuple[Veld, ...] = (
    Veld("datum", "Datum", _dag, ("boekdatum", "datum boeking", "factuurdatum", "transactiedatum"), verplicht=True),
    Veld("bedrag", "Bedrag", centen, ("bedrag excl btw", "bedrag exclusief btw", "saldo", "bedrag eur", "netto")),
    Veld("debet", "Debet", centen, ("debet bedrag", "bedrag debet", "debit")),
    Veld("credit", "Credit", centen, ("credit bedrag", "bedrag credit")),
    Veld("btw", "Btw die u terugkrijgt", centen, ("btw", "compensabele btw", "bcf", "btw bcf", "btw bedrag")),
    Veld(
        "rekening", "Grootboekrekening", cellen.tekst(120),
        ("rekening", "grootboek", "grootboeknummer", "kostensoort", "kostencategorie", "economische categorie"),
    ),
    Veld(
        "kostenplaats", "Kostenplaats", cellen.tekst(120),
        ("product", "taakveld", "kostendrager", "fcl", "project", "budget"),
    ),
    Veld("omschrijving", "Omschrijving", cellen.tekst(2000), ("omschrijving boeking", "tekst", "toelichting")),
    Veld("leverancier", "Leverancier", cellen.tekst(2000), ("crediteur", "naam crediteur", "relatie", "naam relatie")),
    Veld("factuurnummer", "Factuurnummer", cellen.tekst(60), ("factuur", "factuurnr", "factuur nummer")),
    Veld(
        "verplichting", "Kenmerk van de verplichting", cellen.tekst(60),
        ("verplichting", "verplichtingnummer", "bestelnummer", "inkooporder", "inkoopordernummer", "ordernummer"),
    ),
    Veld(
        "boekstuk", "Boekstuknummer", cellen.tekst(60),
        ("boekstuk", "boekstuknr", "documentnummer", "document", "journaalpost", "boekingsnummer", "stuknummer"),
    ),
    Veld("regel", "Regelnummer", cellen.tekst(20), ("regelnr", "regel nr", "volgnummer", "volgnr", "boekingsregel")),
)  # fmt: skip
BIJ_CODE = {veld.code: veld for veld in VELDEN}


@dataclass(frozen=True, slots=True)
class Grootboekregel:
    """A line as we read it; `fouten`: (column, sentence) of what could not be read."""

    nr: int
    waarden: Mapping[str, Any]
    fouten: tuple[tuple[str, str], ...] = ()
    # What makes it that one booking, wherever it stands in whichever file.
    boeking: str = ""

    @property
    def datum(self) -> date:
        """The day; only of a line without mistakes."""
        dag: date = self.waarden["datum"]
        return dag

    @property
    def bedrag(self) -> int:
        """Cents: the amount, or debit less credit."""
        w = self.waarden
        bedrag = w.get("bedrag")
        return int(bedrag if bedrag is not None else (w.get("debet") or 0) - (w.get("credit") or 0))

    @property
    def btw(self) -> int:
        """Cents of VAT that comes back."""
        return int(self.waarden.get("btw") or 0)

    @property
    def boeking_met_bedrag(self) -> str:
        """The key for when this line stands in the book already for another amount, and both are wanted."""
        return _hash(self.boeking, self.bedrag)

    @property
    def is_genummerd(self) -> bool:
        """Whether the ledger itself says which line of which document it is."""
        return bool(self.tekst("boekstuk") and self.tekst("regel"))

    def tekst(self, code: str) -> str:
        """A text of the line."""
        return str(self.waarden.get(code) or "")


def lees_regels(rijen: Iterable[Sequence[Any]], kolommen: Mapping[str, str]) -> list[Grootboekregel]:
    """Read the lines ([nr, cells]) with these columns (our field by the number of theirs), each with its own key.

    Two lines that say the same are two bookings, and are both known again; unless the ledger numbers its lines: then
    the second is the first once more.
    """
    gezien: Counter[str] = Counter()
    uit = []
    for nr, cellen_ in rijen:
        waarden, fouten = _lees(cellen_, kolommen)
        regel = Grootboekregel(nr, waarden, tuple(fouten))
        if not fouten:
            kern = _kern(regel)
            gezien[kern] += not regel.is_genummerd or not gezien[kern]
            regel = Grootboekregel(nr, waarden, (), _hash(kern, gezien[kern]))
        uit.append(regel)
    return uit


def _lees(rij: Sequence[str], kolommen: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    waarden: dict[str, Any] = {}
    fouten: list[tuple[str, str]] = []
    for nummer, code in kolommen.items():
        veld = BIJ_CODE[code]
        try:
            waarden[code] = veld.lees(rij[int(nummer)])
        except ValueError as fout:
            fouten.append((veld.naam, str(fout)))
    fout_in = {naam for naam, _ in fouten}
    if waarden.get("datum") is None and "Datum" not in fout_in:
        fouten.append(("Datum", "Vul een datum in."))
    if all(waarden.get(code) is None for code in ("bedrag", "debet", "credit")) and not fout_in & {
        "Bedrag", "Debet", "Credit",
    }:  # fmt: skip
        fouten.append(("Bedrag", "Vul een bedrag in."))
    return waarden, fouten


def _kern(regel: Grootboekregel) -> str:
    """What tells a booking apart: document and line; else day, amount, account and what it is about.

    The supplier's name is left out, and of a numbered line the amount: a ledger corrects them afterwards.
    """
    stuk, dag, bedrag = regel.tekst("boekstuk"), regel.datum, str(regel.bedrag)
    if regel.is_genummerd:
        return "\x1f".join(("stuk", str(dag.year), stuk, regel.tekst("regel")))
    vast = (stuk, dag.isoformat(), bedrag, regel.tekst("rekening"), regel.tekst("kostenplaats"))
    los = () if stuk else (regel.tekst("factuurnummer"), regel.tekst("omschrijving"))
    return "\x1f".join(("regel", *vast, *los))


def _hash(kern: str, keer: int) -> str:
    return hashlib.sha256(f"{kern}\x1f{keer}".encode()).hexdigest()
