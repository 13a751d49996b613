"""What the worklist can be narrowed to: the query of its address, and the words for its choices."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from ketens.catalogus import catalogus
from ketens.catalogus.ketendelen import Stap
from ketens.catalogus.lezen import Code
from ketens.gebruikers.wie import Wie
from ketens.trajecten.taken import WOORDEN

MIJ_EN_NIEMAND, MIJ, NIEMAND, IEDEREEN = "mij_en_niemand", "mij", "niemand", "iedereen"
VAN_WIE = {
    MIJ_EN_NIEMAND: "Mij en niemand",
    MIJ: "Mij",
    NIEMAND: "Niemand",
    IEDEREEN: "Iedereen",
}
TERMIJNEN = {"te_laat": "Te laat", "vandaag": "Vandaag", "week": "Deze week"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; what it does not understand counts as not asked."""

    keten: str = ""
    soort: str = ""
    wie: str = MIJ_EN_NIEMAND
    termijn: str = ""
    pagina: int = 1

    @classmethod
    def uit(cls, adres: Mapping[str, str], wie: Wie) -> "Filter":
        """Read the query of the address."""
        keten, soort, termijn = (adres.get(naam, "") for naam in ("keten", "soort", "termijn"))
        gekozen, pagina = adres.get("wie") or MIJ_EN_NIEMAND, adres.get("pagina", "1")
        return cls(
            keten=keten if keten in wie.ketens else "",
            soort=soort if any(soort == code for code, _ in soorten(wie)) else "",
            wie=gekozen if gekozen in VAN_WIE or als_uuid(gekozen) else MIJ_EN_NIEMAND,
            termijn=termijn if termijn in TERMIJNEN else "",
            pagina=int(pagina) if pagina.isascii() and pagina.isdigit() and int(pagina[:6]) > 0 else 1,
        )

    def adres(self, **anders: Any) -> dict[str, Any]:
        """Return the query of the address, without what is as usual."""
        nieuw = replace(self, **anders)
        return {
            naam: str(waarde)
            for naam in self.__dataclass_fields__
            if (waarde := getattr(nieuw, naam)) != getattr(Filter(), naam)
        }

    @property
    def is_gewoon(self) -> bool:
        """Whether it leaves nothing out that the page shows by itself."""
        return not self.adres(pagina=1)


def soorten(wie: Wie) -> list[tuple[str, str]]:
    """Return the kinds of work of my ketens, as the choices of a select: the steps in order, then the rest."""
    stappen = {stap.code: stap.naam for code in wie.ketens for stap in _keten_stappen(code)}
    return [*stappen.items(), *WOORDEN.items()]


def ketennamen(wie: Wie) -> list[tuple[str, str]]:
    """Return the names of my ketens, as the choices of a select."""
    namen = {keten.code: keten.naam for keten in catalogus().ketens}
    return [(code, namen.get(Code(code), code)) for code in wie.ketens]


@cache
def wat_te_doen(keten_code: str, soort: str) -> str:
    """Return the words of a task: those of the step, or of the kind of work."""
    return next((stap.naam for stap in _keten_stappen(keten_code) if stap.code == soort), WOORDEN.get(soort, soort))


@cache
def _keten_stappen(keten_code: str) -> tuple[Stap, ...]:
    return next((keten.stappen for keten in catalogus().ketens if keten.code == keten_code), ())


def als_uuid(tekst: str) -> UUID | None:
    """Return the id, or None for rubbish."""
    try:
        return UUID(tekst)
    except ValueError:
        return None
