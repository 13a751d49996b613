"""A report as it was fixed: written from what is kept, never from the rows of now."""

from typing import Any

from ketens.catalogus import catalogus
from ketens.kern.klok import AMSTERDAM
from ketens.kern.pagina import datum, tijdstip
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Hoofdstuk, Kolom, Lijst, Stuk, Tabel
from ketens.vaststellingen.cijfers import Figuur, figuren
from ketens.vaststellingen.models import Vaststelling

LEEG = "onbekend"


def als_stuk(vast: Vaststelling, gemeente: str) -> Stuk:
    """Return the report of a vaststelling."""
    naam, plat = catalogus().keten(vast.keten_code).naam, figuren(vast.cijfers)
    return Stuk(
        code="vaststelling",
        titel=f"{naam}, {vast.jaar}",
        ondertitel=kop(vast),
        merk="intern",
        gemeente=gemeente,
        gemaakt_op=vast.op.astimezone(AMSTERDAM).date(),
        hoofdstukken=(
            Hoofdstuk("Vaststelling", _vooraf(vast), code="vaststelling"),
            Hoofdstuk("Cijfers", (_cijfers(vast, plat),), code="cijfers"),
            Hoofdstuk("Uitgesplitst", tuple(_splitsingen(vast)), code="splitsingen"),
            Hoofdstuk("Trechter", (_trechter(vast),), code="trechter"),
            Hoofdstuk("Geld", (_geld(vast, plat),), code="geld"),
            Hoofdstuk("Wat de cijfers betekenen", (_definities(vast),), code="definities"),
        ),
        bestandsnaam=f"{vast.keten_code}-{vast.jaar}-vastgesteld-{vast.nr}",
    )


def kop(vast: Vaststelling) -> str:
    """Say that, when and by whom it was fixed."""
    door = vast.door.naam if vast.door else LEEG
    return f"Vastgesteld op {datum(vast.op)} door {door}, vingerafdruk {vast.vingerafdruk[:12]}"


def _vooraf(vast: Vaststelling) -> tuple[Blok, ...]:
    regels = (
        ("Periode", f"{datum(vast.van)} t/m {datum(vast.tot)}"),
        ("Vastgesteld op", tijdstip(vast.op)),
        ("Vastgesteld door", vast.door.naam if vast.door else LEEG),
        ("Keer", str(vast.nr)),
        ("Vingerafdruk", vast.vingerafdruk),
        *((f"Versie van {soort}", pin) for soort, pin in sorted(vast.catalogus.items())),
    )
    # A table, not a list of facts: a file of tables alone must say it too.
    tabel = Tabel("vaststelling", "Vaststelling", (Kolom("Wat"), Kolom("Waarde")), regels)
    return (tabel, Alinea(vast.toelichting)) if vast.toelichting else (tabel,)


def cijfertabel(vast: Vaststelling) -> Tabel:
    """Return the figures of a vaststelling, or of what would be one."""
    return _cijfers(vast, figuren(vast.cijfers))


def geldtabel(vast: Vaststelling) -> Tabel:
    """Return the money of the same."""
    return _geld(vast, figuren(vast.cijfers))


def _cijfers(vast: Vaststelling, plat: dict[str, Figuur]) -> Tabel:
    kolommen = (Kolom("Cijfer"), Kolom("Aantal"), Kolom("Jaar ervoor"), Kolom("Gemeten tegen"), Kolom("Doel"))
    rijen = tuple(
        (
            deel["naam"],
            in_woorden(_waarde(plat[deel["code"]]), Soort(deel["soort"])),
            in_woorden(_los(deel["vorig_jaar"], deel["soort"]), Soort(deel["soort"])),
            _noemer(deel["noemer"]),
            in_woorden(_los(deel["doel"], deel["soort"]), Soort(deel["soort"])) if deel["doel"] is not None else "",
        )
        for deel in vast.cijfers["indicatoren"]
    )
    return Tabel("cijfers", "Cijfers", kolommen, rijen)


def _splitsingen(vast: Vaststelling) -> list[Tabel]:
    return [
        Tabel(
            f"{deel['code']}_{splitsing['code']}",
            f"{deel['naam']} naar {splitsing['naam']}",
            (Kolom(splitsing["naam"].capitalize()), Kolom("Aantal", Soort.AANTAL)),
            tuple((naam, Teken.NIET_INGEVULD if waarde is None else waarde) for _, naam, waarde in splitsing["delen"]),
        )
        for deel in vast.cijfers["indicatoren"]
        for splitsing in deel["splitsingen"]
        if splitsing["delen"]
    ]


def _trechter(vast: Vaststelling) -> Tabel:
    rijen = tuple(
        (trap["naam"], Teken.NIET_INGEVULD if trap["aantal"] is None else trap["aantal"])
        for trap in vast.cijfers["trechter"]
    )
    return Tabel("trechter", "Trechter", (Kolom("Stap"), Kolom("Aantal", Soort.AANTAL)), rijen)


def _geld(vast: Vaststelling, plat: dict[str, Figuur]) -> Tabel:
    rijen = tuple((regel["naam"], _waarde(plat[f"geld|{regel['code']}"])) for regel in vast.cijfers["geld"])
    return Tabel("geld", "Geld", (Kolom("Wat"), Kolom("Bedrag", Soort.GELD)), rijen)


def _definities(vast: Vaststelling) -> Lijst:
    return Lijst(tuple(f"{deel['naam']}: {deel['definitie']}" for deel in vast.cijfers["indicatoren"]))


def _noemer(noemer: dict[str, Any] | None) -> str:
    if noemer is None:
        return ""
    aantal = in_woorden(Teken.NIET_INGEVULD if noemer["aantal"] is None else noemer["aantal"], Soort.AANTAL)
    return f"{noemer['naam']}: {aantal} ({noemer['bron']})" if noemer["bron"] else f"{noemer['naam']}: {aantal}"


def _waarde(figuur: Figuur) -> Waarde:
    return Teken.NIET_INGEVULD if figuur.getal is None else figuur.getal


def _los(waarde: int | str | None, soort: str) -> Waarde:
    return _waarde(Figuur("", "", "" if waarde is None else str(waarde), Soort(soort)))
