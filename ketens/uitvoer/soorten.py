"""What can be asked for: features above register here how a report is made from a few codes.

    @soort("rapport")
    def rapport(wie: Wie, *, keten: str, jaar: int) -> Stuk: ...

The parameters are those of the function, of type str, int or bool; what a form sends is read after their annotations.
A function that finds its parameters wrong, or not for this hat, raises Domeinfout. It only reads, and in the worker
there is no request: it asks `wie` who looks, and nobody else.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Recht
from ketens.stukken.stuk import Stuk

Maker = Callable[..., Stuk]
ONBEKEND = "Dit bestand kunnen wij niet maken. Ga terug naar de bladzijde en probeer het nog een keer."
TE_GROOT = "Dit is te veel voor deze vorm. Kies Excel, ODS of CSV."
NIET_VOOR_U = "Met deze pet mag u dit bestand niet ophalen."
_LEZERS: dict[str, Callable[[str], Any]] = {"str": str, "int": int, "bool": lambda tekst: tekst == "ja"}


class TeGroot(Domeinfout):
    """There is more in it than this form can hold."""

    def __init__(self) -> None:
        super().__init__(TE_GROOT)


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of export: who may ask for it, how it is made, and how to tell beforehand how large it is."""

    code: str
    maak: Maker
    recht: Recht
    # Names residents: who asks must see them, and each is logged.
    met_namen: bool
    # Cells, cheaply counted; None for what is never long.
    cellen: Callable[..., int] | None
    # Whether this hat may (still) see all of these residents; of what names nobody, there are none.
    ziet: Callable[[Wie, Sequence[UUID]], bool] | None

    def mag(self, wie: Wie, gegevens: Mapping[str, Any]) -> bool:
        """Tell whether this hat may have it: the right, and the keten that it is about."""
        keten = gegevens.get("keten")
        return wie.mag(Recht.UITVOER_OPHALEN) and wie.mag(self.recht) and (not keten or keten in wie.ketens)

    def lees(self, ruw: Mapping[str, str]) -> dict[str, Any]:
        """Return the parameters that a form sent, as what they are; raises Domeinfout when they are not those."""
        vormen = list(inspect.signature(self.maak).parameters.values())[1:]
        try:
            return {vorm.name: _lees(vorm, ruw[vorm.name]) for vorm in vormen if vorm.name in ruw or _moet(vorm)}
        except (KeyError, ValueError) as fout:
            raise Domeinfout(ONBEKEND) from fout


SOORTEN: dict[str, Soort] = {}


def soort(
    code: str,
    *,
    recht: Recht = Recht.CIJFERS_INZIEN,
    met_namen: bool = False,
    cellen: Callable[..., int] | None = None,
    ziet: Callable[[Wie, Sequence[UUID]], bool] | None = None,
) -> Callable[[Maker], Maker]:
    """Register how a kind of export is made; `cellen` gets what the maker gets and counts what it would hold."""

    def merk(maker: Maker) -> Maker:
        if code in SOORTEN:
            raise RuntimeError(f"De uitvoer {code} is al van een ander.")
        SOORTEN[code] = Soort(code, maker, recht, met_namen, cellen, ziet)
        return maker

    return merk


def _moet(vorm: inspect.Parameter) -> bool:
    return vorm.default is inspect.Parameter.empty


def _lees(vorm: inspect.Parameter, tekst: str) -> Any:
    naam = vorm.annotation if isinstance(vorm.annotation, str) else getattr(vorm.annotation, "__name__", "str")
    basis = str(naam).partition("|")[0].strip()
    if len(tekst) > 100 or not tekst.isprintable():
        raise ValueError(vorm.name)
    if not tekst and not _moet(vorm):
        return vorm.default
    return _LEZERS[basis](tekst)
