"""What the page of a resident shows, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie
from ketens.gebruikers.wie import Wie
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.gevers import Gever
from ketens.inwoners.keuzes import GEVERS, GRONDEN, MAG
from ketens.inwoners.levensloop import Overlijden, Verhuizing, overlijden_van, verhuizing_van
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.inwoners.noodtoegang import noodtoegang_hier
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum, tijdstip
from ketens.kern.versleuteling import is_dicht
from ketens.rechten import Recht


@dataclass(frozen=True)
class Dossier:
    """A resident with who stands near them and what they agreed to, in the ketens of who looks."""

    inwoner: Inwoner
    contactpersonen: list[Contactpersoon]
    toestemmingen: list[Toestemming]
    # Who decided for them, also when they were taken off the list since.
    beslissers: dict[UUID, Contactpersoon]
    # Names of the accounts and organisaties that the rows above point to.
    namen: dict[UUID, str]
    # Whether the burgerservicenummer is shown to who looks.
    met_bsn: bool
    overlijden: Overlijden | None
    verhuizing: Verhuizing | None

    @property
    def onder(self) -> str:
        """One line below the name: age and date of birth."""
        if self.inwoner.geboortedatum is None:
            return "Geboortedatum niet bekend"
        return f"{self.inwoner.leeftijd(vandaag())} jaar, geboren op {datum(self.inwoner.geboortedatum)}"

    @property
    def eerst_bellen(self) -> list[Contactpersoon]:
        """Whom to call before the resident."""
        return [naaste for naaste in self.contactpersonen if naaste.eerst_bellen]

    def gaf(self, toestemming: Toestemming) -> str:
        """Return in words who gave a consent: "de vertegenwoordiger, Dora Jansen (Mentor, benoemd door de rechter)"."""
        gever = GEVERS.get(Gever(toestemming.gever), toestemming.gever)
        ander = self.beslissers.get(toestemming.vertegenwoordiger_id) if toestemming.vertegenwoordiger_id else None
        if ander is None:
            return gever
        grond = GRONDEN.get(ander.vertegenwoordiger_grond or "", "")
        return f"{gever}, {ander.naam or 'niet meer bij de contactpersonen'}" + (f" ({grond})" if grond else "")

    def mag(self, naaste: Contactpersoon) -> list[str]:
        """Return in words what a contactpersoon may do and hear."""
        woorden = [tekst for veld, tekst in MAG.items() if getattr(naaste, veld)]
        if naaste.vertegenwoordiger_grond:
            grond = GRONDEN.get(naaste.vertegenwoordiger_grond, naaste.vertegenwoordiger_grond)
            woorden.append(f"Beslist voor de inwoner: {grond}")
        return woorden


def dossier(inwoner: Inwoner, wie: Wie) -> Dossier:
    """Return what `wie` may see of a resident. The BSN only where the gemeente keeps it and the hat may see it.

    Through emergency access that is one keten, and never the BSN.
    """
    nood = noodtoegang_hier()
    ketens = (nood.keten_code,) if nood else wie.ketens
    allen = db.session.scalars(
        select(Contactpersoon)
        .where(Contactpersoon.inwoner_id == inwoner.id)
        .order_by(Contactpersoon.eerst_bellen.desc(), Contactpersoon.id)
    ).all()
    contactpersonen = [naaste for naaste in allen if naaste.verwijderd_op is None]
    toestemmingen = db.session.scalars(
        select(Toestemming)
        .where(Toestemming.inwoner_id == inwoner.id, Toestemming.keten_code.in_(ketens))
        .order_by(Toestemming.id.desc())
    ).all()
    return Dossier(
        inwoner,
        contactpersonen,
        list(toestemmingen),
        {naaste.id: naaste for naaste in allen},
        _namen([*contactpersonen, *toestemmingen]),
        toont_bsn(wie) and nood is None,
        overlijden_van(inwoner.id),
        verhuizing_van(inwoner.id),
    )


def toont_bsn(wie: Wie) -> bool:
    """Tell whether the burgerservicenummer may be shown to this hat, in this gemeente (domein 6.2)."""
    return wie.pet is not None and wie.pet.gemeente.bsn_aan and wie.mag(Recht.BSN_INZIEN)


def _namen(rijen: list[Contactpersoon | Toestemming]) -> dict[UUID, str]:
    velden = ("door_id", "ingetrokken_door_id", "toestemming_door_id", "organisatie_id")
    ids = {getattr(rij, veld, None) for rij in rijen for veld in velden}
    accounts = select(Account.id, Account.naam).where(Account.id.in_(ids))
    organisaties = select(Organisatie.id, Organisatie.naam).where(Organisatie.id.in_(ids))
    return {rij.id: rij.naam for rij in db.session.execute(accounts.union_all(organisaties))}


def ketennaam(code: str) -> str:
    """Return the name of a keten, in its newest version."""
    return catalogus().keten(code).naam


def laatste_wijziging(account_id: UUID | None, op: datetime | None, wie: Wie) -> str:
    """Return who changed something last, and when: "Carel Coordinator (22-11-2026 09:30)".

    Someone who works in other ketens only is not named: that would hint at a keten that `wie` does not know of.
    """
    vraag = select(Account.naam, Lidmaatschap.ketens).join(Lidmaatschap, Lidmaatschap.account_id == Account.id)
    petten = db.session.execute(vraag.where(Account.id == account_id)).all()
    naam = next((naam for naam, ketens in petten if set(ketens) & set(wie.ketens)), "Iemand anders")
    return f"{naam} ({tijdstip(op)})"


def ziet_allen(wie: Wie, inwoners: Sequence[UUID]) -> bool:
    """Tell whether this person may see every one of these residents, and none of them is restricted."""
    gevraagd = set(inwoners)
    if any(is_dicht(inwoner_id) for inwoner_id in gevraagd):
        return False
    vraag = select(func.count(Inwoner.id)).where(Inwoner.id.in_(gevraagd), Inwoner.zichtbaar_voor(wie))
    return db.session.scalar(vraag) == len(gevraagd)


def opgegaan_in(wie: Wie, *inwoner_ids: UUID) -> UUID | None:
    """Return the resident that one of these records turned out to be, if `wie` sees them; else None."""
    wortel = select(Inwoner.zelfde_als_id).where(Inwoner.id.in_(inwoner_ids), Inwoner.zelfde_als_id.is_not(None))
    vraag = select(Inwoner.id).where(Inwoner.id.in_(wortel), Inwoner.zichtbaar_voor(wie))
    return db.session.scalars(vraag.limit(1)).one_or_none()
