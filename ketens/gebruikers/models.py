"""Who works here: none of these tables belongs to one gemeente, so the sluice leaves them alone."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import ORGANISATIESOORTEN
from ketens.kern.db import Model
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.rechten import KRIJGT_VERZOEKEN, Rol


class OrganisatieSoort(StrEnum):
    """Kinds of organisatie; who may refer into a keten is said in these words (domein 0)."""

    HUISARTSENPRAKTIJK = "huisartsenpraktijk"
    FYSIOTHERAPIE = "fysiotherapie"
    OEFENTHERAPIE = "oefentherapie"
    ERGOTHERAPIE = "ergotherapie"
    APOTHEEK = "apotheek"
    WIJKVERPLEGING = "wijkverpleging"
    VERLOSKUNDE = "verloskunde"
    KRAAMZORG = "kraamzorg"
    JEUGDGEZONDHEIDSZORG = "jeugdgezondheidszorg"
    ZIEKENHUIS = "ziekenhuis"
    SPORT = "sport"
    WELZIJN = "welzijn"
    GEMEENTE = "gemeente"
    # A cooperation of employers, such as the Sociaal Hus.
    SOCIAAL_HUS = "sociaal_hus"

    @property
    def naam(self) -> str:
        """The word on the screen."""
        return ORGANISATIESOORTEN[self]


class Zicht(StrEnum):
    """Which verwijzingen of their organisatie a verwijzer sees (besluit 0017)."""

    ALLES = "alles"
    TEAM = "team"
    EIGEN = "eigen"

    @property
    def naam(self) -> str:
        """The words on the screen."""
        return ZICHTNAMEN[self]


ZICHTNAMEN = {
    Zicht.ALLES: "Alle verwijzingen van deze organisatie",
    Zicht.TEAM: "De verwijzingen van hun eigen team",
    Zicht.EIGEN: "Alleen de verwijzingen die zij zelf verstuurden",
}


# A practice works as one; who visits people at home knows their own (the gemeente can set it otherwise).
ZICHT_BIJ_SOORT = {
    OrganisatieSoort.WIJKVERPLEGING: Zicht.EIGEN,
    OrganisatieSoort.WELZIJN: Zicht.EIGEN,
}


class Gemeente(Model):
    """A gemeente that works with the app: the tenant."""

    slug: Mapped[str] = mapped_column(String(40), unique=True)
    naam: Mapped[str] = mapped_column(String(80))
    cbs_code: Mapped[str] = mapped_column(String(4))
    telefoon: Mapped[str] = mapped_column(String(20), default="")
    # Off unless the gemeente has a legal ground for it (domein 6.2).
    bsn_aan: Mapped[bool] = mapped_column(default=False)
    # Where a resident reaches the functionaris gegevensbescherming: e-mail or phone, as it stands on the privacy page.
    fg_contact: Mapped[str] = mapped_column(String(200), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)


class Organisatie(Model):
    """A practice, a welfare organisation, a gemeente as employer. AGB is 8 digits as text, where they have one."""

    naam: Mapped[str] = mapped_column(String(100))
    soort: Mapped[OrganisatieSoort]
    agb: Mapped[str | None] = mapped_column(String(8))
    telefoon: Mapped[str] = mapped_column(String(20), default="")
    plaats: Mapped[str] = mapped_column(String(60), default="")
    zicht: Mapped[Zicht] = mapped_column(default=Zicht.ALLES)
    # The gemeente where its address is; it may serve more of them.
    gemeente_id: Mapped[UUID] = mapped_column(ForeignKey("gemeente.id"), index=True)

    def __init__(self, **velden: Any) -> None:
        soort = velden.get("soort")
        velden.setdefault("zicht", ZICHT_BIJ_SOORT.get(soort, Zicht.ALLES) if soort else Zicht.ALLES)
        Model.__init__(self, **velden)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder manages what has its address in their gemeente."""
        return cls.gemeente_id == wie.pet.gemeente_id if wie.rol == Rol.BEHEERDER else false()

    @property
    def draagt_betrokkenheid(self) -> bool:
        """A cooperation has no employees of its own, so it never holds involvement."""
        return self.soort != OrganisatieSoort.SOCIAAL_HUS


