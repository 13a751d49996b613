"""Who may what in this gemeente, in plain words: what is judged, signed, and goes out as a file."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Lidmaatschap, Sessie
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.rechten import Rol
from ketens.rechtencontrole.models import Controlesoort
from ketens.tweefactor.models import Codeapp, Toegangssleutel

# What a hat opens, for who has never seen this app from that side.
WOORDEN = {
    Rol.VERWIJZER: "Verwijst inwoners en volgt wat er met die verwijzingen gebeurt.",
    Rol.BEOORDELAAR: "Ziet en beantwoordt verzoeken om een valrisicobeoordeling.",
    Rol.WELZIJNSCOACH: "Ziet en begeleidt de inwoners van de eigen keten.",
    Rol.COORDINATOR: "Ziet en begeleidt alle inwoners van de eigen ketens, plaatst hen en kan noodtoegang nemen.",
    Rol.TRAINER: "Ziet wie er in de eigen groepen zit, en houdt aanwezigheid en metingen bij.",
    Rol.TELLER: "Voert aantallen in. Ziet geen inwoners.",
    Rol.PROJECTLEIDER: "Ziet aantallen en geld, stelt cijfers vast en maakt ze openbaar. Ziet geen inwoners.",
    Rol.BEHEERDER: "Geeft en beëindigt accounts en rollen, en stelt in. Ziet geen inwoners.",
    Rol.FG: "Leest het logboek: wie welke inwoner zag.",
}
REGIO = "Mag deze gemeente naast andere zien, op de regiopagina."
VERZOEKEN = "Behandelt verzoeken van inwoners en ziet daarvoor alles van die inwoner, in alle ketens."


@dataclass(frozen=True, slots=True)
class Regel:
    """One hat, and who wears it."""

    lidmaatschap_id: UUID
    account_id: UUID
    naam: str
    email: str
    functie: str
    rol: Rol
    organisatie: str
    ketens: tuple[str, ...]
    team: str
    regio: bool
    verzoeken: bool
    vanaf: date
    tot: date | None
    gezien: date | None
    tweede_stap: bool
    geblokkeerd: bool

    @property
    def is_bijzonder(self) -> bool:
        """Whether it opens more than a work of one's own: looked at each quarter."""
        return self.rol in (Rol.BEHEERDER, Rol.FG) or self.regio or self.verzoeken

    @property
    def mag(self) -> str:
        """What it opens, in plain words."""
        extra = [zin for zin, heeft in ((REGIO, self.regio), (VERZOEKEN, self.verzoeken)) if heeft]
        return " ".join([WOORDEN[self.rol], *extra])

    @property
    def afdruk(self) -> str:
        """The fingerprint of what there is to judge: a hat that changes afterwards is to be judged again."""
        wat = [self.rol, self.organisatie, sorted(self.ketens), self.team, self.regio, self.verzoeken, str(self.tot)]
        return hashlib.sha256(json.dumps(wat).encode()).hexdigest()


def regels(soort: Controlesoort = Controlesoort.ALLE) -> list[Regel]:
    """Return every hat of this gemeente that opens something, today or from a later day: by name, in four questions."""
    hier = (
        select(Lidmaatschap)
        .join(Account, Account.id == Lidmaatschap.account_id)
        .where(
            Lidmaatschap.gemeente_id == huidige_gemeente(),
            or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= vandaag()),
        )
        .options(joinedload(Lidmaatschap.account))
        .order_by(func.lower(Account.naam), Account.id, Lidmaatschap.rol, Lidmaatschap.id)
    )
    petten = list(db.session.scalars(hier))
    van = {pet.account_id for pet in petten}
    gezien = dict(
        db.session.execute(
            select(Sessie.account_id, func.max(Sessie.gezien_op))
            .where(Sessie.account_id.in_(van))
            .group_by(Sessie.account_id)
        ).all()
    )
    met_stap = {
        id_
        for model in (Codeapp, Toegangssleutel)
        for id_ in db.session.scalars(select(model.account_id).where(model.account_id.in_(van)))
    }
    namen = {keten.code: keten.naam for keten in catalogus().ketens}
    alle = [_regel(pet, gezien, pet.account_id in met_stap, namen) for pet in petten]
    return [regel for regel in alle if soort is Controlesoort.ALLE or regel.is_bijzonder]


