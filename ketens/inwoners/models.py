"""The resident and whose business they are."""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, false, true
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from ketens.gebruikers.models import Account, Organisatie
from ketens.inwoners.veilig import Bereikbaar, VeiligContact
from ketens.inwoners.woorden import Bereik, Geslacht, ToestemmingSoort
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import leeftijd_op, nu
from ketens.kern.versleuteling import Verzegeld, is_dicht
from ketens.kern.zicht import via
from ketens.rechten import Rol

if TYPE_CHECKING:
    from ketens.inwoners.contactpersonen import Contactpersoon


# Stands where the name of a resident would, when what is kept of them is restricted (besluit 0049).
BEPERKT = "Beperkt"


class Inwoner(Model, VanGemeente, Bereikbaar):
    """A resident. Who they are is sealed; what is counted (birth year, sex, PC4, wijk) is in the clear."""

    __table_args__ = (Index("ix_inwoner_gemeente_geboortejaar", "gemeente_id", "geboortejaar"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    voornaam = Verzegeld[str]()
    tussenvoegsel = Verzegeld[str]()
    achternaam = Verzegeld[str]()
    geboortedatum = Verzegeld[date](date.isoformat, date.fromisoformat)
    straat = Verzegeld[str]()
    huisnummer = Verzegeld[str]()
    postcode = Verzegeld[str]()
    plaats = Verzegeld[str]()
    telefoon = Verzegeld[str]()
    telefoon2 = Verzegeld[str]()
    email = Verzegeld[str]()
    bsn = Verzegeld[str]()
    # When to call, in the resident's own words.
    bereik_wanneer = Verzegeld[str]()
    # Goes before all of the above, wherever someone could call or write.
    veilig_contact = Verzegeld[VeiligContact](VeiligContact.naar_tekst, VeiligContact.uit_tekst)

    geboortejaar: Mapped[int | None]
    geslacht: Mapped[Geslacht] = mapped_column(default=Geslacht.ONBEKEND)
    pc4: Mapped[str | None] = mapped_column(String(4))
    wijk: Mapped[str | None] = mapped_column(String(40))
    bereik: Mapped[Bereik] = mapped_column(default=Bereik.BELLEN)
    taal: Mapped[str | None] = mapped_column(String(40))
    is_demo: Mapped[bool] = mapped_column(default=False)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_op: Mapped[datetime | None]
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The resident this one turned out to be, when a coördinator said so at acceptance.
    zelfde_als_id: Mapped[UUID | None] = mapped_column(ForeignKey("inwoner.id"), index=True)
    # Who this was, is gone; the row is only counted (besluit 0047).
    geanonimiseerd_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    contactpersonen: Mapped[list["Contactpersoon"]] = relationship(
        back_populates="inwoner", order_by="Contactpersoon.id"
    )
    toestemmingen: Mapped[list["Toestemming"]] = relationship(back_populates="inwoner", order_by="Toestemming.id")
    betrokkenheden: Mapped[list["Betrokkenheid"]] = relationship(back_populates="inwoner")

    @property
    def betrokkene(self) -> UUID:
        """Whose data this is, for the access log."""
        return self.id

    @property
    def naam(self) -> str:
        """First name and surname as people write them; of who is restricted, to who may not look, that word."""
        if is_dicht(self.id):
            return BEPERKT
        return " ".join(deel for deel in (self.voornaam, self.tussenvoegsel, self.achternaam) if deel)

    @property
    def adres(self) -> str:
        """The address on one line, as far as it is known."""
        postcode = f"{self.postcode[:4]} {self.postcode[4:]}" if self.postcode else None
        regels = ((self.straat, self.huisnummer), (postcode, self.plaats))
        return ", ".join(" ".join(deel for deel in regel if deel) for regel in regels if any(regel))

    def leeftijd(self, dag: date) -> int | None:
        """Return the age in completed years on `dag`."""
        return leeftijd_op(self.geboortedatum, dag) if self.geboortedatum else None

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen through involvement: of one's organisatie in one's ketens, or for a trainer of one's own account."""
        eigen = Betrokkenheid.eigen(wie)
        betrokken = exists().where(
            Betrokkenheid.inwoner_id == cls.id, Betrokkenheid.gemeente_id == cls.gemeente_id, eigen
        )
        return betrokken & cls.geanonimiseerd_op.is_(None)

    @classmethod
    def in_nood(cls) -> ColumnElement[bool]:
        """Return the condition that an emergency access is about this resident."""
        return Noodtoegang.inwoner_id == cls.id


class Betrokkenheid(Model, VanGemeente):
    """Why an organisatie (or one trainer) may see a resident, in which keten and since when."""

    __table_args__ = (
        Index("ix_betrokkenheid_organisatie", "inwoner_id", "organisatie_id", "keten_code"),
        Index("ix_betrokkenheid_account", "account_id", "inwoner_id"),
    )

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    inwoner_id: Mapped[UUID] = mapped_column(ForeignKey("inwoner.id"))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    # Set for a trainer: then it is theirs alone, not their organisatie's.
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    keten_code: Mapped[str] = mapped_column(String(40))
    grond: Mapped[str] = mapped_column(String(40))
    van: Mapped[date]
    tot: Mapped[date | None]

    inwoner: Mapped[Inwoner] = relationship(back_populates="betrokkenheden")

    @classmethod
    def eigen(cls, wie: Any) -> ColumnElement[bool]:
        """Return the condition that an involvement lets `wie` see the resident's page."""
        if wie.rol in (Rol.COORDINATOR, Rol.WELZIJNSCOACH):
            drager = (cls.organisatie_id == wie.organisatie_id) & cls.account_id.is_(None)
        elif wie.rol == Rol.TRAINER:
            drager = cls.account_id == wie.account_id
        else:
            return false()
        return drager & cls.keten_code.in_(wie.ketens) & cls.tot.is_(None)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the resident, within one's own ketens."""
        return via(cls.inwoner_id, Inwoner, wie) & cls.keten_code.in_(wie.ketens)


@cache
def _iemand() -> Any:
    return aliased(Inwoner, name="iemand")


def herkenbaar(kolom: Any) -> ColumnElement[bool]:
    """Return the condition that the resident whose id stands in `kolom` is somebody still, and not only counted."""
    return ~exists().where(_iemand().id == kolom, _iemand().geanonimiseerd_op.is_not(None))


class VanInwoner(VanGemeente):
    """A row that hangs on a resident and is seen with them."""

    inwoner_id: Mapped[UUID] = mapped_column(ForeignKey("inwoner.id"), index=True)

    @property
    def betrokkene(self) -> UUID:
        """Whose data this is, for the access log."""
        return self.inwoner_id

    @classmethod
    def zichtbaar_voor(cls: type[Self], wie: Any) -> ColumnElement[bool]:
        """Seen with the resident."""
        return via(cls.inwoner_id, Inwoner, wie)


class Noodtoegang(Model, VanInwoner):
    """Break-glass: a coördinator sees a resident whom involvement does not reach, with a reason, for a short time.

    It reaches one keten of the hat, and only the pages that find by `noodtoegang.vind_ook_in_nood`: no list, no search
    and no `zichtbaar_voor` knows of it. It stands on the list of the fg until they judged it.
    """

    __table_args__ = (Index("ix_noodtoegang_account", "account_id", "inwoner_id"),)

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    keten_code: Mapped[str] = mapped_column(String(40))
    reden: Mapped[str] = mapped_column(String(40))
    toelichting = Verzegeld[str]()
    van: Mapped[datetime]
    tot: Mapped[datetime]
    beeindigd_op: Mapped[datetime | None]
    # What the fg made of it: terecht or onterecht.
    oordeel: Mapped[str | None] = mapped_column(String(20))
    beoordeeld_op: Mapped[datetime | None]
    beoordeeld_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    inwoner: Mapped[Inwoner] = relationship()
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    organisatie: Mapped[Organisatie] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """The fg judges all of the gemeente; a coördinator sees their own."""
        if wie.rol == Rol.FG:
            return true()
        eigen = cls.account_id == wie.account_id if wie.rol == Rol.COORDINATOR else false()
        return eigen & herkenbaar(cls.inwoner_id)


class Toestemming(Model, VanInwoner):
    """Agreement for one purpose and one receiver, with the wording that was read out, and its withdrawal."""

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    soort: Mapped[ToestemmingSoort]
    keten_code: Mapped[str] = mapped_column(String(40))
    # The receivers, in words, as they stood in the question.
    ontvangers: Mapped[str] = mapped_column(String(300))
    formulering: Mapped[str] = mapped_column(String(600))
    formulering_versie: Mapped[str] = mapped_column(String(40))
    kanaal: Mapped[str] = mapped_column(String(20))
    # inwoner, vertegenwoordiger, ouder, ouder_en_kind (domein 4.1)
    gever: Mapped[str] = mapped_column(String(20), default="inwoner")
    # Who decided for the resident.
    vertegenwoordiger_id: Mapped[UUID | None] = mapped_column(ForeignKey("contactpersoon.id"))
    gegeven_op: Mapped[datetime]
    # None: the resident gave it themselves, at the public door or on a valrisicodag.
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The organisatie through which it was asked; each verwijzer knows of their own only.
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    verwijzing_id: Mapped[UUID | None] = mapped_column(index=True)
    ingetrokken_op: Mapped[datetime | None]
    ingetrokken_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    intrek_kanaal: Mapped[str | None] = mapped_column(String(20))
    intrek_gever: Mapped[str | None] = mapped_column(String(20))

    inwoner: Mapped[Inwoner] = relationship(back_populates="toestemmingen")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the resident, within one's own ketens."""
        return via(cls.inwoner_id, Inwoner, wie) & cls.keten_code.in_(wie.ketens)