class Account(Model):
    """A person with a password, in the service of one employer."""

    email: Mapped[str] = mapped_column(String(254), unique=True)
    naam: Mapped[str] = mapped_column(String(100))
    functie: Mapped[str] = mapped_column(String(60), default="")
    wachtwoord: Mapped[str] = mapped_column(String(120))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True)
    # At home, and only if they gave it: the log can tell the fg when someone opens a resident of their own street.
    postcode = Verzegeld[str]()
    geblokkeerd_op: Mapped[datetime | None]
    # The first day on which they no longer work here: from then on the account opens nothing.
    uit_dienst_per: Mapped[date | None]
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)

    organisatie: Mapped[Organisatie] = relationship(lazy="joined", innerjoin=True)
    # All its hats, also those in other gemeenten.
    lidmaatschappen: Mapped[list["Lidmaatschap"]] = relationship(back_populates="account", order_by="Lidmaatschap.id")

    @property
    def betrokkene(self) -> None:
        """An account is no resident: opening its cell leaves no row."""

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder manages who is employed in their gemeente, or has a hat there."""
        if wie.rol != Rol.BEHEERDER:
            return false()
        hier = wie.pet.gemeente_id
        met_pet = select(Lidmaatschap.account_id).where(Lidmaatschap.gemeente_id == hier)
        in_dienst = select(Organisatie.id).where(Organisatie.gemeente_id == hier)
        return cls.id.in_(met_pet) | cls.organisatie_id.in_(in_dienst)


class Lidmaatschap(Model):
    """A hat: account x organisatie x gemeente x rol x ketens, within a period."""

    __table_args__ = (UniqueConstraint("account_id", "organisatie_id", "gemeente_id", "rol"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True)
    gemeente_id: Mapped[UUID] = mapped_column(ForeignKey("gemeente.id"), index=True)
    rol: Mapped[Rol]
    ketens: Mapped[list[str]]
    # Within an organisatie that sees its verwijzingen per team.
    team: Mapped[str | None] = mapped_column(String(40))
    # May lay this gemeente beside others: signed-off counts only.
    regio: Mapped[bool] = mapped_column(default=False)
    # Handles what residents ask under the privacy law, in all ketens of this gemeente.
    verzoeken: Mapped[bool] = mapped_column(default=False)
    # The aanmelddienst whose group gave it, and takes it away; no foreign key: that table stands a floor higher.
    aanmelddienst_id: Mapped[UUID | None]
    vanaf: Mapped[date]
    tot: Mapped[date | None]

    account: Mapped[Account] = relationship(back_populates="lidmaatschappen")
    organisatie: Mapped[Organisatie] = relationship(lazy="joined", innerjoin=True)
    gemeente: Mapped[Gemeente] = relationship(lazy="joined", innerjoin=True)

    def __init__(self, **velden: object) -> None:
        organisatie = velden.get("organisatie")
        if isinstance(organisatie, Organisatie) and not organisatie.draagt_betrokkenheid:
            raise Domeinfout("Een samenwerking heeft geen eigen medewerkers. Kies de werkgever.", veld="organisatie")
        Model.__init__(self, **velden)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder manages the hats of their own gemeente."""
        return cls.gemeente_id == wie.pet.gemeente_id if wie.rol == Rol.BEHEERDER else false()

    @property
    def mag_verzoeken(self) -> bool:
        """Whether this hat may be given the handling of requests: of the gemeente itself, in a role that fits."""
        return self.rol in KRIJGT_VERZOEKEN and self.organisatie.soort is OrganisatieSoort.GEMEENTE

    @property
    def is_geldig(self) -> bool:
        """Whether it holds today."""
        return self.vanaf <= vandaag() and (self.tot is None or self.tot >= vandaag())


class Sessie(Model):
    """A signed-in browser. The cookie holds a token, this row its hash."""

    __table_args__ = (Index("ix_sessie_account_id", "account_id", "beeindigd_op"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    # The hat that was chosen last.
    lidmaatschap_id: Mapped[UUID | None] = mapped_column(ForeignKey("lidmaatschap.id"))
    begonnen_op: Mapped[datetime]
    gezien_op: Mapped[datetime]
    beeindigd_op: Mapped[datetime | None]
    adres: Mapped[str] = mapped_column(String(45), default="")
    # A session for one thing only: `aanwezigheid`, a trainer's phone, that lasts until and including `tot`; `code`,
    # between a right password and the second step.
    doel: Mapped[str | None] = mapped_column(String(20))
    tot: Mapped[date | None]
    # With what this person came in, and when they last showed that it is them (besluit 0043).
    middel: Mapped[str | None] = mapped_column(String(20))
    bevestigd_op: Mapped[datetime | None]


class Aanmeldpoging(Model):
    """A try to sign in; the address is kept to bound guessing, the e-mail only as a keyed hash."""

    __table_args__ = (
        Index("ix_aanmeldpoging_wie_op", "wie_hash", "op"),
        Index("ix_aanmeldpoging_adres_op", "adres", "op"),
    )

    wie_hash: Mapped[bytes] = mapped_column(LargeBinary)
    adres: Mapped[str] = mapped_column(String(45))
    op: Mapped[datetime]
    gelukt: Mapped[bool]
    # The browser, when this account came in with it before: its tries are counted apart (besluit 0044).
    apparaat: Mapped[bytes | None]


class Beurten(Model):
    """How often something was asked in a window of time, per account or address: the bound on searching and exporting.

    `wie_hash` is keyed: the table names nobody and no address.
    """

    __table_args__ = (UniqueConstraint("soort", "wie_hash", "venster"),)

    soort: Mapped[str] = mapped_column(String(40))
    wie_hash: Mapped[bytes] = mapped_column(LargeBinary)
    # The begin of the window.
    venster: Mapped[datetime]
    aantal: Mapped[int]
