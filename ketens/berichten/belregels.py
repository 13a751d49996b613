"""The rows of the belllijst, and what it can be narrowed to. How they are found stands in `belllijst`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for

from ketens.berichten.gevolgen import BESLIS
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner
from ketens.kern.bladeren import bladeren
from ketens.kern.db import nieuw_id
from ketens.trajecten.contact import TERUGBELLEN
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.trajecten.werkfilter import IEDEREEN, MIJ, MIJ_EN_NIEMAND

PER_BLADZIJDE = 25
BELLEN, PRAKTIJK = "bellen", "herinnering_beoordeling"
VAN_WIE = {MIJ_EN_NIEMAND: "Mij en niemand", MIJ: "Mij", IEDEREEN: "Iedereen"}


@dataclass(frozen=True, slots=True)
class Reden:
    """What to call about: in words, and what to say."""

    woorden: str
    zinnen: tuple[str, ...] = ()
    # The page where the answer is noted, where the message asks for one.
    antwoord_url: str | None = None


@dataclass(slots=True)
class Belregel:
    """One row: whom to call, about what, since when, and how often it was tried."""

    sleutel: UUID
    wanneer: date | None
    inwoner: Inwoner
    traject: Traject | None
    taken: list[Taak]
    redenen: list[Reden] = field(default_factory=list)
    pogingen: list[tuple[datetime, str]] = field(default_factory=list)
    # The id of the form in this row: sent twice, it is one call.
    formulier_id: UUID = field(default_factory=nieuw_id)
    vandaag_al: bool = False

    @property
    def naar_praktijk(self) -> bool:
        """Whether the practice is called, and not the resident."""
        return all(taak.soort == PRAKTIJK for taak in self.taken)

    @property
    def afspraak(self) -> bool:
        """Whether the resident was told on which day the call comes."""
        return any(taak.soort == TERUGBELLEN for taak in self.taken)

    @property
    def te_beslissen(self) -> bool:
        """Whether three days of calling in vain ask for a decision."""
        return any(taak.soort == BESLIS for taak in self.taken)

    @property
    def eerst(self) -> list[Contactpersoon]:
        """Who is called before the resident; nobody where only the agreed number is safe."""
        if self.inwoner.veilig_contact:
            return []
        return [c for c in self.inwoner.contactpersonen if c.eerst_bellen and not c.verwijderd_op and c.telefoon]

    @property
    def stil_tot(self) -> date | None:
        """Until when the traject stands still: in hospital, away, caring for someone."""
        stil = self.traject.pauze if self.traject else None
        return stil.tot if stil else None

    @property
    def geen_voicemail(self) -> bool:
        """Whether a message on the machine is not safe."""
        veilig = self.inwoner.veilig_contact
        return bool(veilig and veilig.geen_voicemail)

    @property
    def open_url(self) -> str:
        """Where all of it stands."""
        if self.traject:
            return url_for("trajecten.detail", traject_id=self.traject.id)
        return url_for("inwoners.detail", inwoner_id=self.inwoner.id)


@dataclass(frozen=True, slots=True)
class Belllijst:
    """A page of rows; `pagina` is as `ui.bladeren` asks for it."""

    regels: list[Belregel]
    totaal: int
    filter: "Filter"

    @property
    def pagina(self) -> dict[str, Any]:
        """What `ui.bladeren` shows."""
        return bladeren(self.filter.pagina, len(self.regels), self.totaal, per=PER_BLADZIJDE, url=self._url)

    def _url(self, nummer: int) -> str:
        return url_for("berichten.belllijst", **Filter(self.filter.wie, nummer).adres())


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; what it does not understand counts as not asked."""

    wie: str = MIJ_EN_NIEMAND
    pagina: int = 1

    @classmethod
    def uit(cls, adres: Mapping[str, str]) -> "Filter":
        """Read the query of the address."""
        gekozen, pagina = adres.get("wie", ""), adres.get("pagina", "1")
        return cls(
            wie=gekozen if gekozen in VAN_WIE else MIJ_EN_NIEMAND,
            pagina=int(pagina[:6]) if pagina.isascii() and pagina.isdigit() and int(pagina[:6]) > 0 else 1,
        )

    def adres(self) -> dict[str, Any]:
        """Return the query of the address, without what is as usual."""
        gewoon = Filter()
        paren = (("wie", self.wie, gewoon.wie), ("pagina", str(self.pagina), str(gewoon.pagina)))
        return {naam: waarde for naam, waarde, standaard in paren if waarde != standaard}


@dataclass(frozen=True, slots=True)
class Gebeld:
    """A call that I noted today, to be taken back when it was a mistake."""

    id: UUID
    op: datetime
    naam: str
    kenmerk: str
    wat: str