def is_hier(lidmaatschap_id: UUID) -> bool:
    """Tell whether this is a hat of this gemeente; the fg, who may judge it, sees no other page of it."""
    hier = Lidmaatschap.gemeente_id == huidige_gemeente()
    return db.session.scalar(select(Lidmaatschap.id).where(Lidmaatschap.id == lidmaatschap_id, hier)) is not None


def ander_kijkt_na(account_id: UUID) -> bool:
    """Tell whether somebody else here can judge what this account may do: another beheerder, or the fg."""
    dag = vandaag()
    vraag = (
        select(Lidmaatschap.id)
        .join(Account, Account.id == Lidmaatschap.account_id)
        .where(
            Lidmaatschap.gemeente_id == huidige_gemeente(),
            Lidmaatschap.rol.in_((Rol.BEHEERDER, Rol.FG)),
            Lidmaatschap.account_id != account_id,
            Lidmaatschap.vanaf <= dag,
            or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= dag),
            Account.geblokkeerd_op.is_(None),
        )
    )
    return db.session.scalar(vraag.limit(1)) is not None


def _regel(pet: Lidmaatschap, gezien: dict[Any, Any], tweede_stap: bool, namen: dict[Any, str]) -> Regel:
    laatst = gezien.get(pet.account_id)
    return Regel(
        lidmaatschap_id=pet.id,
        account_id=pet.account_id,
        naam=pet.account.naam,
        email=pet.account.email,
        functie=pet.account.functie,
        rol=Rol(pet.rol),
        organisatie=pet.organisatie.naam,
        ketens=tuple(namen.get(code, code) for code in pet.ketens),
        team=pet.team or "",
        regio=pet.regio,
        verzoeken=pet.verzoeken,
        vanaf=pet.vanaf,
        tot=pet.tot,
        gezien=laatst.astimezone(AMSTERDAM).date() if laatst else None,
        tweede_stap=tweede_stap,
        geblokkeerd=pet.account.geblokkeerd_op is not None,
    )


def als_lijst(alle: Iterable[Regel], oordelen: dict[UUID, list[str]]) -> list[list[str]]:
    """Return the list as it is kept: one row a hat, all of it words, and what was said of it."""
    return [[*_cellen(regel), *oordelen.get(regel.lidmaatschap_id, ["", "", ""])] for regel in alle]


KOPPEN = (
    "Naam", "E-mailadres", "Functie", "Rol", "Namens", "Mag", "Ketens", "Team", "Sinds", "Tot en met", "Laatst gezien",
    "Tweede stap", "Toegang",
)  # fmt: skip
OORDEELKOPPEN = ("Oordeel", "Op", "Door")


def _cellen(regel: Regel) -> list[str]:
    dagen = [f"{dag:%d-%m-%Y}" if dag else "" for dag in (regel.vanaf, regel.tot)]
    gezien = f"{regel.gezien:%d-%m-%Y}" if regel.gezien else "niet in 30 dagen"
    return [
        regel.naam, regel.email, regel.functie, regel.rol.naam, regel.organisatie, regel.mag, ", ".join(regel.ketens),
        regel.team, *dagen, gezien, "ja" if regel.tweede_stap else "nee",
        "geblokkeerd" if regel.geblokkeerd else "open",
    ]  # fmt: skip


def vingerafdruk(lijst: list[list[str]], kop: list[str]) -> str:
    """Return the fingerprint of a list and of who signed it when: another word is another fingerprint."""
    return hashlib.sha256(json.dumps([kop, lijst], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
