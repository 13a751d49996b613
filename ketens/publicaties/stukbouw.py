"""The public report: tables in which each number went through `Vertoning`, with one note that explains the sign."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ketens.budgetten.regime import bronnaam, bronnen
from ketens.catalogus.feiten import SPLITSINGEN as NAMEN
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.publicaties.beeld import SPLITSINGEN, TELT, wijknaam
from ketens.publicaties.samenhang import KOSTEN
from ketens.publicaties.tellingen import KWARTAAL
from ketens.publicaties.vertoning import Vertoning
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Feiten, Grafiek, Hoofdstuk, Kolom, Lijst, Stuk, Tabel
from ketens.verslagen.cellen import soort_van

UITLEG = (
    "Staat er ‘verborgen’? Dan gaat het om 1 tot en met 9 mensen, of is dat aantal uit dit getal te berekenen. "
    "Wij laten het weg, zodat niemand te herkennen is. Een 0 laten wij meestal wel zien."
)
# No more columns on a sheet of paper.
BREED = 5
BEDRAGEN = {"begroot": "Begroot", "gerealiseerd": "Uitgegeven"}
KOPPEN = {KWARTAAL: "Kwartaal"} | {splitsing: NAMEN[splitsing] for splitsing in SPLITSINGEN}


def maak_stuk(vertoning: Vertoning) -> Stuk:
    """Return the public report of a keten and year."""
    verslag = vertoning.verslag
    hoofdstukken = [
        Hoofdstuk("Over deze cijfers", (Alinea(UITLEG), Alinea(_periode(vertoning))), code="uitleg"),
        Hoofdstuk("Cijfers", tuple(_cijfers(vertoning)), code="cijfers"),
        Hoofdstuk("Van begin tot eind", tuple(_trechter(vertoning)), code="trechter"),
        Hoofdstuk("Uitgesplitst", tuple(_splitsingen(vertoning)), code="splitsingen"),
        Hoofdstuk("Per wijk en kwartaal", tuple(_kruizen(vertoning)), code="kruis"),
        Hoofdstuk("Geld", tuple(_geld(vertoning)), code="geld"),
        Hoofdstuk("Wat de cijfers betekenen", (_definities(vertoning),), code="definities"),
    ]
    return Stuk(
        code="openbaar",
        titel=f"{verslag.ketennaam}, {verslag.jaar}",
        ondertitel=f"Openbare cijfers van de gemeente {verslag.gemeente}",
        merk="openbaar",
        gemeente=verslag.gemeente,
        gemaakt_op=vandaag(),
        hoofdstukken=tuple(hoofdstuk for hoofdstuk in hoofdstukken if hoofdstuk.blokken),
        bestandsnaam=f"{verslag.gemeente_slug}-{verslag.keten}-{verslag.jaar}",
    )


def _periode(vertoning: Vertoning) -> str:
    jaar = vertoning.verslag.jaar
    if vertoning.beeld.heel:
        return f"De cijfers gaan over heel {jaar}."
    return f"De cijfers gaan over {jaar} tot en met {datum(vertoning.tot)}: alleen over kwartalen die voorbij zijn."


def _cijfers(vertoning: Vertoning) -> Iterator[Blok]:
    """The figures, each kind in a table of its own, with last year's as far as they were made public."""
    stand, jaar = vertoning.verslag.stand, vertoning.verslag.jaar
    tellen = [code for code in stand.codes if stand.indicator(code).soort in TELT and _is_openbaar(vertoning, code)]
    ook_toen = any(code in vertoning.vorige for code in tellen)
    kolommen = [Kolom("Cijfer"), Kolom(str(jaar), Soort.AANTAL)]
    kolommen += [Kolom(f"{jaar - 1}, zoals openbaar gemaakt", Soort.AANTAL)] if ook_toen else []
    rijen = [
        (stand.indicator(code).naam, vertoning.waarde(code), *([vertoning.vorig(code)] if ook_toen else []))
        for code in tellen
    ]
    yield Tabel("aantallen", "Aantallen", tuple(kolommen), tuple(rijen))
    if not vertoning.beeld.heel:
        return
    aandelen = [code for code in stand.codes if stand.indicator(code).soort == "aandeel"]
    if aandelen:
        kolommen = [Kolom("Cijfer"), Kolom(str(jaar), Soort.PROCENT), Kolom("Doel", Soort.PROCENT)]
        rijen = [(stand.indicator(c).naam, vertoning.waarde(c), _doel(stand.doel(c))) for c in aandelen]
        yield Tabel("aandelen", "Van elke honderd", tuple(kolommen), tuple(rijen))
    gemeten = [c for c in stand.codes if stand.indicator(c).soort in ("gemiddelde", "mediaan", "percentiel")]
    if gemeten:
        rijen = [(stand.indicator(c).naam, _in_woorden(vertoning, c), stand.indicator(c).eenheid) for c in gemeten]
        yield Tabel("gemeten", "Gemiddelden", (Kolom("Cijfer"), Kolom(str(jaar)), Kolom("Eenheid")), tuple(rijen))


