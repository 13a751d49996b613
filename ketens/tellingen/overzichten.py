"""Counts added up: per activity and year, by month or quarter, and the rows behind them with their trace."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import catalogus
from ketens.catalogus.activiteit import Activiteit
from ketens.gebruikers.models import Organisatie
from ketens.gebruikers.wie import Wie
from ketens.kern.csv import schrijf_csv
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.tellingen import perioden
from ketens.tellingen.models import Telling

Som = dict[str, int]


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A month, a quarter or a year: its name, its figures, and how often was counted."""

    naam: str
    aantallen: Som
    keer: int


@dataclass(frozen=True, slots=True)
class Jaarstaat:
    """One activity in one year. `totaal` is None where the parts do not add up, and where nothing was counted."""

    activiteit: Activiteit
    jaar: int
    onderdelen: list[Onderdeel]
    totaal: Som | None
    keer: int
    # Where figures come from that nobody counted here.
    bronnen: list[str]


def activiteiten(ketens: Collection[str]) -> list[Activiteit]:
    """Return what someone of these ketens counts: that of the ketens first, then what belongs to none."""
    eigen = [wat for wat in catalogus().activiteiten if wat.keten is None or wat.keten in ketens]
    return sorted(eigen, key=lambda wat: (wat.keten is None, wat.rang, wat.naam.casefold()))


def laatste_van(wie: Wie) -> Activiteit | None:
    """Return what this person counted last, else the first that they may count."""
    mijn = activiteiten(wie.ketens)
    codes = [wat.code for wat in mijn]
    vraag = select(Telling.activiteit_code).where(Telling.door_id == wie.account_id, Telling.activiteit_code.in_(codes))
    code = db.session.scalars(vraag.order_by(Telling.id.desc()).limit(1)).one_or_none()
    return next((wat for wat in mijn if wat.code == code), mijn[0] if mijn else None)


def vorige_keren(activiteit: Activiteit, hoeveel: int = 3) -> list[Telling]:
    """Return the last counts that hold, newest first."""
    vraag = select(Telling).where(Telling.activiteit_code == activiteit.code, Telling.vervallen_op.is_(None))
    vraag = vraag.options(joinedload(Telling.door)).order_by(Telling.datum.desc(), Telling.id.desc()).limit(hoeveel)
    return list(db.session.scalars(vraag).all())


def voorstel(activiteit: Activiteit) -> date:
    """Return the day or period that is filled in already."""
    geteld = {telling.datum for telling in vorige_keren(activiteit, 2)} if activiteit.per != "dag" else set()
    return perioden.voorstel(activiteit.per, vandaag(), geteld)


def jaren(codes: Collection[str]) -> list[int]:
    """Return the years with a count that holds, and this one, newest first."""
    vraag = select(Telling.datum).where(Telling.activiteit_code.in_(codes), Telling.vervallen_op.is_(None)).distinct()
    return sorted({dag.year for dag in db.session.scalars(vraag)} | {vandaag().year}, reverse=True)


def jaarstaten(gevraagd: Sequence[Activiteit], jaar: int) -> list[Jaarstaat]:
    """Return each of these activities in one year, in one query."""
    per_code: dict[str, list[Telling]] = defaultdict(list)
    for telling in _geldend([wat.code for wat in gevraagd], date(jaar, 1, 1), date(jaar, 12, 31)):
        per_code[telling.activiteit_code].append(telling)
    return [_staat(wat, jaar, per_code[wat.code]) for wat in gevraagd]


def totalen(gevraagd: Sequence[Activiteit], jaren_: Sequence[int]) -> list[tuple[Activiteit, list[Jaarstaat]]]:
    """Return each of these activities over the years, in one query."""
    per_jaar: dict[tuple[str, int], list[Telling]] = defaultdict(list)
    codes = [wat.code for wat in gevraagd]
    for telling in _geldend(codes, date(min(jaren_), 1, 1), date(max(jaren_), 12, 31)):
        per_jaar[telling.activiteit_code, telling.datum.year].append(telling)
    return [(wat, [_staat(wat, jaar, per_jaar[wat.code, jaar]) for jaar in jaren_]) for wat in gevraagd]


def regels(activiteit: Activiteit, jaar: int) -> tuple[list[Telling], list[Telling]]:
    """Return what holds and what was corrected or taken back, newest first."""
    vraag = select(Telling).where(
        Telling.activiteit_code == activiteit.code, Telling.datum.between(date(jaar, 1, 1), date(jaar, 12, 31))
    )
    vraag = vraag.options(joinedload(Telling.door), joinedload(Telling.vervallen_door))
    alles = db.session.scalars(vraag.order_by(Telling.datum.desc(), Telling.id.desc())).all()
    return [rij for rij in alles if not rij.vervallen_op], [rij for rij in alles if rij.vervallen_op]


def uitvoer(activiteit: Activiteit, jaar: int) -> bytes:
    """Return one row per count that holds, without the remarks: people write names in those."""
    rijen, _ = regels(activiteit, jaar)
    vraag = select(Organisatie.id, Organisatie.naam).where(Organisatie.id.in_({rij.organisatie_id for rij in rijen}))
    organisaties = {rij.id: rij.naam for rij in db.session.execute(vraag)}
    kop = ["activiteit", activiteit.per, *(veld.naam for veld in activiteit.velden), "organisatie", "bron"]
    regels_: Iterable[list[Any]] = (
        [
            activiteit.naam,
            perioden.naam(activiteit.per, rij.datum),
            *(rij.aantallen.get(veld.sleutel, 0) for veld in activiteit.velden),
            organisaties.get(rij.organisatie_id, ""),
            rij.bron,
        ]
        for rij in reversed(rijen)
    )
    return schrijf_csv(kop, regels_)


def _geldend(codes: Collection[str], van: date, tot: date) -> Sequence[Telling]:
    vraag = select(Telling).where(
        Telling.activiteit_code.in_(codes), Telling.datum.between(van, tot), Telling.vervallen_op.is_(None)
    )
    return db.session.scalars(vraag.order_by(Telling.datum, Telling.id)).all()


def _staat(activiteit: Activiteit, jaar: int, rijen: Sequence[Telling]) -> Jaarstaat:
    delen: dict[tuple[int, str], list[Telling]] = defaultdict(list)
    for rij in rijen:
        delen[perioden.onderdeel(activiteit.per, rij.datum)].append(rij)
    onderdelen = [Onderdeel(naam, _som(activiteit, deel), len(deel)) for (_, naam), deel in sorted(delen.items())]
    totaal = _som(activiteit, rijen) if rijen and activiteit.telt_op else None
    return Jaarstaat(activiteit, jaar, onderdelen, totaal, len(rijen), sorted({rij.bron for rij in rijen if rij.bron}))


def _som(activiteit: Activiteit, rijen: Iterable[Telling]) -> Som:
    lijst = list(rijen)
    return {veld.sleutel: sum(int(rij.aantallen.get(veld.sleutel, 0)) for rij in lijst) for veld in activiteit.velden}
