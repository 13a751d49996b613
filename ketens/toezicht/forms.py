"""Forms of the fg: what to narrow the log to, whose log it is, and a judgement."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self, cast
from uuid import UUID

from flask import request
from wtforms import Field, HiddenField, ValidationError

from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, UuidVeld, Verplicht
from ketens.rechten import Recht
from ketens.toezicht import woorden
from ketens.toezicht.logboek import Vraag, lees_tijdvak

LANGSTE_PERIODE = timedelta(days=31)


class PeriodeForm(Formulier):
    """A period; open at either end when a date is left out."""

    van = DatumVeld("Van", toekomst=False)
    tot = DatumVeld("Tot en met")

    def validate_tot(self, veld: Field) -> None:
        """Refuse a period that ends before it begins."""
        if self.van.data and veld.data and veld.data < self.van.data:
            raise ValidationError("Kies een einddatum die niet voor de begindatum ligt.")

    def periode(self) -> dict[str, str]:
        """The period as it stands in an address."""
        return {veld.short_name: f"{veld.data:%d-%m-%Y}" for veld in (self.van, self.tot) if veld.data}


class AdresForm(PeriodeForm):
    """A form that lives in the address: it names nobody and changes nothing, so it needs no token."""

    class Meta(Formulier.Meta):
        """Reading asks for no token."""

        csrf = False

    @classmethod
    def uit_adres(cls, **begin: Any) -> Self:
        """Read the address; where it asks nothing, begin as given."""
        return cls(formdata=request.args or None, **begin)


class OverzichtForm(PeriodeForm):
    """What stands in the overview for a resident."""

    namen = RondjesVeld(
        "Komen de namen van medewerkers op het overzicht?",
        [Verplicht("Kies of de namen erop komen.")],
        choices=[("nee", "Nee, alleen organisatie en functie"), ("ja", "Ja, ook de namen")],
        description="Zonder namen is gewoon. Uw keuze komt in het logboek.",
        default="nee",
    )

    @property
    def met_namen(self) -> bool:
        """Whether names were chosen."""
        return bool(self.namen.data == "ja")


class LogForm(AdresForm):
    """What to narrow the log to. `inwoner` and `tijdvak` come from a link, not from typing."""

    account = KeuzeVeld("Account")
    doel = KeuzeVeld("Waarvoor", choices=[("", "Alles"), *((doel.value, woorden.waarvoor(doel)) for doel in Recht)])
    uitkomst = KeuzeVeld("Uitkomst", choices=[("", "Alles"), ("geweigerd", "Alleen geweigerd")])
    inwoner = UuidVeld()
    tijdvak = HiddenField()

    def kies_uit(self, accounts: Iterable[tuple[str, str]]) -> "LogForm":
        """Offer these accounts."""
        self.account.choices = [("", "Iedereen"), *accounts]
        return self

    @property
    def voor(self) -> int | None:
        """The number from which to go on to older rows."""
        gevraagd = request.args.get("voor", "")
        return int(gevraagd) if re.fullmatch(r"[1-9]\d{0,17}", gevraagd, re.ASCII) else None

    def vraag(self, **anders: Any) -> Vraag:
        """Return what is asked of the log."""
        gevraagd = {
            "van": self.van.data,
            "tot": self.tot.data,
            "account_id": UUID(self.account.data) if self.account.data in self.account.aangeboden - {""} else None,
            "doel": self.doel.data or None,
            "geweigerd": self.uitkomst.data == "geweigerd",
            "tijdvak": lees_tijdvak(self.tijdvak.data),
        }
        return Vraag(**{**gevraagd, **anders})

    def adres(self) -> dict[str, Any]:
        """What is asked, as it stands in an address; without the place in the list."""
        velden = (self.account, self.doel, self.uitkomst, self.inwoner, self.tijdvak)
        return {veld.short_name: veld.data for veld in velden if veld.data} | self.periode()


class ZoekForm(Formulier):
    """Whose log: enough to find one person, and not enough to browse."""

    geboortedatum = DatumVeld("Geboortedatum", [Verplicht("Vul de geboortedatum in.")], toekomst=False)
    achternaam = TekstVeld("Achternaam", [Verplicht("Vul de achternaam in.")], render_kw={"autocomplete": "off"})


class OpvallendForm(AdresForm):
    """Over which days to look, and how many residents in an hour are many."""

    van = DatumVeld("Van", [Verplicht("Vul de begindatum in.")], toekomst=False)
    tot = DatumVeld("Tot en met", [Verplicht("Vul de einddatum in.")])
    drempel = GetalVeld(
        "Veel in een uur is vanaf", [Verplicht("Vul een aantal inwoners in.")], description="Aantal inwoners"
    )

    def validate_tot(self, veld: Field) -> None:
        """Refuse a period that is backward or too long to look through at once."""
        super().validate_tot(veld)
        if self.van.data and veld.data and veld.data - self.van.data >= LANGSTE_PERIODE:
            raise ValidationError("Kies een periode van hoogstens 31 dagen.")

    @property
    def gevraagd(self) -> tuple[date, date, int]:
        """The days and the bound, once they are valid."""
        return cast("tuple[date, date, int]", (self.van.data, self.tot.data, self.drempel.data))

    def validate_drempel(self, veld: Field) -> None:
        """Refuse what would show everything, or nothing."""
        if not 2 <= veld.data <= 9999:
            raise ValidationError("Kies een aantal van 2 tot en met 9999.")


class OordeelForm(Formulier):
    """What the fg makes of an emergency access."""

    oordeel = RondjesVeld(
        "Was deze noodtoegang terecht?",
        [Verplicht("Kies wat u ervan vindt.")],
        choices=[("terecht", "Terecht: dit was nodig"), ("onterecht", "Onterecht: dit had niet gemogen")],
    )
