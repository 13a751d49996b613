"""The forms of a ledger file: which column is what, what an account means here, booking it, taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from ketens.budgetten import keuzes
from ketens.budgetten.grootboek import DELEN, HOORT_NIET, KOSTENPLAATS, REKENING, Proef, koppelingen
from ketens.budgetten.grootboekvelden import VELDEN
from ketens.budgetten.models import Grootboekinvoer
from ketens.budgetten.regime import onderdelen, onderdelen_van_anderen
from ketens.gebruikers.wie import Wie
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkVeld
from ketens.kern.kolommen import NOOIT
from ketens.kern.rekenblad import Blad, lees_los
from ketens.kern.velden import TekstVeld, Verplicht

# More different accounts than this don't fit on one page; what is left comes after these are said.
MEESTE_WAARDEN = 100
NAMEN = {KOSTENPLAATS: "Kostenplaats", REKENING: "Grootboekrekening"}
_VELD = {KOSTENPLAATS: "kostenplaats", REKENING: "rekening"}


class GrootboekForm(EenmaligFormulier):
    """Which file."""

    bestand = FileField("Bestand", description="XLSX of CSV, met op de eerste regel de namen van de kolommen.")

    def lees(self, gekozen: FileStorage | None) -> Blad | None:
        """Return what is in the file, or None with a sentence at the field."""
        gelezen: list[Blad] = []
        ruw = gekozen.read() if gekozen else b""
        return gelezen[0] if self.lukt_los(lambda: gelezen.append(lees_los(ruw))) else None


class KolommenForm(Formulier):
    """Which column is which of our fields; one select per column."""

    @classmethod
    def voor(cls, invoer: Grootboekinvoer) -> "KolommenForm":
        """Return the form for the columns of this file, filled with what is chosen now."""
        paren = [("", "Lees niet"), *((veld.code, veld.naam) for veld in VELDEN)]
        vakken = {
            f"kolom_{nummer}": KeuzeVeld(naam or f"Kolom {nummer + 1}", choices=paren)
            for nummer, naam in enumerate(invoer.kop)
            if not NOOIT.search(naam)
        }
        klasse: type[KolommenForm] = type("KolommenForm", (cls,), vakken)
        return klasse(data={f"kolom_{nummer}": code for nummer, code in invoer.kolommen.items()})

    @property
    def kolommen(self) -> dict[str, str]:
        """The chosen field by the number of the column."""
        namen = [naam for naam in self._fields if naam.startswith("kolom_")]
        return {naam.removeprefix("kolom_"): self[naam].data or "" for naam in namen}


@dataclass(frozen=True, slots=True)
class Waarde:
    """An account or cost centre of the file: how many lines name it, and what they add up to."""

    soort: str
    van: str
    regels: int
    bedrag: int

    @property
    def naam(self) -> str:
        """The words on the screen."""
        return f"{NAMEN[self.soort]} {self.van}" if self.van else f"Zonder {NAMEN[self.soort].lower()}"


def waarden_in(proef: Proef, kolommen: Mapping[str, str]) -> list[Waarde]:
    """Return the different cost centres and accounts of a file, those of most money first."""
    uit = []
    for soort, veld in _VELD.items():
        som: dict[str, list[int]] = {}
        for rij in proef.regels if veld in kolommen.values() else ():
            if not rij.regel.fouten or rij.plek:
                bak = som.setdefault(rij.regel.tekst(veld), [0, 0])
                bak[0] += 1
                bak[1] += rij.regel.bedrag
        gesorteerd = sorted(som.items(), key=lambda paar: (-abs(paar[1][1]), paar[0]))
        uit += [Waarde(soort, van, aantal, bedrag) for van, (aantal, bedrag) in gesorteerd]
    # Without either column the whole file belongs to one place.
    if not uit and proef.regels:
        goed = [rij.regel for rij in proef.regels if not rij.regel.fouten]
        uit = [Waarde(KOSTENPLAATS, "", len(goed), sum(regel.bedrag for regel in goed))]
    return uit[:MEESTE_WAARDEN]


class KoppelForm(Formulier):
    """What each account and cost centre means: onderdeel, bron, kind of cost."""

    waarden: Sequence[Waarde] = ()

    @classmethod
    def voor(cls, waarden: Sequence[Waarde], wie: Wie) -> "KoppelForm":
        """Return the form for these accounts, filled with what was said before."""
        weet = koppelingen()
        elders = [(code, f"{naam} (andere keten)") for code, naam in onderdelen().items() if code in _elders(wie)]
        paren = {
            "onderdeel": [("", "Kies"), *keuzes.onderdeel_keuzes(wie), (HOORT_NIET, "Hoort er niet bij"), *elders],
            "bron": [("", "Kies"), *keuzes.bron_keuzes()],
            "kostensoort": [("", "Kies"), *keuzes.soort_keuzes()],
        }
        vakken: dict[str, Any] = {"waarden": waarden}
        data = {}
        for nr, waarde in enumerate(waarden):
            for deel in DELEN:
                vakken[f"{deel}_{nr}"] = KeuzeVeld(f"{deel.capitalize()} bij {waarde.naam}", choices=paren[deel])
                data[f"{deel}_{nr}"] = weet.get((waarde.soort, waarde.van), {}).get(deel, "")
        klasse: type[KoppelForm] = type("KoppelForm", (cls,), vakken)
        return klasse(data=data)

    def gekozen(self, soort: str) -> dict[str, dict[str, str]]:
        """What was said of the accounts, or of the cost centres."""
        return {
            waarde.van: {deel: self[f"{deel}_{nr}"].data or "" for deel in DELEN}
            for nr, waarde in enumerate(self.waarden)
            if waarde.soort == soort
        }


def _elders(wie: Wie) -> frozenset[str]:
    return onderdelen_van_anderen(wie.ketens)


class BoekForm(Formulier):
    """Book it."""

    zonder_fouten = VinkVeld("Sla de foute en niet gekoppelde regels over. Die boek ik later.")
    ook_twijfel = VinkVeld("Boek ook de regels die lijken op wat er al staat, en die ik eerder introk.")


class TerugForm(Formulier):
    """Take it back."""

    reden = TekstVeld("Waarom draait u dit terug?", [Verplicht("Schrijf op waarom u dit terugdraait.")], lengte=200)