def _is_openbaar(vertoning: Vertoning, code: str) -> bool:
    """A figure that counts no persons has no quarters here: in a year that runs it is left out."""
    return code in vertoning.beeld.codes or vertoning.beeld.heel


def _doel(doel: Decimal | None) -> Waarde:
    return "" if doel is None else doel


def _in_woorden(vertoning: Vertoning, code: str) -> str:
    return in_woorden(vertoning.waarde(code), soort_van(vertoning.verslag.stand.indicator(code)))


def _trechter(vertoning: Vertoning) -> Iterator[Blok]:
    stappen = [stap for stap in vertoning.verslag.stand.trechter() if stap.code in vertoning.beeld.codes]
    if not stappen or not vertoning.beeld.heel:
        return
    kolommen = (
        Kolom("Stap"),
        Kolom("Aantal", Soort.AANTAL),
        Kolom("Valt af", Soort.AANTAL),
        Kolom("Gaat door", Soort.PROCENT),
    )
    rijen, vorige = [], ""
    for stap in stappen:
        rijen.append((stap.naam, vertoning.waarde(stap.code), *_verlies(vertoning, vorige, stap.code)))
        vorige = vorige if stap.toelichting else stap.code
    tabel = Tabel("trechter", "Van begin tot eind", kolommen, tuple(rijen))
    zij = tuple(nr for nr, stap in enumerate(stappen) if stap.toelichting)
    zin = "Een balk per stap, van boven naar beneden. De getallen staan in de tabel."
    yield Grafiek("trechter_grafiek", "trechter", tabel.titel, zin, tabel, reeksen=(1,), zijstappen=zij)


def _verlies(vertoning: Vertoning, van: str, naar: str) -> tuple[Waarde, Waarde]:
    """How many fall away and how many of every hundred go on; nothing where the steps can't be compared."""
    beeld = vertoning.beeld
    if (van, naar) not in beeld.verliezen:
        return "", ""
    weg, groot, klein = beeld.verliezen[van, naar], beeld.cellen[beeld.sleutel(van)], beeld.cellen[beeld.sleutel(naar)]
    verlies = vertoning.cel(weg)
    if not vertoning.gaat_door(van, naar):
        return verlies, Teken.VERBORGEN
    return verlies, (Decimal(100 * klein) / groot).quantize(Decimal("0.1"), ROUND_HALF_UP) if groot else ""


def _splitsingen(vertoning: Vertoning) -> Iterator[Blok]:
    beeld = vertoning.beeld
    for splitsing, kop in KOPPEN.items():
        codes = [c for c in beeld.codes if c in beeld.hoofd and beeld.delen.get((c, splitsing))]
        for nr, begin in enumerate(range(0, len(codes), BREED), 1):
            groep = codes[begin : begin + BREED]
            yield splitsing_tabel(vertoning, splitsing, kop, groep, nr if len(codes) > BREED else 0)


