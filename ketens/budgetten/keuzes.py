"""What the forms and filters offer: onderdelen, bronnen, groups, commitments."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.budgetten.keuring import EERSTE_JAAR
from ketens.budgetten.models import Verplichting
from ketens.budgetten.regime import bronnen, kostensoorten, onderdeelnaam, onderdelen, onderdelen_van_anderen
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum, euro

Paren = list[tuple[str, str]]
# Invoices come late, but not for groups of before this many years.
GROEPEN_VAN = 2


def onderdeel_keuzes(wie: Wie, jaar: int | None = None) -> Paren:
    """Return the onderdelen of which this person writes the rows."""
    elders = onderdelen_van_anderen(wie.ketens)
    return [(code, naam) for code, naam in onderdelen(jaar).items() if code not in elders]


def bron_keuzes() -> Paren:
    """Return every bron."""
    return [(code, bron.naam) for code, bron in bronnen().items()]


def soort_keuzes() -> Paren:
    """Return the kinds of costs."""
    return list(kostensoorten().items())


def jaren() -> list[int]:
    """Return the years that can be chosen, the newest first: from the first regeling to next year."""
    return list(range(vandaag().year + 1, EERSTE_JAAR - 1, -1))


def lees_jaar(tekst: str | None) -> int:
    """Return the year of a query string, or this year."""
    return int(tekst) if tekst and tekst.isascii() and tekst.isdecimal() and int(tekst) in jaren() else vandaag().year


def groep_keuzes(wie: Wie, ook: UUID | None = None) -> Paren:
    """Return the groups of the ketens of the hat, the last to begin first; `ook` is offered however old it is."""
    vanaf = date(vandaag().year - GROEPEN_VAN, 1, 1)
    vraag = select(Groep.id, Groep.naam, Groep.begint_op).where(
        Groep.keten_code.in_(wie.ketens), (Groep.begint_op >= vanaf) | (Groep.id == ook)
    )
    rijen = db.session.execute(vraag.order_by(Groep.begint_op.desc(), Groep.naam))
    return [(str(id_), f"{naam} (vanaf {datum(begint_op)})") for id_, naam, begint_op in rijen]


def verplichting_keuzes(wie: Wie, ook: UUID | None = None) -> Paren:
    """Return the commitments that are open, by supplier."""
    open_ = Verplichting.vervallen_op.is_(None) & Verplichting.afgesloten_op.is_(None)
    vraag = select(Verplichting).where(Verplichting.zichtbaar_voor(wie), open_ | (Verplichting.id == ook))
    rijen = db.session.scalars(vraag.order_by(Verplichting.jaar.desc(), Verplichting.leverancier, Verplichting.id))
    return [(str(rij.id), verplichting_in_woorden(rij)) for rij in rijen]


def verplichting_in_woorden(rij: Verplichting) -> str:
    """Return a commitment on one line."""
    wat = rij.leverancier or rij.omschrijving or onderdeelnaam(rij.onderdeel, rij.jaar)
    kenmerk = f", {rij.kenmerk}" if rij.kenmerk else ""
    return f"{wat}{kenmerk}, {rij.jaar}: {euro(rij.bedrag)}"
