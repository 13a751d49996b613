"""The days, and how one stands: counts, and never a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.wie import Wie
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.kern.versleuteling import zoekhashes
from ketens.kern.zegel import lees_zegel, verzegel
from ketens.valrisicodagen.models import CIJFERS, OP_PAPIER, Papierturf, Valrisicodag
from ketens.valrisicodagen.rijen import KLASSEN

UITSLAGEN = ("laag", "matig", "hoog", "onvolledig")
MEESTE_DAGEN = 60
# Who looks at a code that was printed and never closed: the clock closes the day after this.
VANZELF_DICHT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Dagstand:
    """How a day stands. `per_klasse`: age class and how often each result, paper left out (it has no class)."""

    per_uitslag: dict[str, int]
    per_klasse: list[tuple[str, dict[str, int]]]
    van_papier: int
    al_getest: int
    aangemeld: int

    @property
    def totaal(self) -> int:
        """All tests, paper included."""
        return sum(self.per_uitslag.values())


def stand_van(dag: Valrisicodag) -> Dagstand:
    """Count the tests of a day."""
    op_naam = Afname.inwoner_id.is_not(None)
    kolommen = (Afname.uitslag, Afname.leeftijdsklasse, Afname.setting, Afname.al_getest, op_naam)
    rijen = db.session.execute(
        select(*kolommen, func.count()).where(Afname.valrisicodag_id == dag.id).group_by(*kolommen)
    ).all()

    def som(welke: Iterable[bool]) -> int:
        return sum(rij[5] for rij, telt in zip(rijen, welke, strict=True) if telt)

    klassen = [klasse for klasse in KLASSEN if any(rij[1] == klasse for rij in rijen)]
    return Dagstand(
        {uitslag: som(rij[0] == uitslag for rij in rijen) for uitslag in UITSLAGEN},
        [(k, {u: som(rij[0] == u and rij[1] == k for rij in rijen) for u in UITSLAGEN}) for k in klassen],
        som(rij[2] == OP_PAPIER for rij in rijen),
        som(rij[3] is True for rij in rijen),
        som(bool(rij[4]) for rij in rijen),
    )


def dagen(wie: Wie) -> list[tuple[Valrisicodag, int]]:
    """Return the days this person holds, the newest first, each with its number of tests."""
    geteld = select(func.count()).where(Afname.valrisicodag_id == Valrisicodag.id).scalar_subquery()
    vraag = (
        select(Valrisicodag, geteld)
        .where(Valrisicodag.zichtbaar_voor(wie))
        .order_by(Valrisicodag.datum.desc(), Valrisicodag.gemaakt_op.desc())
        .limit(MEESTE_DAGEN)
    )
    return [(dag, aantal) for dag, aantal in db.session.execute(vraag)]


def turven(dag: Valrisicodag) -> list[Papierturf]:
    """Return what was typed in from paper, the newest first; all but the first were replaced."""
    vraag = (
        select(Papierturf)
        .options(joinedload(Papierturf.door))
        .where(Papierturf.valrisicodag_id == dag.id)
        .order_by(Papierturf.ingevoerd_op.desc(), Papierturf.id.desc())
    )
    return list(db.session.scalars(vraag))


def dag_bij_code(code: str) -> Valrisicodag | None:
    """Return the open day of this code, or None. Spaces and dashes don't count."""
    cijfers = "".join(teken for teken in code if teken in "0123456789")
    if len(cijfers) != CIJFERS:
        return None
    vraag = select(Valrisicodag).where(
        Valrisicodag.code_hash.in_(zoekhashes("dagcode", cijfers)), Valrisicodag.gesloten_op.is_(None)
    )
    return db.session.scalars(vraag).one_or_none()


def bewijs_van(dag: Valrisicodag) -> str:
    """Return what opens the test of this day from now on: the code is not in the address."""
    return verzegel("valrisicodag", [dag.id.hex, str(huidige_gemeente())])


def dag_bij_bewijs(bewijs: str) -> Valrisicodag | None:
    """Return the day that was sealed here, open or closed, or None."""
    inhoud = lees_zegel("valrisicodag", bewijs, 2)
    if inhoud is None or inhoud[1] != str(huidige_gemeente()):
        return None
    return db.session.get(Valrisicodag, UUID(inhoud[0]))


def vergeten_dagen() -> list[Valrisicodag]:
    """Return the days that nobody closed."""
    vraag = select(Valrisicodag).where(
        Valrisicodag.gesloten_op.is_(None), Valrisicodag.datum < vandaag() - VANZELF_DICHT
    )
    return list(db.session.scalars(vraag))
