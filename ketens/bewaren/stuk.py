"""The declaration of destruction, to print: what, how many, by which rule, when and by whose choice. No persons."""

from collections.abc import Sequence

from ketens.bewaren.models import Vernietiging
from ketens.bewaren.overzichten import ketennaam
from ketens.catalogus.bewaartermijn import DAARNA, MERKEN
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.stukken.cel import Soort
from ketens.stukken.stuk import Alinea, Feiten, Hoofdstuk, Kolom, Stuk, Tabel

KOLOMMEN = (Kolom("Soort"), Kolom("Wat is gedaan"), Kolom("Aantal", Soort.AANTAL), Kolom("Termijn"), Kolom("Bron"))
UITLEG = (
    "Wat hieronder staat, is niet terug te halen. Van inwoners is alles weg waaraan zij te herkennen waren. "
    "Wat wij tellen, is gebleven: geen cijfer van een jaar is veranderd."
)


def verklaring(rijen: Sequence[Vernietiging], gemeente: str) -> Stuk:
    """Return the declaration of these records, that belong together."""
    eerste, laatst = min(rij.begonnen_op for rij in rijen), max(rij.laatst_op for rij in rijen)
    tabel = Tabel("vernietigd", "Wat is vernietigd", KOLOMMEN, tuple(_regel(rij) for rij in rijen))
    feiten = Feiten(
        (
            ("Gemeente", gemeente),
            ("Begonnen", f"{eerste.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"),
            ("Klaar", f"{laatst.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"),
            ("Gedaan door", rijen[0].door.naam if rijen[0].door else "ketens, volgens de bewaartermijn"),
            ("Nummer", str(rijen[0].voorstel_id or rijen[0].id)),
        )
    )
    besluiten = tuple(
        Hoofdstuk(
            _naam(rij), (Alinea(rij.wat), Alinea(rij.besluit), Alinea(f"Zekerheid van de termijn: {_merk(rij)}.")), 2
        )
        for rij in rijen
    )
    return Stuk(
        "vernietigingsverklaring",
        "Verklaring van vernietiging",
        f"Gemeente {gemeente}",
        "intern",
        gemeente,
        vandaag(),
        (Hoofdstuk("Verklaring", (Alinea(UITLEG), feiten, tabel)), Hoofdstuk("Per soort", ()), *besluiten),
        f"vernietigingsverklaring-{laatst.astimezone(AMSTERDAM):%Y-%m-%d}",
    )


def _naam(rij: Vernietiging) -> str:
    return f"{rij.titel}, {ketennaam(rij.keten_code)}" if rij.keten_code else rij.titel


def _merk(rij: Vernietiging) -> str:
    return MERKEN.get(rij.merk, rij.merk)


def _regel(rij: Vernietiging) -> tuple[str, str, int, str, str]:
    return _naam(rij), DAARNA.get(rij.daad, rij.daad), rij.aantal, rij.termijn, rij.bron
