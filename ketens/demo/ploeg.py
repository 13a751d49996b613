"""The people who act in the demo: laid down as rows (no handeling makes a gemeente), then handed to the stories."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from ketens.catalogus import catalogus
from ketens.demo.organisaties import ACCOUNTS, GEMEENTEN, KETENS, ORGANISATIES, Accountplan, Ketenplan
from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap, Organisatie
from ketens.gebruikers.wachtwoorden import versleutel
from ketens.gebruikers.wie import Wie, petten_van
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner

WACHTWOORD = "Demo-ketens-2026"  # printed by `make run`: the demo has no secrets
BEGIN = date(2023, 1, 1)
# The first groups were planned before the keten began.
IN_DIENST = date(2022, 12, 1)

# Who sends how many of a hundred verwijzingen. The coördinator types for people who call, and for the Sociaal Hus.
VERWIJZERS = {
    "borne": {
        "huisarts": 22,
        "poh": 10,
        "huisarts.fleminghof": 14,
        "huisarts.poort": 12,
        "fysio": 14,
        "apotheek": 6,
        "wijkverpleging": 4,
        "wijkverpleging.noord": 1,
        "wijkverpleging.zuid": 3,
        "beweegcoach": 6,
        "welzijn": 3,
        "coordinator": 5,
    },
    "tubbergen": {"huisarts.tubbergen": 80, "coordinator.tubbergen": 20},
}
BEOORDELAARS: dict[str, dict[str, str | None]] = {
    "borne": {
        "dijkhuis": "beoordelaar",
        "fleminghof": "poh.fleminghof",
        "poort": "huisarts.poort",
        "fysio": "fysio",
        "esrand": None,
    },
    "tubbergen": {"huisarts_tubbergen": "huisarts.tubbergen"},
}


@dataclass(slots=True)
class Ploeg:
    """Who acts in one gemeente, each with the hat they wear for it."""

    slug: str
    gemeente_id: UUID
    organisatie_ids: dict[str, UUID]
    account_ids: dict[str, UUID]
    # The ids of what is on the sociale kaart, by what it answers.
    kaart: dict[str, list[UUID]] = field(default_factory=dict)
    _wie: dict[tuple[str, Rol], Wie] = field(default_factory=dict)

    def wie(self, naam: str, rol: Rol) -> Wie:
        """Return someone with the hat of `rol` on."""
        if (naam, rol) not in self._wie:
            petten = petten_van(self.account_ids[naam])
            pet = next(pet for pet in petten if pet.rol == rol and pet.gemeente_id == self.gemeente_id)
            plan = ACCOUNTS[naam]
            self._wie[naam, rol] = Wie(self.account_ids[naam], plan.naam, plan.functie, UUID(int=0), "", pet, petten)
        return self._wie[naam, rol]

    @property
    def regie_id(self) -> UUID:
        """Return the organisatie that coordinates."""
        return self.organisatie_ids["gemeente" if self.slug == "borne" else f"gemeente_{self.slug}"]

    @property
    def regie(self) -> Wie:
        """Who coordinates."""
        return self.wie("coordinator" if self.slug == "borne" else "coordinator.tubbergen", Rol.COORDINATOR)

    @property
    def collega(self) -> Wie:
        """The second coördinator, where there is one."""
        return self.wie("coordinator2", Rol.COORDINATOR) if self.slug == "borne" else self.regie

    def verwijzer(self, kans: Random) -> Wie:
        """Return who refers this time."""
        gewichten = VERWIJZERS[self.slug]
        naam = kans.choices(list(gewichten), list(gewichten.values()))[0]
        return self.wie(naam, Rol.COORDINATOR if naam.startswith("coordinator") else Rol.VERWIJZER)

    def praktijk(self, kans: Random) -> tuple[UUID, Wie | None]:
        """Return a practice that does beoordelingen and who does them there (None: by letter)."""
        sleutel, naam = kans.choice(list(BEOORDELAARS[self.slug].items()))
        return self.praktijk_van(sleutel, naam)

    def praktijk_van(self, sleutel: str, naam: str | None) -> tuple[UUID, Wie | None]:
        """Return this practice and this beoordelaar."""
        return self.organisatie_ids[sleutel], self.wie(naam, Rol.BEOORDELAAR) if naam else None


def maak_ploegen() -> dict[str, Ploeg]:
    """Lay down gemeenten, organisaties and accounts, and commit; return who acts in each gemeente."""
    gemeente_ids = _gemeenten()
    organisatie_ids = _organisaties(gemeente_ids)
    account_ids = _accounts(gemeente_ids, organisatie_ids)
    for slug, gemeente_id in gemeente_ids.items():
        with in_gemeente(gemeente_id):
            for keten in KETENS[slug]:
                _keten(slug, keten, organisatie_ids)
            db.session.commit()
    return {slug: Ploeg(slug, id_, organisatie_ids, account_ids) for slug, id_ in gemeente_ids.items()}


def _gemeenten() -> dict[str, UUID]:
    ids = {}
    for slug, (naam, cbs, telefoon) in GEMEENTEN.items():
        gemeente = Gemeente(
            slug=slug, naam=naam, cbs_code=cbs, telefoon=telefoon, fg_contact=f"fg@{slug}.example", is_demo=True
        )
        db.session.add(gemeente)
        ids[slug] = gemeente.id
    db.session.flush()
    return ids


def _organisaties(gemeente_ids: dict[str, UUID]) -> dict[str, UUID]:
    ids = {}
    for sleutel, plan in ORGANISATIES.items():
        organisatie = Organisatie(
            naam=plan.naam,
            soort=plan.soort,
            agb=plan.agb,
            telefoon=plan.telefoon,
            plaats=plan.plaats,
            gemeente_id=gemeente_ids[plan.gemeente],
            **({"zicht": plan.zicht} if plan.zicht else {}),
        )
        db.session.add(organisatie)
        ids[sleutel] = organisatie.id
    db.session.flush()
    return ids


def _accounts(gemeente_ids: dict[str, UUID], organisatie_ids: dict[str, UUID]) -> dict[str, UUID]:
    wachtwoord = versleutel(WACHTWOORD)
    ids = {}
    for naam, plan in ACCOUNTS.items():
        account = Account(
            email=f"{naam}@demo.example",
            naam=plan.naam,
            functie=plan.functie,
            wachtwoord=wachtwoord,
            organisatie_id=organisatie_ids[plan.werkgever],
        )
        db.session.add(account)
        db.session.flush()
        _petten(account, plan, gemeente_ids, organisatie_ids)
        ids[naam] = account.id
    db.session.commit()
    return ids


def _petten(
    account: Account, plan: Accountplan, gemeente_ids: dict[str, UUID], organisatie_ids: dict[str, UUID]
) -> None:
    for pet in plan.petten:
        lidmaatschap = Lidmaatschap(
            account_id=account.id,
            organisatie_id=organisatie_ids[pet.organisatie],
            gemeente_id=gemeente_ids[ORGANISATIES[pet.organisatie].gemeente],
            rol=pet.rol,
            ketens=[pet.keten, *pet.ook],
            team=pet.team,
            regio=pet.regio,
            verzoeken=pet.verzoeken,
            vanaf=IN_DIENST,
        )
        db.session.add(lidmaatschap)


def _keten(slug: str, keten: Ketenplan, organisatie_ids: dict[str, UUID]) -> None:
    instelling = Keteninstelling(
        keten_code=keten.keten,
        organisatie_id=organisatie_ids[keten.regie],
        actief_vanaf=BEGIN,
        telefoon=ORGANISATIES[keten.regie].telefoon,
        termijnen={},
    )
    db.session.add(instelling)
    regels = catalogus().keten(keten.keten)
    vraagt_beoordeling = any(stap.soort == "beoordeling" for stap in regels.stappen)
    for sleutel, plan in ORGANISATIES.items():
        if plan.gemeente == slug and str(plan.soort) in regels.verwijzen.organisatiesoorten:
            partner = Ketenpartner(
                keten_code=keten.keten,
                organisatie_id=organisatie_ids[sleutel],
                beoordeelt=plan.beoordeelt and vraagt_beoordeling,
                terugkoppelwijze=keten.wijzen.get(sleutel, "per_stap"),
            )
            db.session.add(partner)
