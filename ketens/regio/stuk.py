"""The region as a report: who fixed what, the counts, and the counts per 1,000 of the target group."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.regio.overzichten import Gemeentecijfers, Regiobeeld
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Alinea, Blok, Hoofdstuk, Kolom, Stuk, Tabel
from ketens.verslagen.verdelingen import klein

# No more columns on a sheet of paper.
BREED = 6
NIET = "nog niet vastgesteld"
UITLEG = (
    "Hier staan alleen aantallen die een gemeente heeft vastgesteld. Wat daarna is gecorrigeerd, staat hier pas als de "
    "gemeente de cijfers opnieuw vaststelt."
)
INTERN = "Dit overzicht is intern: kleine aantallen zijn niet verborgen. Geef het niet door aan anderen."


def als_stuk(beeld: Regiobeeld, *, alles: bool) -> Stuk:
    """Return the region of one keten and year: the figures that the keten turns on, or all of them."""
    blokken: list[Blok] = [Alinea(UITLEG), meedoen(beeld)]
    codes = list(beeld.indicatoren if alles else beeld.kop)
    breed = BREED if alles else len(codes) or 1
    for begin in range(0, len(codes), breed):
        deel = codes[begin : begin + breed]
        nr = f" ({begin // breed + 1})" if len(codes) > breed else ""
        blokken += [aantallen(beeld, deel, nr), per_duizend(beeld, deel, nr)]
    return Stuk(
        code="regio",
        titel=f"{beeld.keten.naam} in de regio, {beeld.jaar}",
        ondertitel=f"Cijfers van {beeld.jaar} vastgesteld: {over(beeld)}.",
        merk="intern",
        gemeente="regio",
        gemaakt_op=vandaag(),
        hoofdstukken=(Hoofdstuk("Gemeenten naast elkaar", (Alinea(INTERN), *blokken)),),
        bestandsnaam=f"regio-{beeld.keten.code}-{beeld.jaar}",
    )


def over(beeld: Regiobeeld) -> str:
    """Say how many of the gemeenten take part."""
    return f"{len(beeld.vastgesteld)} van de {len(beeld.gemeenten)} gemeenten"


def meedoen(beeld: Regiobeeld) -> Tabel:
    """Who fixed this year, when, and how many people the target group counts."""
    rijen = tuple(
        (
            gemeente.naam,
            datum(gemeente.op) if gemeente.op else NIET,
            gemeente.nr or "",
            (gemeente.doelgroep or Teken.NIET_INGEVULD) if gemeente.op else "",
        )
        for gemeente in beeld.gemeenten
    )
    kolommen = (
        Kolom("Gemeente"),
        Kolom("Vastgesteld op"),
        Kolom("Keer"),
        Kolom("Mensen in de doelgroep", Soort.AANTAL),
    )
    return Tabel("meedoen", "Wie heeft vastgesteld", kolommen, rijen, noot=_versies(beeld))


def _versies(beeld: Regiobeeld) -> str:
    if len(beeld.versies) < 2:
        return ""
    return f"Niet iedereen telde met dezelfde afspraken: {', '.join(beeld.versies)}. Vergelijk daarom met zorg."


def aantallen(beeld: Regiobeeld, codes: Sequence[str], nr: str = "") -> Tabel:
    """The counts, with totals over those that filled them in."""
    namen = {code: beeld.indicatoren[code] for code in codes}
    rijen = tuple(
        (gemeente.naam, *(_of_niet(gemeente.waarden.get(code)) for code in namen)) for gemeente in beeld.vastgesteld
    )
    kolommen = (Kolom("Gemeente"), *(Kolom(naam, Soort.AANTAL) for naam in namen.values()))
    totaal = (_totaalnaam(beeld), *(_of_niet(beeld.totaal(code)) for code in namen))
    return Tabel(f"aantallen{nr}", f"Aantallen{nr}", kolommen, rijen, totaal, noot=_noot(beeld, codes))


def per_duizend(beeld: Regiobeeld, codes: Sequence[str], nr: str = "") -> Tabel:
    """The counts per 1,000 of the target group, as it was fixed."""
    namen = {code: beeld.indicatoren[code] for code in codes}
    rijen = tuple((gemeente.naam, *(_breuk(gemeente, code) for code in namen)) for gemeente in beeld.vastgesteld)
    kolommen = (Kolom("Gemeente"), *(Kolom(naam, Soort.GETAL) for naam in namen.values()))
    totaal = (_totaalnaam(beeld), *(_rond(beeld.totaal_per_duizend(code)) for code in namen))
    zonder = [gemeente.naam for gemeente in beeld.vastgesteld if not gemeente.doelgroep]
    noot = f"Zonder doelgroep, en dus niet in het totaal: {', '.join(zonder)}." if zonder else ""
    return Tabel(f"per_duizend{nr}", f"Per 1.000 mensen in de doelgroep{nr}", kolommen, rijen, totaal, noot=noot)


def _totaalnaam(beeld: Regiobeeld) -> str:
    return f"Totaal van {over(beeld)}"


def _noot(beeld: Regiobeeld, codes: Sequence[str]) -> str:
    """Say what each figure counts, and of which the total is over fewer gemeenten than fixed this year."""
    uitleg = (f"{beeld.indicatoren[code]}: {klein(tekst)}" for code in codes if (tekst := beeld.definitie(code)))
    return " ".join((*uitleg, *_minder(beeld, codes)))


def _minder(beeld: Regiobeeld, codes: Sequence[str]) -> tuple[str, ...]:
    hoeveel = {beeld.indicatoren[code]: len(beeld.ingevuld(code)) for code in codes}
    minder = [f"{naam} ({aantal})" for naam, aantal in hoeveel.items() if aantal < len(beeld.vastgesteld)]
    if not minder:
        return ()
    wie = ", ".join(minder)
    return (f"Niet alle gemeenten hebben alles ingevuld. Het totaal is over minder gemeenten bij: {wie}.",)


def _of_niet(waarde: int | None) -> Waarde:
    return Teken.NIET_INGEVULD if waarde is None else waarde


def _breuk(gemeente: Gemeentecijfers, code: str) -> Waarde:
    return _rond(gemeente.per_duizend(code))


def _rond(waarde: Decimal | None) -> Waarde:
    return Teken.NIET_INGEVULD if waarde is None else waarde.quantize(Decimal("0.1"), ROUND_HALF_UP)
