"""The reports that one can have as a file (ketens/uitvoer)."""

from ketens.catalogus import Onbekend, catalogus
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.rijen import Rijen
from ketens.inwoners.overzichten import ziet_allen
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.rapportage.jaren import als_stuk as jaren_als_stuk
from ketens.rapportage.jaren import over_de_jaren
from ketens.rapportage.rijenlijst import Plek, als_tabel, zoek
from ketens.rechten import Recht
from ketens.stukken.stuk import Hoofdstuk, Stuk
from ketens.uitvoer.soorten import soort
from ketens.verslagen.delen import delen
from ketens.verslagen.stuk import GELD, als_stuk, deel_als_stuk
from ketens.verslagen.verslag import verslag

# Columns of a row at most.
BREED = 7
GEEN = "Van deze keten worden geen cijfers geteld."


@soort("rapport")
def rapport(wie: Wie, *, keten: str, jaar: int) -> Stuk:
    """Make the report of a keten over a year; money for who may see the budgets."""
    _controleer(keten, jaar)
    return als_stuk(verslag(keten, jaar), met_geld=wie.mag(Recht.BUDGET_INZIEN))


@soort("rapportdeel")
def rapportdeel(wie: Wie, *, keten: str, jaar: int, deel: str) -> Stuk:
    """Make one part of that report."""
    _controleer(keten, jaar)
    gelezen = verslag(keten, jaar)
    gevonden = next((een for een in delen(gelezen) if een.code == deel), None)
    if gevonden is None or (deel in GELD and not wie.mag(Recht.BUDGET_INZIEN)):
        raise Domeinfout("Dit deel van het rapport is er niet.")
    return deel_als_stuk(gelezen, gevonden)


@soort("jaren")
def jaren(wie: Wie, *, keten: str) -> Stuk:
    """Make the figures of a keten over the years."""
    _controleer(keten, 2000)
    return jaren_als_stuk(over_de_jaren(keten), wie.pet.gemeente if wie.pet else None, keten)


def _rijen(wie: Wie, *, keten: str, jaar: int, indicator: str, deel: str = "") -> int:
    """Count the cells that the rows would take."""
    return _zoek(wie, Plek(keten, jaar, indicator, deel), per=1).totaal * BREED


@soort("rijen", cellen=_rijen)
def rijen(wie: Wie, *, keten: str, jaar: int, indicator: str, deel: str = "") -> Stuk:
    """Make a list of the rows behind a figure, without persons."""
    return _rijenstuk(wie, Plek(keten, jaar, indicator, deel), namen=False)


@soort("rijen_op_naam", recht=Recht.TRAJECT_INZIEN, met_namen=True, cellen=_rijen, ziet=ziet_allen)
def rijen_op_naam(wie: Wie, *, keten: str, jaar: int, indicator: str, deel: str = "") -> Stuk:
    """Make the same list with the names, for who works with these residents. Each is logged."""
    return _rijenstuk(wie, Plek(keten, jaar, indicator, deel), namen=True)


def _zoek(wie: Wie, plek: Plek, per: int | None = None) -> Rijen:
    _controleer(plek.keten, plek.jaar)
    try:
        return zoek(wie, plek, per=per)
    except Onbekend as fout:
        raise Domeinfout("Dit cijfer heeft geen rijen om op te halen.") from fout


def _rijenstuk(wie: Wie, plek: Plek, *, namen: bool) -> Stuk:
    gevonden = _zoek(wie, plek)
    tabel = als_tabel(gevonden, met_namen=namen)
    plaats = wie.pet.gemeente if wie.pet else None
    deel = f", {gevonden.deel}" if gevonden.deel else ""
    return Stuk(
        code="rijen",
        titel=f"{gevonden.indicator.naam} {gevonden.jaar}{deel}",
        ondertitel=gevonden.indicator.definitie,
        merk="intern",
        gemeente=plaats.naam if plaats else "",
        gemaakt_op=vandaag(),
        hoofdstukken=(Hoofdstuk("Rijen", (tabel,)),),
        bestandsnaam=f"{plaats.slug if plaats else 'gemeente'}-{plek.keten}-{gevonden.jaar}-{gevonden.indicator.code}",
    )


def _controleer(keten: str, jaar: int) -> None:
    """Refuse what does not exist."""
    try:
        catalogus().indicatoren(keten)
    except Onbekend as fout:
        raise Domeinfout(GEEN) from fout
    if not 2000 <= jaar < 2100:
        raise Domeinfout("Dit jaar kan niet.")
