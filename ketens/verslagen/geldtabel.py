"""The money of the keten as it stands beside the participants."""

from ketens.budgetten.regime import bronnaam
from ketens.budgetten.stand import Bedragen
from ketens.catalogus import catalogus
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Feiten, Lijst, Tabel
from ketens.verslagen.deel import Bouwer, Deel
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
    blokken: list[Blok] = []
    if stand.waarschuwingen:
        blokken.append(Lijst(stand.waarschuwingen))
    if stand.cellen:
        blokken.append(_tabel(verslag))
    else:
        blokken.append(Alinea(f"Voor {verslag.jaar} is geen begroting ingevuld en zijn er geen kosten geboekt."))
    if catalogus().keten(verslag.keten).interventies and stand.cellen:
        per = ("gestarte", stand.kosten_per_gestart), ("afgeronde", stand.kosten_per_afgerond)
        feiten = tuple((f"Kosten per {woord} deelname", _bedrag(bedrag)) for woord, bedrag in per)
        blokken += [Feiten(feiten), Alinea(PER_DEELNAME), _deelnames(verslag)]
    return Deel("geld", "Geld", tuple(blokken))


def _tabel(verslag: Verslag) -> Tabel:
    kolommen = [("Bron", Soort.TEKST), *((naam, Soort.GELD) for naam in KOLOMMEN)]
    bouwer = Bouwer("geld", f"Per bron, {verslag.jaar}", kolommen, NOOT)
    for bron, bedragen in verslag.geld.per_bron.items():
        bouwer.rij(bronnaam(bron), *_rij(bedragen))
    return bouwer.tabel(("Totaal", *_rij(verslag.geld.totaal)))


def _rij(b: Bedragen) -> tuple[Waarde, ...]:
    leeg = Teken.NIET_INGEVULD
    return (
        b.begroot if b.is_begroot else leeg, b.verplicht, b.gerealiseerd, b.prognose, b.over if b.is_begroot else leeg
    )  # fmt: skip


def _deelnames(verslag: Verslag) -> Tabel:
    d = verslag.geld.deelnames
    kolommen = [("Wie betaalt", Soort.TEKST), ("Gestart", Soort.AANTAL), ("Afgerond", Soort.AANTAL)]
    bouwer = Bouwer("deelnames", f"Deelnames naar wie betaalt, {verslag.jaar}", kolommen)
    for naam, gestart, afgerond in (
        ("De gemeente", d.gestart, d.afgerond),
        ("De zorgverzekering (Zvw)", d.gestart_zvw, d.afgerond_zvw),
        ("De deelnemer of een aanvullende verzekering", d.gestart_anders, d.afgerond_anders),
    ):
        bouwer.rij(naam, gestart, afgerond)
    return bouwer.tabel()


def _bedrag(centen: int | None) -> str:
    return in_woorden(Teken.NIET_INGEVULD if centen is None else centen, Soort.GELD)
