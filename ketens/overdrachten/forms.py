"""The forms of a handover."""

from typing import Any
from uuid import UUID

from ketens.catalogus import Keten
from ketens.gebruikers.models import Organisatie
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import JaNeeVeld, KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.pagina import klein
from ketens.kern.velden import TekstvakVeld, TekstVeld, Verplicht
from ketens.overdrachten.keuzes import BESTEMMINGEN, TERUGGEEFREDENEN, WIJZEN
from ketens.trajecten.gesprekken import NIET_IN_GESPREK
from ketens.verwijzingen.wegen import Weg


class OverdrachtForm(EenmaligFormulier):
    """To whom, how, with what words, and whether the resident agrees."""

    bestemming = RondjesVeld("Waar gaat de inwoner verder?", [Verplicht("Kies waar de inwoner verder gaat.")])
    ontvanger = KeuzeVeld("Ontvanger")
    ontvanger_anders = TekstVeld(
        "Naam van de ontvanger", lengte=120, description="Een praktijk, team of gemeente. Niet de naam van de inwoner."
    )
    naar_keten = KeuzeVeld("Welke keten?")
    wijze = RondjesVeld("Hoe draagt u over?", [Verplicht("Kies hoe u overdraagt.")], choices=list(WIJZEN.items()))
    eigen_risico_besproken = JaNeeVeld("Hebt u het eigen risico besproken?")
    boodschap = TekstvakVeld(
        "Wat moet de ontvanger weten?",
        lengte=1000,
        description="Alleen wat nodig is om verder te helpen. Geen diagnoses of medicijnen.",
    )
    sluit_met = KeuzeVeld("En dit traject?")
    toestemming = VinkVeld("De inwoner vindt het goed dat wij dit doorgeven aan de ontvanger.")

    def bied_aan(self, keten: Keten, behandelaars: list[Organisatie], wegen: list[Weg]) -> None:
        """Offer what is possible for this traject; another keten only where one takes our verwijzingen."""
        weg_kan = {"keten"} if not wegen else set()
        self.bestemming.choices = [(code, naam) for code, naam in BESTEMMINGEN.items() if code not in weg_kan]
        self.ontvanger.choices = [("", "Een andere ontvanger"), *((str(o.id), o.naam) for o in behandelaars)]
        self.naar_keten.choices = [("", "Kies"), *((weg.keten.code, weg.keten.naam) for weg in wegen)]
        redenen = [reden for reden in keten.afsluitredenen if reden.code not in NIET_IN_GESPREK]
        einden = [(reden.code, f"Sluit af: {klein(reden.naam)}") for reden in redenen]
        self.sluit_met.choices = [("", "Dit traject loopt door"), *einden]

    @property
    def overdracht(self) -> dict[str, Any]:
        """What `draag_over` takes; what does not belong to the chosen destination is left out."""
        zvw = self.bestemming.data == "zvw"
        gekozen = self.ontvanger.data if zvw else None
        return {
            "formulier_id": self.formulier_id.data,
            "bestemming": self.bestemming.data,
            "wijze": self.wijze.data,
            "toestemming": self.toestemming.data,
            "ontvanger_id": UUID(gekozen) if gekozen else None,
            "ontvanger_anders": self.ontvanger_anders.data or None,
            "naar_keten": self.naar_keten.data if self.bestemming.data == "keten" else None,
            "boodschap": self.boodschap.data or None,
            "eigen_risico_besproken": self.eigen_risico_besproken.ja_nee if zvw else None,
            "sluit_met": (self.sluit_met.data or None) if not zvw else None,
        }


class TeruggaveForm(Formulier):
    """It came back."""

    reden = RondjesVeld(
        "Waarom komt de overdracht terug?", [Verplicht("Kies een reden.")], choices=list(TERUGGEEFREDENEN.items())
    )
    toelichting = TekstvakVeld("Toelichting", lengte=500)


class RouteForm(Formulier):
    """Another road for who can't be handed over."""

    route = RondjesVeld("Wat past dan wel?", [Verplicht("Kies wat nu past.")])

    def bied_aan(self, keten: Keten, stap: str) -> None:
        """Offer the roads of the keten that do not lead here again."""
        self.route.choices = [(weg.code, weg.naam) for weg in keten.routes if weg.volgende_stap != stap]
