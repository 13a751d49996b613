"""One figure for the raad, read from a publication: the table by wijk and quarter that went out as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import Indicator, catalogus
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.models import Gebied
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.publicaties.models import Publicatie
from ketens.publicaties.overzichten import stuk_van
from ketens.publicaties.raadsvraag import Kwartaaltabel, beantwoord, kwartaaltabel
from ketens.publicaties.stukbouw import UITLEG
from ketens.publicaties.vertoning import kwartalen_voorbij
from ketens.stukken.cel import Soort, Waarde, in_woorden
from ketens.stukken.stuk import Stuk, Tabel
from ketens.verslagen.verslag import Verslag, verslag

SOORT = "raadsvraag"
LAATSTE = 20
HEEL, GEMEENTE = "heel", "De hele gemeente"
RANG = {"Kwartaal 1": "eerste", "Kwartaal 2": "tweede", "Kwartaal 3": "derde", "Kwartaal 4": "vierde"}


@dataclass(frozen=True, slots=True)
class Antwoord:
    """A published table, and the figure in it that was asked: `wijk` and `periode` are its row and column."""

    publicatie: Publicatie
    stuk: Stuk
    tabel: Tabel
    wijk: str
    periode: str
    # The wijken of the gemeente: one that is no row of the table had nobody.
    gebieden: tuple[str, ...] = ()

    @property
    def wijken(self) -> list[tuple[str, str]]:
        """What can be asked for: the whole gemeente, and each wijk."""
        rijen = [str(rij[0]) for rij in self.tabel.rijen]
        return [(HEEL, GEMEENTE), *((wijk, wijk) for wijk in dict.fromkeys((*rijen, *self.gebieden)))]

    @property
    def perioden(self) -> list[tuple[str, str]]:
        """The quarters that are over, and all of them together."""
        kwartalen = [kolom.naam for kolom in self.tabel.kolommen[1:-1]]
        samen = f"{self.publicatie.jaar} tot en met {in_woorden(self.publicatie.tot)}"
        return [(HEEL, self._heel if len(kwartalen) == len(RANG) else samen), *((naam, naam) for naam in kwartalen)]

    @property
    def waarde(self) -> Waarde:
        """The figure, or the sign that it stays hidden."""
        rij = next((rij for rij in self.tabel.rijen if rij[0] == self.wijk), None)
        if rij is None and self.wijk != HEEL:
            return 0
        namen = [kolom.naam for kolom in self.tabel.kolommen]
        return (rij or self.tabel.totaal or (0,))[namen.index(self.periode) if self.periode in namen[1:-1] else -1]

    @property
    def tekst(self) -> str:
        """The answer with its definition, source and day, ready to paste."""
        naam, definitie = self.tabel.titel, self._definitie
        waar = f"de gemeente {self.stuk.gemeente}" if self.wijk == HEEL else self.wijk
        zin = f"{naam} in {waar}, {self._wanneer}: {in_woorden(self.waarde, Soort.AANTAL)}."
        keten = catalogus().keten(self.publicatie.keten_code).naam
        bron = f"Bron: ketens, registratie {keten}, geteld op {in_woorden(self.stuk.gemaakt_op)}."
        return f"{zin}\n{definitie}\n{bron}\n{UITLEG}"

    @property
    def _heel(self) -> str:
        return f"Heel {self.publicatie.jaar}"

    @property
    def _wanneer(self) -> str:
        jaar = self.publicatie.jaar
        if self.periode in RANG:
            return f"in het {RANG[self.periode]} kwartaal van {jaar}"
        heel = len(self.tabel.kolommen) == len(RANG) + 2
        return f"in {jaar}" if heel else f"in {jaar} tot en met {in_woorden(self.publicatie.tot)}"

    @property
    def _definitie(self) -> str:
        keten = catalogus().indicatoren(self.publicatie.keten_code)
        return keten.indicator(self.tabel.code.removeprefix("kruis_")).definitie


def antwoord(publicatie: Publicatie, wijk: str, periode: str) -> Antwoord:
    """Return what a published table says; what is no wijk or column is the whole. One query."""
    stuk = stuk_van(publicatie)
    tabel, gebieden = next(iter(stuk.tabellen)), wijken()
    bekend = {*gebieden, *(str(rij[0]) for rij in tabel.rijen)}
    kolommen = {kolom.naam for kolom in tabel.kolommen[1:-1]}
    gekozen = wijk if wijk in bekend else HEEL, periode if periode in kolommen else HEEL
    return Antwoord(publicatie, stuk, tabel, *gekozen, gebieden=gebieden)


def wijken() -> tuple[str, ...]:
    """Return the wijken and villages of this gemeente, by name. One query."""
    return tuple(sorted(set(db.session.scalars(select(Gebied.wijk)))))


def voorbeeld(cijfer: str, jaar: int, periode: str, *, door: Wie) -> Kwartaaltabel:
    """Return the table that would go out. Raises Domeinfout."""
    return kwartaaltabel(*_gevraagd(cijfer, jaar, periode, door))


def publiceer(cijfer: str, jaar: int, periode: str, *, door: Wie, formulier_id: UUID | None, gezien: str) -> Publicatie:
    """Let the table of a figure ("keten:code") go out, as it was seen (`voorbeeld`). Twice the same is once."""
    gevraagd = _gevraagd(cijfer, jaar, periode, door)
    return beantwoord(*gevraagd, door=door, formulier_id=formulier_id, gezien=gezien)[1]


def _gevraagd(cijfer: str, jaar: int, periode: str, door: Wie) -> tuple[Verslag, str]:
    """Return the report and the figure of it that is asked; `periode` must be over."""
    keten_code, _, code = cijfer.partition(":")
    if keten_code not in door.ketens:
        raise Domeinfout("Kies een cijfer uit de lijst.", veld="cijfer")
    if periode != HEEL and list(RANG).index(periode) + 1 not in kwartalen_voorbij(jaar):
        raise Domeinfout("Dit kwartaal is nog niet voorbij.", veld="periode")
    return verslag(keten_code, jaar), code


def te_vragen(keten_code: str) -> list[Indicator]:
    """Return the figures that are counted by wijk and month: those can be asked for by wijk and quarter."""
    bestanden = [deel for deel in catalogus().alle_indicatoren.values() if deel.code == keten_code]
    bestand = max(bestanden, key=lambda deel: deel.versie, default=None)
    return [
        een
        for een in (bestand.indicatoren if bestand else ())
        if een.soort == "aantal" and een.personen and {"wijk", "maand"} <= set(een.splitsingen)
    ]


def gegeven(ketens: Sequence[str]) -> Sequence[Publicatie]:
    """Return the tables of these ketens that went out for the raad, the newest first. One query."""
    vraag = select(Publicatie).where(Publicatie.soort == SOORT, Publicatie.keten_code.in_(ketens))
    vraag = vraag.options(joinedload(Publicatie.door)).order_by(Publicatie.op.desc(), Publicatie.id.desc())
    return db.session.scalars(vraag.limit(LAATSTE)).all()
