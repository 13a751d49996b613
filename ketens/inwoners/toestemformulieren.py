"""Forms of a consent: given, and taken back as easily (AVG 7(3), domein 6.1)."""

from typing import Any
from uuid import UUID

from ketens.inwoners.gevers import gevers, intrekkers, is_minderjarig, uitleg
from ketens.inwoners.handelingen import Stopwens, trek_toestemming_in
from ketens.inwoners.keuzes import GEVERS, GRONDEN, KANALEN
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.inwoners.toestemmingen import Mogelijk, beslissers, leg_vast
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import Verplicht

KANAALKEUZES = [(code, tekst.capitalize()) for code, tekst in KANALEN.items()]


def _keuzes(codes: tuple[Any, ...]) -> list[tuple[str, str]]:
    return [(str(code), GEVERS[code].capitalize()) for code in codes]


class ToestemmingForm(EenmaligFormulier):
    """What the resident agreed to, after it was read out."""

    waarvoor = RondjesVeld(
        "Wat vindt de inwoner goed?",
        [Verplicht("Kies waar de inwoner toestemming voor geeft.")],
        description="Lees de zin voor en vraag of het goed is.",
    )
    gever = RondjesVeld("Wie geeft de toestemming?", [Verplicht("Kies wie de toestemming geeft.")])
    vertegenwoordiger = KeuzeVeld("Wie beslist er voor de inwoner?")
    kanaal = RondjesVeld(
        "Hoe is de toestemming gegeven?",
        [Verplicht("Kies hoe de toestemming is gegeven.")],
        choices=KANAALKEUZES,
        default="mondeling",
    )
    mogelijk: dict[str, Mogelijk]

    def kies_uit(self, inwoner: Inwoner, mogelijk: list[Mogelijk]) -> None:
        """Offer these consents, each in the words that are read out, and who can give them at this age."""
        self.mogelijk = {keuze.code: keuze for keuze in mogelijk}
        self.waarvoor.choices = [(keuze.code, keuze.woorden) for keuze in mogelijk]
        leeftijd = inwoner.leeftijd(vandaag())
        self.gever.choices, self.gever.description = _keuzes(gevers(leeftijd)), uitleg(leeftijd)
        allen = [
            (str(een.id), f"{een.naam} ({GRONDEN.get(een.vertegenwoordiger_grond or '', '')})")
            for een in beslissers(inwoner)
        ]
        niemand = "Kies" if is_minderjarig(leeftijd) else "Niemand, de inwoner beslist zelf"
        self.vertegenwoordiger.choices = [("", niemand), *allen]
        # Where someone else may decide, nobody is filled in: who it was is asked, not assumed.
        if not self.is_submitted() and (len(self.gever.choices) == 1 or not allen):
            self.gever.data = str(gevers(leeftijd)[0])

    def bewaar(self, inwoner: Inwoner, *, door: Any) -> Toestemming:
        """Record it; the id of the form is the id of the row, so that sending twice makes one."""
        gekozen = self.vertegenwoordiger.data
        return leg_vast(
            inwoner,
            self.mogelijk[self.waarvoor.data],
            toestemming_id=self.formulier_id.data,
            gever=self.gever.data,
            vertegenwoordiger_id=UUID(gekozen) if gekozen else None,
            kanaal=self.kanaal.data,
            door=door,
        )


class IntrekForm(Formulier):
    """That a resident takes a consent back: who said so, how, and whether they want to stop too."""

    gever = RondjesVeld("Wie trekt de toestemming in?", [Verplicht("Kies wie de toestemming intrekt.")])
    kanaal = RondjesVeld(
        "Hoe liet de inwoner dit weten?",
        [Verplicht("Kies hoe u dit hoorde.")],
        choices=KANAALKEUZES,
        default="mondeling",
    )
    stopt = RondjesVeld(
        "Wil de inwoner ook stoppen met het traject?",
        [Verplicht("Kies een antwoord.")],
        choices=[
            (str(Stopwens.JA), "Ja"),
            (str(Stopwens.NEE), "Nee, de inwoner gaat door"),
            (str(Stopwens.ONBEKEND), "Nog niet gevraagd"),
        ],
        default=str(Stopwens.ONBEKEND),
    )

    def __init__(self, toestemming: Toestemming, *, vraagt_stoppen: bool) -> None:
        super().__init__()
        mogen = intrekkers(toestemming.inwoner.leeftijd(vandaag()))
        self.gever.choices = _keuzes(mogen)
        # Most often who gave it; where that can't be, it is asked.
        if not self.is_submitted() and toestemming.gever in mogen:
            self.gever.data = toestemming.gever
        if not vraagt_stoppen:
            del self.stopt

    @property
    def stopwens(self) -> Stopwens:
        """What the resident said; not asked is not known."""
        return Stopwens(self.stopt.data) if "stopt" in self else Stopwens.ONBEKEND

    def bewaar(self, toestemming: Toestemming, *, door: Any) -> None:
        """Withdraw it."""
        trek_toestemming_in(toestemming, door=door, kanaal=self.kanaal.data, gever=self.gever.data, stopt=self.stopwens)
