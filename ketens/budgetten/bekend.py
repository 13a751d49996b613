"""What stands in the book already, to hold a line of the ledger against: known again, or looking like something."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ketens.budgetten.grootboekvelden import Grootboekregel
from ketens.budgetten.keuring import kaal
from ketens.budgetten.models import Grootboekinvoer, Kost
from ketens.kern.db import db


@dataclass(frozen=True, slots=True)
class Bekend:
    """What was booked: by the key of the ledger, by invoice and amount, by day and onderdeel and amount."""

    actief: Mapping[str, Any]
    # Every amount with which a line was booked, also before somebody corrected it here.
    bedragen: Mapping[str, Collection[int]]
    weg: Collection[str]
    facturen: Mapping[tuple[int, str], Any]
    dagen: Mapping[tuple[int, date, str], Any]
    # By supplier and number of the invoice, for any amount: as is asked of what is typed by hand.
    nummers: Mapping[tuple[str, str], Any]

    def is_geboekt(self, regel: Grootboekregel) -> bool:
        """Whether this very line is in the book, for this amount."""
        if regel.boeking_met_bedrag in self.actief:
            return True
        return regel.boeking in self.actief and regel.bedrag in self.bedragen[regel.boeking]

    def was_ingetrokken(self, regel: Grootboekregel) -> bool:
        """Whether somebody withdrew this line by hand."""
        return regel.boeking in self.weg or regel.boeking_met_bedrag in self.weg

    def lijkt_op(self, regel: Grootboekregel, onderdeel: str) -> Any | None:
        """Return the cost that this may be once more: the same line for another amount, the same invoice or day."""
        factuur, van = kaal(regel.tekst("factuurnummer")), kaal(regel.tekst("leverancier"))
        return (
            self.actief.get(regel.boeking)
            or (self.facturen.get((regel.bedrag, factuur)) if factuur else None)
            or (self.nummers.get((van, factuur)) if factuur else None)
            or self.dagen.get((regel.bedrag, regel.datum, onderdeel))
        )


def lees_bekend(boekingen: Collection[str]) -> Bekend:
    """Read the book; what is itself a line of this file (in `boekingen`) says nothing of another. Two queries."""
    k = Kost
    kolommen = (k.boeking, k.vervallen_op, k.invoer_id, k.bedrag, k.factuurnummer, k.datum, k.onderdeel, k.leverancier)
    teruggedraaid = set(db.session.scalars(select(Grootboekinvoer.id).where(Grootboekinvoer.vervallen_op.is_not(None))))
    rijen = db.session.execute(select(*kolommen).order_by(k.datum, k.id)).all()
    # Of a file that was taken back as a whole every line may come again.
    genummerd = [rij for rij in rijen if rij.boeking and rij.invoer_id not in teruggedraaid]
    staat = [rij for rij in rijen if rij.vervallen_op is None]
    bedragen: dict[str, set[int]] = defaultdict(set)
    for rij in genummerd:
        bedragen[rij.boeking].add(rij.bedrag)
    anders = [rij for rij in staat if rij.boeking not in boekingen]
    return Bekend(
        actief={rij.boeking: rij for rij in staat if rij.boeking},
        bedragen=bedragen,
        weg={rij.boeking for rij in genummerd if rij.vervallen_op is not None},
        facturen={(rij.bedrag, kaal(rij.factuurnummer)): rij for rij in anders},
        dagen={(rij.bedrag, rij.datum, rij.onderdeel): rij for rij in anders},
        nummers={(kaal(rij.leverancier), kaal(rij.factuurnummer)): rij for rij in anders},
    )
