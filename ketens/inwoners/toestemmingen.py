"""Which consents a resident can give on their page, in the words of the catalogue, and how one is recorded there.

`opnieuw_bellen` is not among them: it is a promise to call, and that work is laid out where the test is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.models import Organisatie
from ketens.gebruikers.wie import Wie
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.gevers import Gever, past_bij
from ketens.inwoners.handelingen import leg_toestemming_vast
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import datum

# What must follow when a consent is given here and lives above this feature: see `bij_toestemming`.
Opvolger = Callable[[Toestemming, Wie], None]
BIJ_TOESTEMMING: list[Opvolger] = []
# Where what runs is stopped, as endpoint and values; known above this feature: see `bij_stoppen`.
Stopplek = tuple[str, dict[str, Any]]
BIJ_STOPPEN: list[Callable[[Toestemming, Wie], Stopplek | None]] = []


@dataclass(frozen=True, slots=True)
class Mogelijk:
    """A consent that does not stand now; to report back, about the verwijzing of `eerder`, a consent before it."""

    keten: Keten
    soort: ToestemmingSoort
    ontvangers: str
    eerder: Toestemming | None = None

    @property
    def code(self) -> str:
        """The value in the form."""
        over = self.eerder.verwijzing_id if self.eerder else None
        return f"{self.keten.code}/{self.soort}" + (f"/{over}" if over else "")

    @property
    def formulering(self) -> str:
        """The wording that is read out, and kept."""
        return self.keten.toestemming(self.soort).zin(self.ontvangers)

    @property
    def woorden(self) -> str:
        """The wording, with which verwijzing it is about."""
        over = f" Dit gaat over de verwijzing van {datum(self.eerder.gegeven_op)}." if self.eerder else ""
        return self.formulering + over


def mogelijk(inwoner: Inwoner, wie: Wie, *, zonder: UUID | None = None) -> list[Mogelijk]:
    """Return what can be agreed to in the ketens in which `wie` knows the resident.

    `zonder` is a consent that is looked past: the one that this very form made, when it is sent again.
    """
    eigen = select(Betrokkenheid.keten_code).where(Betrokkenheid.inwoner_id == inwoner.id, Betrokkenheid.eigen(wie))
    vraag = (
        select(Toestemming, Organisatie.naam)
        .join(Organisatie, Organisatie.id == Toestemming.organisatie_id)
        .where(Toestemming.inwoner_id == inwoner.id, Toestemming.id != zonder)
        .order_by(Toestemming.id)
    )
    gegeven = [(rij.Toestemming, rij.naam) for rij in db.session.execute(vraag)]
    ketens = [catalogus().keten(code) for code in sorted(set(db.session.scalars(eigen)))]
    return [keuze for keten in ketens for keuze in _in_keten(keten, gegeven)]


def _in_keten(keten: Keten, gegeven: list[tuple[Toestemming, str]]) -> Iterator[Mogelijk]:
    hier = [(rij, naam) for rij, naam in gegeven if rij.keten_code == keten.code]
    soorten = {toestemming.soort for toestemming in keten.toestemmingen}
    if "doorgeven" in soorten:
        yield from _doorgeven(keten, [rij for rij, _ in hier if rij.soort == ToestemmingSoort.DOORGEVEN])
    if "terugkoppelen" in soorten:
        yield from _terugkoppelen(keten, hier)


def _doorgeven(keten: Keten, eerder: list[Toestemming]) -> Iterator[Mogelijk]:
    if all(rij.ingetrokken_op for rij in eerder):
        # The receivers by name, as they stood in the last question; else those of the catalogue.
        ontvangers = eerder[-1].ontvangers if eerder else " en ".join(keten.toestemming("doorgeven").ontvangers)
        yield Mogelijk(keten, ToestemmingSoort.DOORGEVEN, ontvangers)


def _terugkoppelen(keten: Keten, hier: list[tuple[Toestemming, str]]) -> Iterator[Mogelijk]:
    terug = ToestemmingSoort.TERUGKOPPELEN
    staat = {rij.verwijzing_id for rij, _ in hier if rij.soort == terug and not rij.ingetrokken_op}
    over = {rij.verwijzing_id: (rij, naam) for rij, naam in reversed(hier)}
    namen = {rij.verwijzing_id: rij.ontvangers for rij, _ in hier if rij.soort == terug}
    for verwijzing_id, (rij, organisatie) in over.items():
        # Given without an account: there is no verwijzer to report back to.
        if verwijzing_id and verwijzing_id not in staat and rij.door_id:
            yield Mogelijk(keten, terug, namen.get(verwijzing_id, organisatie), rij)


def leg_vast(
    inwoner: Inwoner,
    keuze: Mogelijk,
    *,
    toestemming_id: UUID | None,
    gever: str,
    kanaal: str,
    door: Wie,
    vertegenwoordiger_id: UUID | None = None,
) -> Toestemming:
    """Record that the resident agreed now. Sent twice it is one; who decides for them must stand among the contacts."""
    al = select(Toestemming).where(Toestemming.id == toestemming_id, Toestemming.inwoner_id == inwoner.id)
    if toestemming_id and (bestaand := db.session.scalars(al).one_or_none()):
        return bestaand
    eerder = keuze.eerder
    versie = keuze.keten.toestemming(keuze.soort).tekst_versie
    gegeven = leg_toestemming_vast(
        inwoner,
        toestemming_id=toestemming_id,
        soort=keuze.soort,
        keten_code=keuze.keten.code,
        ontvangers=keuze.ontvangers,
        formulering=keuze.formulering,
        formulering_versie=f"{keuze.keten.pin}/{keuze.soort}/{versie}",
        kanaal=kanaal,
        gever=gever,
        vertegenwoordiger=_wie_beslist(inwoner, gever, vertegenwoordiger_id),
        door=door,
        verwijzing_id=eerder.verwijzing_id if eerder else None,
        organisatie_id=eerder.organisatie_id if eerder else None,
    )
    for volg_op in BIJ_TOESTEMMING:
        volg_op(gegeven, door)
    return gegeven


def bij_toestemming(volg_op: Opvolger) -> Opvolger:
    """Register what a higher feature does when a consent is given, in the same transaction. Usable as decorator."""
    BIJ_TOESTEMMING.append(volg_op)
    return volg_op


def beslissers(inwoner: Inwoner) -> list[Contactpersoon]:
    """Return the contactpersonen who decide for the resident, or decide too."""
    vraag = select(Contactpersoon).where(
        Contactpersoon.inwoner_id == inwoner.id,
        Contactpersoon.vertegenwoordiger_grond.is_not(None),
        Contactpersoon.verwijderd_op.is_(None),
    )
    return list(db.session.scalars(vraag.order_by(Contactpersoon.id)))


def _wie_beslist(inwoner: Inwoner, gever: str, gekozen: UUID | None) -> Contactpersoon | None:
    if gever == Gever.INWONER and gekozen:
        zin = "Beslist iemand anders? Kies dan ook dat de vertegenwoordiger de toestemming geeft. Of kies hier niemand."
        raise Domeinfout(zin, veld="vertegenwoordiger")
    if gever == Gever.INWONER:
        return None
    allen = beslissers(inwoner)
    if gekozen:
        return next((ander for ander in allen if ander.id == gekozen), None)
    mogen = [ander for ander in allen if past_bij(gever, ander.vertegenwoordiger_grond)]
    if len(mogen) > 1:
        raise Domeinfout("Kies wie er beslist.", veld="vertegenwoordiger")
    return next(iter(mogen or allen), None)


def bij_stoppen(
    zoek: Callable[[Toestemming, Wie], Stopplek | None],
) -> Callable[[Toestemming, Wie], Stopplek | None]:
    """Register where a higher feature stops what runs with this consent. Usable as decorator."""
    BIJ_STOPPEN.append(zoek)
    return zoek


def waar_stoppen(toestemming: Toestemming, wie: Wie) -> Stopplek | None:
    """Return where `wie` can stop what runs with this consent, or None: there is nothing, or it does not ask for it."""
    if toestemming.soort != ToestemmingSoort.DOORGEVEN:
        return None
    return next((plek for zoek in BIJ_STOPPEN if (plek := zoek(toestemming, wie))), None)
