"""The grid of a group at one moment: what it shows, and what becomes of it when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import url_for
from sqlalchemy import select

from ketens.catalogus import Instrument
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.pagina import tijdstip
from ketens.metingen.forms import GEZIEN, Meetformulier, Vak, in_tekst
from ketens.metingen.handelingen import Ingehaald, leg_vast
from ketens.metingen.models import Meting
from ketens.metingen.momenten import MOMENTEN, meetdagen
from ketens.metingen.staat import deelnemers, huidige, instrumenten


@dataclass(frozen=True, slots=True)
class Rooster:
    """A group, a moment, and the one instrument that is asked for (None: all of them)."""

    groep: Groep
    moment: str
    alleen: str | None
    form: Meetformulier

    @property
    def gegevens(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "groep": self.groep,
            "moment": self.moment,
            "naam": MOMENTEN[self.moment],
            "form": self.form,
            "instrumenten": [vak.instrument for vak in self.form.rijen[0][1]] if self.form.rijen else [],
            "actie": self._url(self.alleen),
            "keuzes": self._keuzes(),
            "meetdag": next(dag for dag in meetdagen(self.groep) if dag.moment == self.moment),
            "gemeten": sum(any(vak.meting for vak in vakken) for _, vakken in self.form.rijen),
        }

    def _keuzes(self) -> list[tuple[str, str, bool]]:
        """All tests at once, or one after the other: then the Tab key runs down the list."""
        alle = instrumenten(self.groep)
        keuzes = [("Alle tests", self._url(None), self.alleen is None)]
        keuzes += [(wat.kort or wat.naam, self._url(wat.code), self.alleen == wat.code) for wat in alle]
        return keuzes if len(alle) > 1 else []

    def _url(self, alleen: str | None) -> str:
        return url_for("metingen.invullen", groep_id=self.groep.id, moment=self.moment, instrument=alleen)

    def bewaar(self, door: Wie) -> int:
        """Keep what was typed and return how much changed; where someone else was first, the cell says so."""
        vakken = {(vak.plaatsing.id, str(vak.instrument.code)): vak for vak in self.form.vakken}
        id_ = cast("UUID", self.form.formulier_id.data)  # the form asked for it
        try:
            return leg_vast(self.groep, self.moment, self.form.cellen, formulier_id=id_, door=door)
        except Ingehaald as fout:
            namen = _namen([meting for _, meting in fout.cellen if meting])
            for cel, meting in fout.cellen:
                self.form.zeg(vak := vakken[cel.sleutel], _zin(vak, cel.antwoorden, meting, namen))
                self.form[vak.naam(GEZIEN)].data = meting.afname_id if meting else None
            raise


def maak(groep: Groep, moment: str, gevraagd: str | None) -> Rooster:
    """Return the grid; `gevraagd` is the code of an instrument, and rubbish asks for all of them."""
    alle = instrumenten(groep)
    alleen = gevraagd if gevraagd in [wat.code for wat in alle] else None
    mensen = deelnemers(groep)
    staat = huidige(moment, [plaatsing.id for plaatsing in mensen])
    kolommen: Sequence[Instrument] = [wat for wat in alle if alleen in (None, wat.code)]
    return Rooster(groep, moment, alleen, Meetformulier.voor(mensen, kolommen, staat))


def _namen(metingen: list[Meting]) -> dict[UUID, str]:
    vraag = select(Account.id, Account.naam).where(Account.id.in_([meting.door_id for meting in metingen]))
    return {rij.id: rij.naam for rij in db.session.execute(vraag)} if metingen else {}


def _zin(vak: Vak, getypt: Any, meting: Meting | None, namen: dict[UUID, str]) -> str:
    mijn = f"U vulde in: {_in_woorden(vak, getypt)}."
    if meting is None:
        return f"Deze meting is intussen weggehaald. {mijn}"
    wie = (namen.get(meting.door_id) if meting.door_id else None) or "Iemand anders"
    ander = _in_woorden(vak, Vak(vak.plaatsing, vak.instrument, meting).nu)
    return f"{wie} bewaarde hier op {tijdstip(meting.op)}: {ander}. {mijn}"


def _in_woorden(vak: Vak, antwoorden: dict[str, object]) -> str:
    """Say what was answered; of one question the answer alone."""
    vragen = [vraag for vraag in vak.instrument.alle_vragen if vraag.sleutel in antwoorden]
    if len(vragen) == 1 and vragen[0].soort == "getal":
        return in_tekst(antwoorden[vragen[0].sleutel])
    delen = [
        (vraag.kort or vraag.vraag).lower()
        + ("" if antwoorden[vraag.sleutel] is True else f" {in_tekst(antwoorden[vraag.sleutel])}")
        for vraag in vragen
    ]
    return ", ".join(delen) or "niets"
