"""The money of the keten as it stands beside the participants."""

from ketens.budgetten.regime import bronnaam
from ketens.budgetten.stand import Bedragen
from ketens.catalogus import catalogus
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Feiten, Lijst
from ketens.verslagen.deel import GELD, Bouwer, Deel, Opent
from ketens.verslagen.verslag import Verslag

KOLOMMEN = ("Begroot", "Verplicht", "Gerealiseerd", "Prognose", "Over volgens prognose")
NOOT = (
    "Verplicht is besteld en nog niet betaald. De prognose is wat is geboekt, verplicht en gepland. "
    "Over is de begroting min de prognose."
)
PER_DEELNAME = (
    "Dit zijn de kosten van de gemeente, gedeeld door de deelnames die de gemeente betaalt. "
    "Deelnames die de zorgverzekering betaalt, staan er niet in."
)


def geld(verslag: Verslag) -> Deel:
    """Return the money by bron, the cost of a deelname, and what to look at."""
    stand = verslag.geld
    blokken: list[Blok] = [Lijst(stand.waarschuwingen)] if stand.waarschuwingen else []
    if not stand.cellen:
        blokken.append(Alinea(f"Voor {verslag.jaar} is geen begroting ingevuld en zijn er geen kosten geboekt."))
        return Deel("geld", "Geld", tuple(blokken))
    bronnen = _bronnen(verslag)
    blokken.append(bronnen.tabel(("Totaal", *_rij(stand.totaal))))
    if not catalogus().keten(verslag.keten).interventies:
        return Deel("geld", "Geld", tuple(blokken), opent=bronnen.opent)
    per = ("gestarte", stand.kosten_per_gestart), ("afgeronde", stand.kosten_per_afgerond)
    feiten = tuple((f"Kosten per {woord} deelname", _bedrag(bedrag)) for woord, bedrag in per)
    deelnames = _deelnames(verslag)
    blokken += [Feiten(feiten), Alinea(PER_DEELNAME), deelnames.tabel()]
    return Deel("geld", "Geld", tuple(blokken), opent=bronnen.opent | deelnames.opent)


def _bronnen(verslag: Verslag) -> Bouwer:
    """Each amount opens the books of its bron, the total those of all."""
    kolommen = [("Bron", Soort.TEKST), *((naam, Soort.GELD) for naam in KOLOMMEN)]
    bouwer = Bouwer("geld", f"Per bron, {verslag.jaar}", kolommen, NOOT)
    for bron, bedragen in verslag.geld.per_bron.items():
        opent, rij = Opent(GELD, "bron", bron), _rij(bedragen, deel=verslag.geld.is_begroot)
        bouwer.rij(bronnaam(bron), *((bedrag, opent if bedrag else None) for bedrag in rij))
    for kolom in range(1, len(kolommen)):
        bouwer.opent[bouwer.code, len(bouwer.rijen), kolom] = Opent(GELD)
    return bouwer


def _rij(b: Bedragen, *, deel: bool = False) -> tuple[Waarde, ...]:
    """Return the amounts; what a bron without a budget spends is taken off a whole that has one (`deel`)."""
    leeg = Teken.NIET_INGEVULD
    over = b.over if b.is_begroot or deel else leeg
    return b.begroot if b.is_begroot else leeg, b.verplicht, b.gerealiseerd, b.prognose, over


def _deelnames(verslag: Verslag) -> Bouwer:
    d = verslag.geld.deelnames
    kolommen = [("Wie betaalt", Soort.TEKST), ("Gestart", Soort.AANTAL), ("Afgerond", Soort.AANTAL)]
    bouwer = Bouwer("deelnames", f"Deelnames naar wie betaalt, {verslag.jaar}", kolommen)
    for code, naam, gestart, afgerond in (
        ("gemeente", "De gemeente", d.gestart, d.afgerond),
        ("zvw", "De zorgverzekering (Zvw)", d.gestart_zvw, d.afgerond_zvw),
        ("anders", "De deelnemer of een aanvullende verzekering", d.gestart_anders, d.afgerond_anders),
    ):
        paren = (gestart, f"aantal_gestart_{code}"), (afgerond, f"aantal_afgerond_{code}")
        bouwer.rij(naam, *((aantal, _opent(verslag, indicator, aantal)) for aantal, indicator in paren))
    return bouwer


def _opent(verslag: Verslag, indicator: str, aantal: int) -> Opent | None:
    """Return the rows of an indicator that counts the same."""
    zelfde = indicator in verslag.stand.codes and verslag.stand.waarde(indicator) == aantal
    return Opent(indicator) if aantal and zelfde else None


def _bedrag(centen: int | None) -> str:
    return in_woorden(Teken.NIET_INGEVULD if centen is None else centen, Soort.GELD)
