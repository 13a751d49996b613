"""The forms of taking a file over."""

from collections.abc import Sequence
from uuid import UUID

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from ketens.catalogus import catalogus
from ketens.invoer.models import Invoer
from ketens.invoer.nakijken import NIEUW, OVERSLAAN, ZELFDE
from ketens.invoer.velden import SOORTEN, velden
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.kolommen import NOOIT
from ketens.kern.rekenblad import Blad, lees_los
from ketens.kern.velden import Verplicht

BESLUITEN = {NIEUW: "Iemand anders: maak nieuw", ZELFDE: "Dezelfde persoon", OVERSLAAN: "Sla over"}
GROND = (
    "De gemeente mag deze gegevens bewaren voor deze keten. Van de mensen in het bestand is dat met hen besproken, "
    "of het staat in het verwerkingsregister."
)


class BestandForm(EenmaligFormulier):
    """Which file, and what is in it."""

    soort = RondjesVeld("Wat staat er in het bestand?", [Verplicht("Kies wat er in het bestand staat.")])
    keten_code = KeuzeVeld("Voor welke keten?", [Verplicht("Kies een keten.")])
    bestand = FileField("Bestand", description="XLSX of CSV, met op de eerste regel de namen van de kolommen.")

    def lees(self, gekozen: FileStorage | None) -> Blad | None:
        """Return what is in the file, or None with a sentence at the field."""
        gelezen: list[Blad] = []
        ruw = gekozen.read() if gekozen else b""
        return gelezen[0] if self.lukt_los(lambda: gelezen.append(lees_los(ruw))) else None

    def bied_aan(self, ketens: Sequence[str]) -> None:
        """Offer the kinds of files, and the ketens of the hat."""
        self.soort.choices = list(SOORTEN.items())
        self.keten_code.choices = [(code, catalogus().keten(code).naam) for code in ketens]
        if not self.is_submitted() and ketens:
            self.keten_code.data = ketens[0]


class KolommenForm(VersieFormulier):
    """Which column is which of our fields; one select per column, built from the heading."""

    @classmethod
    def voor(cls, invoer: Invoer, kop: Sequence[str]) -> "KolommenForm":
        """Return the form for this heading, filled with what was chosen last."""
        keuzes = [("", "Neem niet over"), *((veld.code, veld.naam) for veld in velden(invoer.soort))]
        vakken = {
            f"kolom_{nummer}": KeuzeVeld(naam or f"Kolom {nummer + 1}", choices=keuzes)
            for nummer, naam in enumerate(kop)
            if not NOOIT.search(naam)
        }
        klasse: type[KolommenForm] = type("KolommenForm", (cls,), vakken)
        nu = {f"kolom_{nummer}": code for nummer, code in invoer.kolommen.items()}
        return klasse(versie=str(invoer.versie), data=nu)

    @property
    def kolommen(self) -> dict[str, str]:
        """The chosen field by the number of the column."""
        namen = [naam for naam in self._fields if naam.startswith("kolom_")]
        return {naam.removeprefix("kolom_"): self[naam].data or "" for naam in namen}


class BesluitForm(Formulier):
    """What is done with people who may be known here; one choice per row, or one for all."""

    @classmethod
    def voor(cls, regel_ids: Sequence[UUID]) -> "BesluitForm":
        """Return the form for these rows."""
        keuzes = [("", "Kies"), *BESLUITEN.items()]
        vakken = {f"regel_{id_.hex}": KeuzeVeld("Wat doet u met deze regel?", choices=keuzes) for id_ in regel_ids}
        vakken["alle"] = KeuzeVeld("Voor alle regels hieronder", choices=keuzes)
        klasse: type[BesluitForm] = type("BesluitForm", (cls,), vakken)
        return klasse()

    def besluiten(self, regel_ids: Sequence[UUID]) -> dict[str, list[UUID]]:
        """The rows by what was decided; what was chosen for all counts where nothing was chosen for the row."""
        uit: dict[str, list[UUID]] = {}
        for id_ in regel_ids:
            if wat := self[f"regel_{id_.hex}"].data or self["alle"].data:
                uit.setdefault(wat, []).append(id_)
        return uit


class OverneemForm(Formulier):
    """Take it over."""

    grond = VinkVeld(GROND)
    zonder_fouten = VinkVeld("Sla de foute regels over. Die neem ik later over.")
