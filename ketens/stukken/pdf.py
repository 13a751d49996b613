"""PDF of a report: tagged (PDF/UA-1), with bookmarks, table heads on every page, and charts as the SVG of the page."""

from typing import Any

from ketens.kern.pdf import maak_pdf
from ketens.stukken.bladen import cijfers, losse_tabellen, merkregel
from ketens.stukken.cel import in_woorden
from ketens.stukken.stuk import Alinea, Blok, Feiten, Grafiek, Lijst, Stuk, Tabel
from ketens.stukken.svg import teken
from ketens.stukken.tekst import Teller, Voortgang, stil

SJABLOON = "stuk.typ"
# A table of more columns than this lies on its side.
STAANDE_KOLOMMEN = 8
KIJK = 200


def schrijf(stuk: Stuk, voortgang: Voortgang = stil) -> bytes:
    """Return the PDF; the same report gives the same bytes."""
    los, teller = losse_tabellen(stuk), Teller(voortgang)
    gegevens = {
        "titel": stuk.titel,
        "ondertitel": stuk.ondertitel,
        "merk": stuk.merk,
        "merkregel": merkregel(stuk),
        "gemeente": stuk.gemeente,
        "liggend": any(len(tabel.kolommen) > STAANDE_KOLOMMEN for tabel in stuk.tabellen),
        "hoofdstukken": [
            {"kop": een.kop, "niveau": een.niveau, "blokken": [_blok(blok, los, teller) for blok in een.blokken]}
            for een in stuk.hoofdstukken
        ],
    }
    return maak_pdf(SJABLOON, gegevens)


def _blok(blok: Blok, los: list[Tabel], teller: Teller) -> dict[str, Any]:
    match blok:
        case Alinea():
            return {"soort": "alinea", "tekst": blok.tekst}
        case Lijst():
            return {"soort": "lijst", "punten": blok.punten}
        case Feiten():
            return {"soort": "feiten", "regels": blok.regels}
        case Grafiek():
            deel = {"titel": blok.titel, "beschrijving": blok.beschrijving, "svg": teken(blok)}
            onder = None if blok.tabel in los else _tabel(cijfers(blok), teller)
            return {"soort": "grafiek", **deel, "tabel": onder}
    return {"soort": "tabel", **_tabel(blok, teller)}


def _tabel(tabel: Tabel, teller: Teller) -> dict[str, Any]:
    soorten = [kolom.soort for kolom in tabel.kolommen]
    rijen = [list(map(in_woorden, rij, soorten)) for rij in teller.tel(tabel.alle_rijen)]
    langste = [
        max(len(kolom.naam), *(len(rij[nr]) for rij in rijen[:KIJK]), 1) for nr, kolom in enumerate(tabel.kolommen)
    ]
    heeft_totaal = tabel.totaal is not None
    return {
        "titel": tabel.titel,
        "kolommen": [
            {"naam": kolom.naam, "getal": kolom.soort.is_getal, "breed": min(max(breed, 6), 40)}
            for kolom, breed in zip(tabel.kolommen, langste, strict=True)
        ],
        "rijen": rijen[:-1] if heeft_totaal else rijen,
        "totaal": rijen[-1] if heeft_totaal else None,
        "noot": tabel.noot,
    }
