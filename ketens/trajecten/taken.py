"""Work to do is one table: the worklist is its open rows (besluit 0009)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, cast, exists, false, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.inwoners.models import Inwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.trajecten.instellingen import Keteninstelling, instelling
from ketens.trajecten.zicht import van_begeleiders

if TYPE_CHECKING:
    from ketens.trajecten.models import Traject

ZONDER_TERMIJN = date.max
# Of work about a resident in whatever keten: on the worklist of who handles requests (besluit 0049).
ALLE_KETENS = ""
WIL_STOPPEN = "wil_stoppen"
OVERLEDEN = "overleden"
TERUG_VAN_PAUZE = "terug_van_pauze"
AFWEZIG = "afwezig"
AFRONDEN = "groep_afronden"
# Work that is no step of a keten, as the screen says it.
WOORDEN = {
    "triage": "Nieuwe verwijzing: aannemen of weigeren",
    "terugbellen": "Terugbellen, zo is het afgesproken",
    "afspraak": "Volgende afspraak",
    "opvolgen": "Lang niet gesproken: vraag hoe het gaat",
    "aanvulling": "Aanvulling van de verwijzer lezen",
    "opnieuw_bellen": "Opnieuw bellen, zo is het afgesproken",
    WIL_STOPPEN: "Toestemming ingetrokken: wil de inwoner ook stoppen?",
    "intrekking": "De verwijzer trekt de verwijzing in",
    "herinnering_beoordeling": "De praktijk herinneren aan de beoordeling",
    "verzoek_afzeggen": "De praktijk laten weten dat het verzoek is ingetrokken",
    "aanbod_bekijken": "Er is plaats, maar past de groep? Kijk en beslis",
    "aanbod_nee": "Nee tegen een plaats in een groep: bespreek wat nu",
    "aanbod_verlopen": "Geen antwoord op een aangeboden plaats: vraag het na",
    "samen_los": "Wilde samen met iemand die niet meekomt: vraag of de inwoner alleen komt",
    "bellen": "Bellen: er is een bericht voor de inwoner",
    "niet_bereikt": "Op drie dagen niet bereikt: beslis",
    "plaats_kwijt": "De oude plaats in de groep is vergeven: zoek een nieuwe",
    OVERLEDEN: "Overleden: alles voor deze inwoner is gestopt",
    TERUG_VAN_PAUZE: "Terug van pauze: pak het traject weer op",
    "overdracht_bevestigen": "Is de overdracht aangekomen? Vraag het na",
    "overdracht_afzeggen": "De ontvanger laten weten dat de overdracht niet doorgaat",
    AFWEZIG: "Kwam vaker niet, zonder bericht: bel de inwoner",
    AFRONDEN: "De laatste bijeenkomst is geweest: rond de groep af",
    "nameting": "Eindmeting ontbreekt: vul in, of vraag het de trainer",
    "verzoek": "Verzoek van een inwoner: beslis voor de wettelijke termijn",
    "beperking": "Beperking: bekijk of die kan eindigen",
    "toeleiding": "Vragen of de inwoner is gebleven bij het aanbod",
}
OPEN = text("afgehandeld_op IS NULL")


class Taak(Model, VanGemeente):
    """Something that someone of an organisatie must do before a date, and the page where it is done."""

    __table_args__ = (
        Index(
            "ix_taak_open",
            "gemeente_id",
            "organisatie_id",
            "keten_code",
            "termijn_op",
            "id",
            "account_id",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_taak_open_account", "account_id", "termijn_op", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    soort: Mapped[str] = mapped_column(String(40))
    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    inwoner_id: Mapped[UUID | None] = mapped_column(ForeignKey("inwoner.id"), index=True)
    traject_id: Mapped[UUID | None] = mapped_column(ForeignKey("traject.id"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # ZONDER_TERMIJN when there is no deadline, so that one index gives the order.
    termijn_op: Mapped[date]
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    afgehandeld_op: Mapped[datetime | None]
    # Of the traject or verwijzing that it is about, so that the worklist needs to look nowhere else.
    kenmerk: Mapped[str | None] = mapped_column(String(12))
    # The page that opens: an endpoint and the id in its URL.
    endpoint: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[UUID]

    # Work of our own about a resident: also of one whose record is restricted.
    is_eigen_werk = True

    inwoner: Mapped[Inwoner | None] = relationship()
    traject: Mapped[Traject | None] = relationship()
    account: Mapped[Account | None] = relationship()

    @property
    def betrokkene(self) -> UUID | None:
        """Whose data this is, for the access log."""
        return self.inwoner_id

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates this keten in the organisatie that must do it."""
        return van_begeleiders(cls, wie)

    @classmethod
    def over(cls, traject: Traject, *, soort: str, termijn_op: date | None) -> Taak:
        """Return a task about a traject, for whoever treats it; `db.session.add` puts it on the worklist."""
        return cls(
            soort=soort,
            keten_code=traject.keten_code,
            organisatie_id=traject.organisatie_id,
            inwoner_id=traject.inwoner_id,
            traject_id=traject.id,
            traject=traject,
            account_id=traject.behandelaar_id,
            termijn_op=termijn_op or ZONDER_TERMIJN,
            kenmerk=traject.kenmerk,
            endpoint="trajecten.detail",
            object_id=traject.id,
        )

    def handel_af(self) -> None:
        """Take it from the worklist; a second time changes nothing."""
        self.afgehandeld_op = self.afgehandeld_op or nu()


class Waarneming(Model, VanGemeente):
    """A colleague takes over someone's caseload for a period (dates inclusive)."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    waarnemer_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    van: Mapped[date]
    tot: Mapped[date]
    beeindigd_op: Mapped[datetime | None]

    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    waarnemer: Mapped[Account] = relationship(foreign_keys=[waarnemer_id])

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who does the same work as the one who is away: same organisatie, same hat, a keten in common."""
        ketens = cast(Lidmaatschap.ketens, String)
        deelt = or_(false(), *(ketens.contains(f'"{code}"', autoescape=True) for code in wie.ketens))
        collega = exists().where(
            Lidmaatschap.account_id == cls.account_id,
            Lidmaatschap.organisatie_id == cls.organisatie_id,
            Lidmaatschap.rol == wie.rol,
            deelt,
        )
        return collega & (cls.organisatie_id == wie.organisatie_id)


def termijn(keten_code: str, stap: str, werkdagen: int | None, vanaf: date | None = None) -> date | None:
    """Return the deadline: the term of the gemeente if it set one, else that of the catalogue, in working days."""
    return termijn_bij(instelling(keten_code), stap, werkdagen, vanaf)


def termijn_bij(
    eigen: Keteninstelling | None, stap: str, werkdagen: int | None, vanaf: date | None = None
) -> date | None:
    """Return the deadline, as `termijn` does, for who knows already what the gemeente decided."""
    dagen = (eigen.termijnen.get(stap) if eigen else None) or werkdagen
    return werkdagen_erbij(vanaf or vandaag(), dagen) if dagen else None
