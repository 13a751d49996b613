"""The aims of a keten: how far it is, month by month, and where the year ends at this pace."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ketens.catalogus import Indicator
from ketens.indicatoren.stand import Noemer, Stand
from ketens.stukken.cel import Soort, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Grafiek, Verwacht
from ketens.verslagen.cellen import soort_van
from ketens.verslagen.deel import Bouwer, Deel, Opent
from ketens.verslagen.verdelingen import MAAND, MAANDEN, klein, tot_nu
from ketens.verslagen.verslag import Verslag

# Nine times out of ten the year ends in the band: counts that come one by one vary by the root of how many there are.
BAND = Decimal("1.64")
# Of a share: which figure says how much of it can't be traced to persons.
ZONDER_NAAM = {"pct_bereik_vrt": "pct_bereik_zonder_naam"}


@dataclass(frozen=True, slots=True)
class Doellijn:
    """One aim, in words: what is reached, of how many, and what the end of the year will be."""

    code: str
    naam: str
    stand: str
    van: str
    vooruit: str

    @property
    def in_woorden(self) -> str:
        """All of it in sentences."""
        return " ".join(deel for deel in (f"{self.stand}.", self.vooruit, self.van) if deel)


def doellijnen(verslag: Verslag) -> Iterator[Doellijn]:
    """Yield every figure that has an aim."""
    stand = verslag.stand
    for code in met_doel(stand):
        indicator = stand.indicator(code)
        yield Doellijn(
            code, indicator.naam, _stand(stand, indicator), _van(stand, indicator), _vooruit(stand, indicator)
        )


def met_doel(stand: Stand) -> list[str]:
    """Return the figures that have an aim this year."""
    return [code for code in stand.codes if stand.doel(code) is not None]


def doelen(verslag: Verslag) -> Deel | None:
    """Return a line to each aim, with where it ends at this pace."""
    blokken: list[Blok] = []
    opent: dict[tuple[str, int, int], Opent] = {}
    for lijn in doellijnen(verslag):
        bouwer = _maanden(verslag, lijn.code)
        if bouwer is None:
            blokken.append(Alinea(f"{lijn.naam}: {lijn.in_woorden}"))
        else:
            blokken.append(_grafiek(verslag, lijn, bouwer))
            opent |= bouwer.opent
    return Deel("doelen", "Doelen", tuple(blokken), opent=opent) if blokken else None


def _stand(stand: Stand, indicator: Indicator) -> str:
    soort, doel = soort_van(indicator), stand.doel(indicator.code)
    waarde = stand.waarde(indicator.code)
    bereikt = "niet te berekenen" if waarde is None else in_woorden(waarde, soort)
    return f"{bereikt}, doel {in_woorden(doel, soort)}" if doel is not None else bereikt


def _van(stand: Stand, indicator: Indicator) -> str:
    noemer = stand.noemer(indicator.code)
    if noemer is None:
        return ""
    if noemer.aantal is None:
        return f"Niet ingevuld voor {stand.jaar}: {klein(noemer.naam)}. Zonder dat getal is er geen percentage."
    wanneer = f", {in_woorden(noemer.peildatum)}" if noemer.peildatum else ""
    bron = f" (bron: {noemer.bron}{wanneer})" if noemer.bron else ""
    return f"Van {in_woorden(noemer.aantal, Soort.AANTAL)} {klein(noemer.naam)}{bron}.{_zonder_naam(stand, indicator)}"


def _zonder_naam(stand: Stand, indicator: Indicator) -> str:
    """Say how much of it is of people whom nobody can tell apart."""
    code = ZONDER_NAAM.get(indicator.code)
    deel = stand.waarde(code) if code in stand.codes else None
    return "" if deel is None else f" Hiervan is {in_woorden(deel, Soort.PROCENT)} niet tot personen te herleiden."


def _vooruit(stand: Stand, indicator: Indicator) -> str:
    einde, doel = stand.verwachting(indicator.code), stand.doel(indicator.code)
    if einde is None or doel is None:
        return ""
    haalt = "Dat is genoeg voor het doel." if einde >= doel else "Dat is minder dan het doel."
    return f"In dit tempo eindigt u het jaar op {in_woorden(einde, soort_van(indicator))}. {haalt}"


def _maanden(verslag: Verslag, code: str) -> Bouwer | None:
    """Return the months with what was added, the sum since the begin of the year, and that of every hundred."""
    stand = verslag.stand
    indicator, noemer = stand.indicator(code), stand.noemer(code)
    teller = indicator.teller or code
    delen = stand.splitsing(teller, MAAND)
    if not delen or (noemer is not None and not noemer.aantal):
        return None
    soort, naam = soort_van(indicator), stand.indicator(teller).naam
    kolommen = [("Maand", Soort.TEKST), ("In de maand", Soort.AANTAL), ("Sinds 1 januari", Soort.AANTAL)]
    bouwer = Bouwer(f"doel_{code}", f"{naam} per maand, {stand.jaar}", [*kolommen, (indicator.naam, soort)])
    som, tot = 0, tot_nu(stand.jaar)
    for nr, (sleutel, _, aantal) in enumerate(delen):
        if nr >= tot:
            bouwer.rij(MAANDEN[nr], "", "", "")
            continue
        som += aantal
        opent = Opent(teller, MAAND, sleutel) if aantal else None
        bouwer.rij(MAANDEN[nr], (aantal, opent), som, _bereikt(som, noemer))
    return bouwer


def _bereikt(som: int, noemer: Noemer | None) -> Waarde:
    if noemer is None or not noemer.aantal:
        return som
    return (Decimal(100 * som) / Decimal(noemer.aantal)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _grafiek(verslag: Verslag, lijn: Doellijn, bouwer: Bouwer) -> Grafiek:
    return Grafiek(
        code=f"{bouwer.code}_grafiek",
        soort="lijn",
        titel=lijn.naam,
        beschrijving=lijn.in_woorden,
        tabel=bouwer.tabel(),
        doel=verslag.stand.doel(lijn.code),
        verwacht=_verwacht(verslag.stand, lijn.code),
        reeksen=(3,),
    )


def _verwacht(stand: Stand, code: str) -> Verwacht | None:
    """Return where the year ends, with the band in which it will likely end."""
    indicator, einde = stand.indicator(code), stand.verwachting(code)
    teller = indicator.teller or code
    straks, nu, noemer = stand.verwachting(teller), stand.waarde(teller), stand.noemer(code)
    if einde is None or straks is None or nu is None:
        return None
    ruim = BAND * Decimal(max(straks - nu, 0)).sqrt()
    grenzen = (Decimal(max(nu, straks - ruim)), Decimal(straks + ruim))
    if noemer is not None and noemer.aantal:
        grenzen = (100 * grenzen[0] / noemer.aantal, 100 * grenzen[1] / noemer.aantal)
    laag, hoog = (grens.quantize(Decimal("0.1"), ROUND_HALF_UP) for grens in grenzen)
    return Verwacht(einde, laag, hoog)
