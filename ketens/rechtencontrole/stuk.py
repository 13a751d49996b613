"""The list as a report: for a spreadsheet, as it is now or as it was signed."""

from ketens.kern.klok import vandaag
from ketens.kern.pagina import tijdstip
from ketens.rechtencontrole.beeld import KOPPEN, OORDEELKOPPEN, Regel, als_lijst
from ketens.rechtencontrole.models import Controlesoort, Rechtencontrole
from ketens.stukken.stuk import Feiten, Hoofdstuk, Kolom, Stuk, Tabel

FORMATEN = ("xlsx", "ods", "csv")


def nu_als_stuk(alle: list[Regel], gemeente: str) -> Stuk:
    """Return who may what at this moment."""
    rijen = [rij[: len(KOPPEN)] for rij in als_lijst(alle, {})]
    return _stuk("Wie mag wat", gemeente, KOPPEN, rijen, ())


def bewaard_als_stuk(controle: Rechtencontrole, gemeente: str) -> Stuk:
    """Return a look as it was signed."""
    door = controle.afgetekend_door.naam if controle.afgetekend_door else ""
    feiten = (
        ("Soort", Controlesoort(controle.soort).naam),
        ("Afgetekend op", tijdstip(controle.afgetekend_op)),
        ("Afgetekend door", door),
        ("Vingerafdruk", controle.vingerafdruk or ""),
    )
    return _stuk("Rechtencontrole", gemeente, (*KOPPEN, *OORDEELKOPPEN), controle.lijst or [], feiten)


def _stuk(
    titel: str, gemeente: str, koppen: tuple[str, ...], rijen: list[list[str]], feiten: tuple[tuple[str, str], ...]
) -> Stuk:
    tabel = Tabel("rechten", titel, tuple(Kolom(kop) for kop in koppen), tuple(tuple(rij) for rij in rijen))
    blokken = (Feiten(feiten), tabel) if feiten else (tabel,)
    return Stuk(
        code="rechten",
        titel=titel,
        ondertitel=f"Gemeente {gemeente}",
        merk="intern",
        gemeente=gemeente,
        gemaakt_op=vandaag(),
        hoofdstukken=(Hoofdstuk(titel, blokken),),
        bestandsnaam=f"{titel.lower().replace(' ', '-')}-{vandaag():%Y-%m-%d}",
    )
