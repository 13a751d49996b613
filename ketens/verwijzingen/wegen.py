"""The roads from a hat into the ketens here: who may refer where, for whom, and what the resident is asked."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.models import Organisatie, OrganisatieSoort
from ketens.gebruikers.wie import Wie
from ketens.inwoners.gevers import is_minderjarig
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner

# Kinds of organisatie whose people type for others: a consulent of the Sociaal Hus, a welfare worker, the gemeente.
TYPT_VOOR_ANDEREN = {OrganisatieSoort.WELZIJN, OrganisatieSoort.GEMEENTE, OrganisatieSoort.SOCIAAL_HUS}


@dataclass(frozen=True, slots=True)
class Weg:
    """A keten that this hat may refer into, as this gemeente runs it."""

    keten: Keten
    instelling: Keteninstelling
    # The organisatie of the hat; of who receives it when nobody is signed in.
    eigen: Organisatie
    # None: at the public door, or on a valrisicodag.
    wie: Wie | None

    @property
    def ontvanger(self) -> Organisatie:
        """The organisatie whose coördinatoren receive it."""
        return self.instelling.organisatie

    @property
    def voor_anderen(self) -> bool:
        """Whether this hat may type for another organisatie."""
        if self.wie is None:
            return False
        return self.wie.rol in (Rol.COORDINATOR, Rol.WELZIJNSCOACH) or self.eigen.soort in TYPT_VOOR_ANDEREN

    @property
    def geteld(self) -> list[str]:
        """What is counted around this keten without names, and so is not written down here."""
        return catalogus().geteld(self.keten.code)

    @property
    def neemt_kinderen(self) -> bool:
        """Whether the keten may be for someone for whom a parent decides: then the page asks as soon as it knows."""
        return is_minderjarig(self.keten.doelgroep.leeftijd_vanaf or 0)

    def ontvangers(self, soort: str) -> str:
        """Return the receivers of a consent in words, with the name of the organisatie where it is known."""
        toestemming = self.keten.toestemming(soort)
        eerste, *anderen = toestemming.ontvangers
        if soort == "terugkoppelen":
            return eerste if self.voor_anderen else self.eigen.naam
        # Who coordinates stands first in the keten's list; which practice assesses is not known yet.
        return " en ".join([f"{eerste} van {self.ontvanger.naam}", *anderen])

    def formulering(self, soort: str, *, zelf: bool = False) -> str:
        """Return the wording of a consent, as it stands on the page and is kept with the answer.

        `zelf`: in the words of a resident who reads it with nobody beside them.
        """
        return self.keten.toestemming(soort).zin(self.ontvangers(soort), zelf=zelf)

    def formulering_versie(self, soort: str, *, zelf: bool = False) -> str:
        """Return which wording that was: keten and its version, consent, version of the text."""
        versie = f"{self.keten.pin}/{soort}/{self.keten.toestemming(soort).tekst_versie}"
        return f"{versie}/zelf" if zelf else versie

    def verwijzers(self) -> list[Organisatie]:
        """Return the organisaties for which this hat may type: partners of the keten that may refer too."""
        if not self.voor_anderen:
            return []
        vraag = (
            select(Organisatie)
            .join(Ketenpartner, Ketenpartner.organisatie_id == Organisatie.id)
            .where(Ketenpartner.keten_code == self.keten.code)
            .where(Organisatie.soort.in_(self.keten.verwijzen.organisatiesoorten))
            .where(Organisatie.id != self.eigen.id)
            .order_by(Organisatie.naam)
        )
        return [organisatie for organisatie in db.session.scalars(vraag) if organisatie.draagt_betrokkenheid]

    def verwijzer(self, organisatie_id: UUID | None) -> Organisatie:
        """Return the organisatie that refers, the hat's own when none is named. Raises `Domeinfout`."""
        if organisatie_id in (None, self.eigen.id):
            return self.eigen
        for organisatie in self.verwijzers():
            if organisatie.id == organisatie_id:
                return organisatie
        raise Domeinfout("Kies een organisatie die in deze gemeente mag verwijzen.", veld="organisatie_id")


# Built once: building a question costs more than asking it. The hat's own organisatie comes along: a sending needs it.
_LOOPT = (
    select(Keteninstelling, Organisatie)
    .join(Organisatie, Organisatie.id == bindparam("eigen"))
    .where(
        Keteninstelling.actief_vanaf <= bindparam("dag"),
        or_(Keteninstelling.actief_tot.is_(None), Keteninstelling.actief_tot >= bindparam("dag")),
    )
)


def wegen(wie: Wie) -> list[Weg]:
    """Return where this hat may refer to today: its ketens, its kind of organisatie, and what this gemeente runs."""
    soort = str(wie.organisatie.soort) if wie.organisatie else ""
    ketens = [
        keten
        for keten in catalogus().ketens
        if keten.code in wie.ketens and soort in keten.verwijzen.organisatiesoorten
    ]
    rijen = db.session.execute(_LOOPT, {"dag": vandaag(), "eigen": wie.organisatie_id})
    loopt = {instelling.keten_code: (instelling, eigen) for instelling, eigen in rijen}
    return [Weg(keten, *loopt[keten.code], wie) for keten in ketens if keten.code in loopt]


def weg(wie: Wie, keten_code: str) -> Weg:
    """Return the road into one keten. Raises `Domeinfout` when this hat may not refer there."""
    for gevonden in wegen(wie):
        if gevonden.keten.code == keten_code:
            return gevonden
    raise Domeinfout("U kunt niet verwijzen naar deze keten.")


def openbare_weg(keten_code: str) -> Weg | None:
    """Return the road for who has no account, or None where this gemeente does not run the keten today."""
    dag = vandaag()
    vraag = select(Keteninstelling).where(
        Keteninstelling.keten_code == keten_code,
        Keteninstelling.actief_vanaf <= dag,
        or_(Keteninstelling.actief_tot.is_(None), Keteninstelling.actief_tot >= dag),
    )
    instelling = db.session.scalars(vraag).one_or_none()
    return Weg(catalogus().keten(keten_code), instelling, instelling.organisatie, None) if instelling else None