def splitsing_tabel(vertoning: Vertoning, splitsing: str, kop: str, codes: Sequence[str], nr: int = 0) -> Tabel:
    """Return one table of a split: a row for each part, a column for each indicator."""
    beeld, stand = vertoning.beeld, vertoning.verslag.stand
    # By what they count, not by name: two parts may be called the same.
    delen = {
        code: {dict(deel.geteld.eisen)[splitsing]: deel for deel in beeld.delen[code, splitsing]} for code in codes
    }
    namen = {wat: deel.naam for eigen in delen.values() for wat, deel in eigen.items()}
    rijen = tuple(
        (naam.capitalize(), *(vertoning.cel(delen[code][wat].sleutel) if wat in delen[code] else 0 for code in codes))
        for wat, naam in namen.items()
    )
    kolommen = (Kolom(kop), *(Kolom(stand.indicator(code).naam, Soort.AANTAL) for code in codes))
    totaal = ("Totaal", *(vertoning.waarde(code) for code in codes))
    titel = f"Per {kop[:1].lower()}{kop[1:]}" + (f" ({nr})" if nr else "")
    return Tabel(f"{splitsing}_{nr}" if nr else splitsing, titel, kolommen, rijen, totaal)


def _kruizen(vertoning: Vertoning) -> Iterator[Blok]:
    trechter = {stap.code for stap in vertoning.verslag.stand.trechter()}
    for code in vertoning.beeld.kruizen:
        if code in trechter:
            yield kruistabel(vertoning, code)


def kruistabel(vertoning: Vertoning, code: str) -> Tabel:
    """Return one indicator by wijk and quarter, with totals on both sides."""
    beeld, wat = vertoning.beeld, vertoning.beeld.geteld(code)
    rijen = tuple(
        (
            wijknaam(wijk),
            *(vertoning.cel(deel.sleutel) for deel in delen),
            vertoning.cel(wat.waar("wijk", wijk).sleutel),
        )
        for wijk, delen in beeld.kruizen[code]
    )
    kwartalen = beeld.delen[code, KWARTAAL]
    kolommen = (
        Kolom("Wijk of dorp"),
        *(Kolom(deel.naam.capitalize(), Soort.AANTAL) for deel in kwartalen),
        Kolom("Totaal", Soort.AANTAL),
    )
    totaal = ("Totaal", *(vertoning.cel(deel.sleutel) for deel in kwartalen), vertoning.waarde(code))
    return Tabel(f"kruis_{code}", vertoning.verslag.stand.indicator(code).naam, kolommen, rijen, totaal)


def _geld(vertoning: Vertoning) -> Iterator[Blok]:
    """What the gemeente answers for; what participants pay would tell how many they are."""
    if not vertoning.beeld.heel:
        return
    geld = vertoning.verslag.geld
    bekend = bronnen()
    eigen = {bron: deel for bron, deel in geld.per_bron.items() if bron in bekend and bekend[bron].van_gemeente}
    if eigen:
        rijen = tuple(
            (bronnaam(bron), deel.begroot if deel.is_begroot else Teken.NIET_INGEVULD, deel.gerealiseerd)
            for bron, deel in eigen.items()
        )
        begroot = [deel.begroot for deel in eigen.values() if deel.is_begroot]
        som = sum(begroot) if len(begroot) == len(eigen) else Teken.NIET_INGEVULD
        kolommen = (Kolom("Bron"), *(Kolom(naam, Soort.GELD) for naam in BEDRAGEN.values()))
        totaal = ("Totaal", som, sum(deel.gerealiseerd for deel in eigen.values()))
        noot = "Zonder wat deelnemers en zorgverzekeraars zelf betalen."
        yield Tabel("geld", "Geld per bron", kolommen, rijen, totaal, noot)
    if any(code in vertoning.beeld.codes for code in KOSTEN.values()):
        namen = {
            "kosten_per_gestart": "Kosten per gestarte deelname",
            "kosten_per_afgerond": "Kosten per afgeronde deelname",
        }
        yield Feiten(tuple((namen[wat], in_woorden(vertoning.kosten(wat), Soort.GELD)) for wat in KOSTEN))


def _definities(vertoning: Vertoning) -> Lijst:
    stand = vertoning.verslag.stand
    codes = stand.codes if vertoning.beeld.heel else vertoning.beeld.codes
    return Lijst(tuple(f"{stand.indicator(code).naam}: {stand.indicator(code).definitie}" for code in codes))
