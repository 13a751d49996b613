"""The persons behind a count of the planning: at most fifty names on a page, because each is a row in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners.models import Inwoner
from ketens.kern.bladeren import bladeren
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.planning.halfjaar import Halfjaar
from ketens.planning.lezen import lees, sinds
from ketens.planning.overzichten import Vraag, in_wijk, op_dagdeel, vragen_van

OP_PAGINA = 50
# What a count is about, as the address and the page name it.
UITKOMSTEN = {
    "op_tijd": "met een plek op tijd",
    "te_laat": "met een plek, maar te laat",
    "zonder_plek": "zonder plek",
}


@dataclass(frozen=True, slots=True)
class Keuze:
    """What the address asks for; what is not understood counts as not asked."""

    interventie: str = ""
    wijk: str = ""
    dagdeel: str = ""
    uitkomst: str = ""
    pagina: int = 1

    @classmethod
    def uit(cls, adres: Mapping[str, str]) -> "Keuze":
        """Read the query of the address."""
        nummer = adres.get("pagina", "1")
        woorden = {naam: adres.get(naam, "")[:40] for naam in ("interventie", "wijk", "dagdeel", "uitkomst")}
        return cls(
            **woorden, pagina=int(nummer) if nummer.isascii() and nummer[:4].isdigit() and len(nummer) < 5 else 1
        )

    @property
    def adres(self) -> dict[str, str]:
        """The query of the address, without the page."""
        alles = {naam: getattr(self, naam) for naam in ("interventie", "wijk", "dagdeel", "uitkomst")}
        return {naam: waarde for naam, waarde in alles.items() if waarde}

    def kiest(self, vraag: Vraag) -> list[Wachtplek]:
        """Return who of these is asked for, in the order of the list."""
        if self.interventie not in ("", vraag.interventie.code):
            return []
        rij = vraag.verdeeld.rij
        if self.uitkomst in UITKOMSTEN:
            rij = _met_uitkomst(vraag, self.uitkomst)
        if self.wijk:
            rij = list(filter(in_wijk(self.wijk), rij))
        return list(filter(op_dagdeel(self.dagdeel), rij)) if self.dagdeel else rij


@dataclass(frozen=True, slots=True)
class Rij:
    """Someone who waits: for what, since when, and the group they could have or why there is none."""

    wachtplek: Wachtplek
    vraag: Vraag
    nr: int
    sinds: date
    groep: Groep | None
    waarom: str
    uiterlijk: date

    @property
    def te_laat(self) -> bool:
        """Whether the group begins after the term."""
        return self.groep is not None and self.groep.begint_op > self.uiterlijk


@dataclass(frozen=True, slots=True)
class Lijst:
    """The page."""

    keuze: Keuze
    rijen: list[Rij]
    totaal: int
    interventie: str

    @property
    def pagina(self) -> dict[str, Any]:
        """What `ui.bladeren` shows."""
        return bladeren(self.keuze.pagina, len(self.rijen), self.totaal, per=OP_PAGINA, url=self._url)

    def _url(self, nummer: int) -> str:
        adres: dict[str, Any] = {**self.keuze.adres, "pagina": nummer}
        return url_for("planning.wachtenden", **adres)


def wachtenden(wie: Wie, keuze: Keuze) -> Lijst:
    """Return the persons behind a count, with the first group that each could have."""
    vragen = [vraag for stand in lees(wie, Halfjaar.van(vandaag())) for vraag in vragen_van(stand)]
    gekozen = [(vraag, wachtplek) for vraag in vragen for wachtplek in keuze.kiest(vraag)]
    begin = (keuze.pagina - 1) * OP_PAGINA
    hier = gekozen[begin : begin + OP_PAGINA]
    _laad_namen([wachtplek for _, wachtplek in hier])
    namen: dict[str, str] = {vraag.interventie.code: vraag.interventie.naam for vraag in vragen}
    return Lijst(keuze, [_rij(vraag, w) for vraag, w in hier], len(gekozen), namen.get(keuze.interventie, ""))


def _rij(vraag: Vraag, wachtplek: Wachtplek) -> Rij:
    groep = vraag.verdeeld.groep_van.get(wachtplek.traject_id)
    waarom = "" if groep else vraag.verdeeld.waarom_geen(wachtplek)
    nr = vraag.verdeeld.rij.index(wachtplek) + 1
    return Rij(wachtplek, vraag, nr, sinds(wachtplek), groep, waarom, vraag.tekort.norm.uiterlijk(wachtplek))


def _met_uitkomst(vraag: Vraag, uitkomst: str) -> list[Wachtplek]:
    if uitkomst != "op_tijd":
        return vraag.tekort.te_laat if uitkomst == "te_laat" else vraag.tekort.zonder_plek
    te_laat = {w.traject_id for w in vraag.tekort.te_laat}
    return [w for w in vraag.verdeeld.rij if w.traject_id in vraag.verdeeld.groep_van and w.traject_id not in te_laat]


def _laad_namen(wachtplekken: list[Wachtplek]) -> None:
    """Read the cells of these residents alone: of who is only counted they stay where they are."""
    ids = [wachtplek.inwoner_id for wachtplek in wachtplekken]
    db.session.scalars(select(Inwoner).where(Inwoner.id.in_(ids))).all()
