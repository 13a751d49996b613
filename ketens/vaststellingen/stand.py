"""What was fixed, whether it is still as it was fixed, and what differs now, each difference with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.pagina import datum
from ketens.stukken.cel import Soort, Teken, in_woorden
from ketens.vaststellingen.cijfers import Figuur, figuren, neem_op, vingerafdruk
from ketens.vaststellingen.models import Vaststelling, Verschilreden
from ketens.verslagen.verslag import Verslag

# What a reason has room for.
LANGST = 40
WEG = "staat er niet meer in"
# How the row of the access log begins that holds a fingerprint too.
IN_LOGBOEK = "vingerafdruk "


@dataclass(frozen=True, slots=True)
class Verschil:
    """A figure that was fixed and is another now. None: it was not there then, or is not there now."""

    sleutel: str
    toen: Figuur | None
    nu: Figuur | None
    reden: Verschilreden | None = None

    @property
    def naam(self) -> str:
        """What it is called."""
        return (self.nu or self.toen).naam  # type: ignore[union-attr]

    @property
    def waarde_nu(self) -> str:
        """The value that a reason speaks of; of a long text its fingerprint."""
        waarde = self.nu.waarde if self.nu else WEG
        return waarde if len(waarde) <= LANGST else vingerafdruk(tekst=waarde)[:LANGST]

    @property
    def was(self) -> str:
        """The figure that was fixed, in words."""
        return figuur_in_woorden(self.toen)

    @property
    def werd(self) -> str:
        """The figure of now, in words."""
        return figuur_in_woorden(self.nu)


@dataclass(frozen=True, slots=True)
class Staat:
    """How a report stands to what was fixed, for the dashboard."""

    vaststelling: Vaststelling | None
    verschillen: tuple[Verschil, ...] = ()

    @property
    def zonder_reden(self) -> int:
        """How many differences nobody has explained."""
        return sum(verschil.reden is None for verschil in self.verschillen)

    @property
    def woorden(self) -> str:
        """One line."""
        if self.vaststelling is None:
            return "niet vastgesteld"
        if not self.verschillen:
            return f"vastgesteld op {datum(self.vaststelling.op)}"
        return f"vastgesteld op {datum(self.vaststelling.op)}, wijkt af ({len(self.verschillen)})"


def figuur_in_woorden(figuur: Figuur | None) -> str:
    """Return a figure as people read it."""
    if figuur is None:
        return "niet aanwezig"
    getal = figuur.getal
    return in_woorden(Teken.NIET_INGEVULD if getal is None else getal, figuur.soort)


def periode(jaar: int) -> tuple[date, date]:
    """Return the first and the last day of a year."""
    return date(jaar, 1, 1), date(jaar, 12, 31)


def vaststelling(keten_code: str, jaar: int) -> Vaststelling | None:
    """Return the newest of this keten and year, or None."""
    return next(iter(geschiedenis(keten_code, jaar)), None)


def geschiedenis(keten_code: str, jaar: int) -> Sequence[Vaststelling]:
    """Return every one of this keten and year, the newest first."""
    van, tot = periode(jaar)
    return db.session.scalars(
        select(Vaststelling)
        .where(Vaststelling.keten_code == keten_code, Vaststelling.van == van, Vaststelling.tot == tot)
        .options(joinedload(Vaststelling.door))
        .order_by(Vaststelling.nr.desc())
    ).all()


def klopt(vast: Vaststelling) -> bool:
    """Tell whether what is kept is still what was fixed."""
    return vast.vingerafdruk == vingerafdruk_van(vast)


def vingerafdruk_van(vast: Vaststelling) -> str:
    """Return the fingerprint of a vaststelling, over all that was fixed."""
    return vingerafdruk(
        gemeente=str(vast.gemeente_id or huidige_gemeente()),
        keten=vast.keten_code,
        van=vast.van.isoformat(),
        tot=vast.tot.isoformat(),
        nr=vast.nr,
        cijfers=vast.cijfers,
        catalogus=vast.catalogus,
    )


def verschillen(vast: Vaststelling, verslag: Verslag) -> list[Verschil]:
    """Return what differs from the report of now, in the order of the report; one query, for the reasons."""
    return verschillen_met(vast, neem_op(verslag), redenen(vast))


def redenen(vast: Vaststelling) -> dict[tuple[str, str], Verschilreden]:
    """Return the reasons that were given, by figure and the value that it had then."""
    vraag = (
        select(Verschilreden).where(Verschilreden.vaststelling_id == vast.id).options(joinedload(Verschilreden.door))
    )
    return {
        (reden.figuur, reden.waarde): reden for reden in db.session.scalars(vraag.order_by(Verschilreden.op.desc()))
    }


def verschillen_met(
    vast: Vaststelling, cijfers: dict[str, Any], gegeven: dict[tuple[str, str], Verschilreden]
) -> list[Verschil]:
    """Lay kept figures beside others."""
    toen, nu = figuren(vast.cijfers), figuren(cijfers)
    anders = [
        Verschil(sleutel, toen.get(sleutel), nu.get(sleutel))
        for sleutel in dict.fromkeys((*nu, *toen))
        if (toen[sleutel].waarde if sleutel in toen else None) != (nu[sleutel].waarde if sleutel in nu else None)
        and not _niets(toen.get(sleutel), nu.get(sleutel))
    ]
    # What a deelname costs is a figure of the keten and of its money: one difference, under its first key.
    enkel = {(v.naam, v.was, v.werd): v for v in reversed(anders)}
    return [
        Verschil(v.sleutel, v.toen, v.nu, gegeven.get((v.sleutel, v.waarde_nu)))
        for v in anders
        if enkel[v.naam, v.was, v.werd] is v
    ]


def zelfde(een: Vaststelling, ander: Vaststelling) -> bool:
    """Tell whether two of one period hold the same figures, counted under the same versions."""
    return een.catalogus == ander.catalogus and not verschillen_met(een, ander.cijfers, {})


def _niets(toen: Figuur | None, nu: Figuur | None) -> bool:
    """A class of a split that nobody is in stands in no table: it comes and goes without a difference."""
    waarden = {figuur.waarde for figuur in (toen, nu) if figuur}
    soorten = {figuur.soort for figuur in (toen, nu) if figuur}
    return (toen is None or nu is None) and waarden == {"0"} and soorten == {Soort.AANTAL}


def stand_van(keten_code: str, jaar: int, verslag: Verslag) -> Staat:
    """Return how this report stands to what was fixed: two queries at most."""
    vast = vaststelling(keten_code, jaar)
    return Staat(vast, tuple(verschillen(vast, verslag)) if vast else ())
