"""Over the years: each figure of a keten in its last years, and what was counted without persons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ketens.catalogus import catalogus
from ketens.catalogus.activiteit import Activiteit
from ketens.gebruikers.wie import Plaats
from ketens.indicatoren.stand import Stand
from ketens.indicatoren.tellen import tel
from ketens.kern.klok import vandaag
from ketens.nazorg.overzichten import Doorstroom, doorstroom
from ketens.stukken.cel import Soort, Waarde, in_woorden
from ketens.stukken.stuk import Hoofdstuk, Kolom, Stuk, Tabel
from ketens.tellingen import overzichten as telstaten
from ketens.tellingen.models import codes_van
from ketens.trajecten.instellingen import instelling
from ketens.verslagen.cellen import TE_WEINIG, cel, kaal, woord
from ketens.verslagen.deel import Opent
from ketens.verslagen.uitkomsten import opener

MEESTE_JAREN = 4
DOORSTROOM = "Blijven bewegen na een groep"
WEINIG = (
    "Het jaar is dat waarin iemand de groep afrondde. Blijft bewegen is van elke 100 die antwoordden. "
    "Bij minder dan 10 antwoorden staan ja en nee er niet: dan zou te zien zijn wie wat zei."
)


@dataclass(frozen=True, slots=True)
class Regel:
    """One figure over the years, in words, with what each year opens."""

    naam: str
    eenheid: str
    uitleg: str
    getallen: tuple[str, ...]
    # The same for a spreadsheet: numbers, money in euros.
    waarden: tuple[Waarde, ...]
    opent: tuple[Opent | None, ...]


@dataclass(frozen=True, slots=True)
class OverDeJaren:
    """The figures of a keten, in parts with a heading."""

    naam: str
    jaren: tuple[int, ...]
    delen: tuple[tuple[str, tuple[Regel, ...]], ...]
    doorstroom: list[Doorstroom] | None


def jaren_van(keten_code: str) -> tuple[int, ...]:
    """Return the years to show: from the start of the keten in this gemeente or its first count, at most so many."""
    eigen, nu = instelling(keten_code), vandaag().year
    eerste = min(eigen.actief_vanaf.year if eigen else nu, *telstaten.jaren(codes_van([keten_code])))
    return tuple(range(max(eerste, nu - MEESTE_JAREN + 1), nu + 1)) or (nu,)


def over_de_jaren(keten_code: str) -> OverDeJaren:
    """Count the last years, two at a time, in a fixed number of queries."""
    jaren, keten = jaren_van(keten_code), catalogus().keten(keten_code)
    standen = {jaar: stand for stand in _standen(keten_code, jaren) for jaar in (stand.jaar - 1, stand.jaar)}
    bestand = standen[jaren[-1]].bestand
    delen = [
        (kop.naam, tuple(_regel(standen, code, jaren) for code in _codes(standen[jaren[-1]], kop.code)))
        for kop in bestand.hoofdstukken
    ]
    eigen = [wat for wat in catalogus().activiteiten if wat.keten in (keten_code, None)]
    for activiteit, staten in telstaten.totalen(eigen, jaren) if eigen else ():
        if activiteit.telt_op and any(staat.keer for staat in staten):
            delen.append((f"Geteld zonder personen: {activiteit.naam}", tuple(_geteld(activiteit, staten))))
    gevolgd = doorstroom(keten_code, jaren) if keten.interventies else None
    return OverDeJaren(keten.naam, jaren, tuple(deel for deel in delen if deel[1]), gevolgd)


def als_stuk(o: OverDeJaren, plaats: Plaats | None, keten_code: str) -> Stuk:
    """Return the figures over the years as a document."""
    kolommen = (
        Kolom("Cijfer"),
        *(Kolom(str(jaar), Soort.GETAL) for jaar in o.jaren),
        Kolom("Eenheid"),
        Kolom("Wat het telt"),
    )
    hoofdstukken = [
        Hoofdstuk(
            kop,
            (Tabel(f"jaren_{nr}", kop, kolommen, tuple((r.naam, *r.waarden, r.eenheid, r.uitleg) for r in regels)),),
            code=f"jaren_{nr}",
        )
        for nr, (kop, regels) in enumerate(o.delen, 1)
    ]
    if o.doorstroom:
        hoofdstukken.append(Hoofdstuk(DOORSTROOM, (_doorstroom(o.doorstroom),), code="jaren_doorstroom"))
    return Stuk(
        code="jaren",
        titel=f"{o.naam} over de jaren",
        ondertitel=f"{o.jaren[0]} tot en met {o.jaren[-1]}",
        merk="intern",
        gemeente=plaats.naam if plaats else "",
        gemaakt_op=vandaag(),
        hoofdstukken=tuple(hoofdstukken),
        bestandsnaam=f"{plaats.slug if plaats else 'gemeente'}-{keten_code}-over-de-jaren",
    )


def _doorstroom(regels: Sequence[Doorstroom]) -> Tabel:
    """Return who keeps moving; of too few answers no yes and no, as on the page."""
    geteld = ("Afgerond", "Gevraagd", "Bereikt", "Beantwoord", "Ja", "Nee", "Onbekend")
    kolommen = (
        *(Kolom(naam) for naam in ("Groep", "Jaar", "Moment")),
        *(Kolom(naam, Soort.AANTAL) for naam in geteld),
        Kolom("Blijft bewegen", Soort.PROCENT),
    )
    return Tabel("doorstroom", DOORSTROOM, kolommen, tuple(map(_doorstroomrij, regels)), noot=WEINIG)


def _doorstroomrij(regel: Doorstroom) -> tuple[Waarde, ...]:
    antwoorden: tuple[Waarde, ...] = (TE_WEINIG,) * 4
    if regel.ja is not None and regel.nee is not None:
        procent = "" if regel.procent is None else Decimal(regel.procent)
        antwoorden = regel.ja, regel.nee, regel.onbekend, procent
    rond = regel.afgerond, regel.gevraagd, regel.bereikt, regel.beantwoord
    return regel.interventie, str(regel.jaar), regel.wanneer, *rond, *antwoorden


def _standen(keten_code: str, jaren: Sequence[int]) -> Iterator[Stand]:
    for jaar in jaren[::-2]:
        yield tel(keten_code, jaar)


def _codes(stand: Stand, hoofdstuk: str) -> list[str]:
    indicatoren = [stand.indicator(code) for code in stand.codes]
    return [een.code for een in indicatoren if een.hoofdstuk == hoofdstuk and een.soort != "bedrag"]


def _regel(standen: dict[int, Stand], code: str, jaren: Sequence[int]) -> Regel:
    indicator = standen[jaren[-1]].indicator(code)
    return Regel(
        indicator.naam,
        indicator.eenheid,
        indicator.definitie,
        tuple(woord(standen[jaar], code, jaar) for jaar in jaren),
        tuple(kaal(standen[jaar], code, jaar) for jaar in jaren),
        tuple(opener(standen[jaar], code, jaar) for jaar in jaren),
    )


def _geteld(activiteit: Activiteit, staten: Sequence[telstaten.Jaarstaat]) -> Iterator[Regel]:
    bronnen = sorted({bron for staat in staten for bron in staat.bronnen})
    uitleg = "Aantallen die iemand doorgaf; niemand weet om wie het gaat." + (
        f" Bron van oude cijfers: {', '.join(bronnen)}." if bronnen else ""
    )
    for veld in activiteit.velden:
        getallen = [staat.totaal[veld.sleutel] if staat.totaal else None for staat in staten]
        if any(getallen) or len(activiteit.velden) == 1:
            woorden = tuple(in_woorden(cel(getal), Soort.AANTAL) for getal in getallen)
            yield Regel(veld.naam, "", uitleg, woorden, tuple(map(cel, getallen)), (None,) * len(woorden))
