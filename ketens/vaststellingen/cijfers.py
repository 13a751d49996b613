"""The figures of a report as they are kept: plain JSON, its fingerprint, and a flat list to lay beside those of now.

Whole numbers stay whole, others are text (a Decimal as it was), amounts are cents: nothing is rounded on the way.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ketens.budgetten.regime import bronnaam
from ketens.catalogus import catalogus
from ketens.catalogus.feiten import SPLITSINGEN
from ketens.stukken.cel import Soort
from ketens.verslagen.cellen import soort_van
from ketens.verslagen.verslag import Verslag

VORM = 1
BEDRAGEN = {
    "toegekend": "Toegekend",
    "begroot": "Begroot",
    "verplicht": "Verplicht",
    "gerealiseerd": "Gerealiseerd",
    "prognose": "Prognose",
}
PER_DEELNAME = {
    "kosten_per_gestart": "Kosten per gestarte deelname",
    "kosten_per_afgerond": "Kosten per afgeronde deelname",
}
Cijfers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figuur:
    """One kept figure, or what it means in words, by its key ("aantal_vrt|wijk=centrum", "definitie|aantal_vrt")."""

    sleutel: str
    naam: str
    waarde: str
    soort: Soort

    @property
    def getal(self) -> int | Decimal | str | None:
        """The value as a number, or as the text that it is; None is "niet ingevuld"."""
        if not self.waarde:
            return None
        if self.soort == Soort.TEKST:
            return self.waarde
        return Decimal(self.waarde) if "." in self.waarde else int(self.waarde)


def neem_op(verslag: Verslag) -> Cijfers:
    """Return all figures of a report, in a shape that is the same to the letter when nothing changed."""
    indicatoren = [_indicator(verslag, code) for code in verslag.stand.codes]
    doelgroep = next((deel["noemer"] for deel in indicatoren if deel["code"] in _tegen_doelgroep(verslag)), None)
    return {
        "vorm": VORM,
        "indicatoren": indicatoren,
        "trechter": [
            {"code": stap.code, "naam": stap.naam, "aantal": stap.aantal} for stap in verslag.stand.trechter()
        ],
        "geld": _geld(verslag),
        "doelgroep": doelgroep,
        # What other gemeenten of a region are laid beside: counts only.
        "samen": {
            "pin": str(verslag.stand.pin),
            "doelgroep": doelgroep["aantal"] if doelgroep else None,
            "kop": [code for code in verslag.stand.codes if code in _kop(verslag)],
            "aantallen": {
                deel["code"]: {"naam": deel["naam"], "waarde": deel["waarde"]}
                for deel in indicatoren
                if deel["soort"] == Soort.AANTAL
            },
        },
    }


def _kop(verslag: Verslag) -> set[str]:
    """Return the figures that the keten turns on: the steps of its funnel, and what is set against a doelgroep."""
    stand = verslag.stand
    tellers = {str(stand.indicator(code).teller) for code in _tegen_doelgroep(verslag)}
    return {stap.code for stap in stand.trechter()} | tellers


def _tegen_doelgroep(verslag: Verslag) -> list[str]:
    """Return the shares of a group of people, of whom the gemeente fills in how many there are."""
    stand = verslag.stand
    return [
        code for code in stand.codes if (noemer := stand.indicator(code).noemer) and stand.bestand.doelgroep(noemer)
    ]


def versies(verslag: Verslag) -> dict[str, str]:
    """Return the versions of the catalogue under which was counted, by kind."""
    return {"keten": str(catalogus().keten(verslag.keten).pin), "indicatoren": str(verslag.stand.pin)}


def vingerafdruk(**alles: Any) -> str:
    """Return the SHA-256 of what was fixed, over JSON that has one form only: sorted keys, no spaces, UTF-8."""
    tekst = json.dumps(alles, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()


def figuren(cijfers: Mapping[str, Any]) -> dict[str, Figuur]:
    """Return every figure by its key, in the order of the report; the steps of the funnel are figures already."""
    plat = [figuur for deel in cijfers["indicatoren"] for figuur in _van_indicator(deel)]
    plat += [
        Figuur(f"geld|{regel['code']}", regel["naam"], _tekst(regel["bedrag"]), Soort.GELD) for regel in cijfers["geld"]
    ]
    return {figuur.sleutel: figuur for figuur in plat}


def _van_indicator(deel: Cijfers) -> Iterator[Figuur]:
    code, naam, soort = deel["code"], deel["naam"], Soort(deel["soort"])
    yield Figuur(code, naam, _tekst(deel["waarde"]), soort)
    for splitsing in deel["splitsingen"]:
        for sleutel, woord, waarde in splitsing["delen"]:
            wat = f"{naam}, {splitsing['naam'].lower()}: {woord}"
            yield Figuur(f"{code}|{splitsing['code']}={sleutel}", wat, _tekst(waarde), Soort.AANTAL)
    if (noemer := deel["noemer"]) and noemer["bron"]:  # else it is a figure itself
        yield Figuur(
            f"noemer|{code}", f"{naam}, gemeten tegen: {noemer['naam']}", _tekst(noemer["aantal"]), Soort.AANTAL
        )
        yield Figuur(f"bron|{code}", f"{naam}, bron van: {noemer['naam']}", noemer["bron"], Soort.TEKST)
        dag = _tekst(noemer["peildatum"])
        yield Figuur(f"peildatum|{code}", f"{naam}, peildatum van: {noemer['naam']}", dag, Soort.TEKST)
    if deel["doel"] is not None:
        yield Figuur(f"doel|{code}", f"{naam}, doel", deel["doel"], soort)
    # What a figure means is compared with it: the same number of something else is another figure.
    yield Figuur(f"definitie|{code}", f"{naam}, definitie", deel["definitie"], Soort.TEKST)
    yield Figuur(f"eenheid|{code}", f"{naam}, eenheid", deel["eenheid"], Soort.TEKST)


def _indicator(verslag: Verslag, code: str) -> Cijfers:
    stand = verslag.stand
    indicator, noemer = stand.indicator(code), stand.noemer(code)
    return {
        "code": code,
        "naam": indicator.naam,
        "definitie": indicator.definitie,
        "eenheid": indicator.eenheid,
        "soort": str(soort_van(indicator)),
        "waarde": _bewaar(stand.waarde(code)),
        "vorig_jaar": _bewaar(stand.vorig(code)),
        "doel": _bewaar(stand.doel(code)),
        "noemer": noemer
        and {
            "naam": noemer.naam,
            "aantal": noemer.aantal,
            "bron": noemer.bron,
            "peildatum": noemer.peildatum and noemer.peildatum.isoformat(),
        },
        "splitsingen": [
            {
                "code": splitsing,
                "naam": SPLITSINGEN.get(splitsing, splitsing),
                "delen": [
                    [str(sleutel), naam, _bewaar(aantal)] for sleutel, naam, aantal in stand.splitsing(code, splitsing)
                ],
            }
            for splitsing in indicator.splitsingen
        ],
    }


def _geld(verslag: Verslag) -> list[Cijfers]:
    geld = verslag.geld
    regels = [
        ("totaal", "Totaal", geld.totaal),
        *((bron, bronnaam(bron), deel) for bron, deel in geld.per_bron.items()),
    ]
    bedragen = [
        {
            "code": f"{code}|{wat}",
            "naam": f"{woord}: {naam}",
            # What nobody filled in is not nought.
            "bedrag": getattr(deel, wat) if getattr(deel, f"is_{wat}", True) else None,
        }
        for code, naam, deel in regels
        for wat, woord in BEDRAGEN.items()
    ]
    return [
        *bedragen,
        *({"code": wat, "naam": naam, "bedrag": getattr(geld, wat)} for wat, naam in PER_DEELNAME.items()),
    ]


def _bewaar(waarde: int | Decimal | None) -> int | str | None:
    return str(waarde) if isinstance(waarde, Decimal) else waarde


def _tekst(waarde: Any) -> str:
    return "" if waarde is None else str(waarde)
