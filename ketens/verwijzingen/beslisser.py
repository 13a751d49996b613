"""Who decides for the resident, as the page asks it: most often nobody, so it is folded away.

A date of birth of a child opens it; the ages stand in one place, `inwoners.gevers` (domein 4.1 [K]).
"""

from datetime import date
from typing import Any

from ketens.inwoners.gevers import OUDER_MET_GEZAG, gever_bij, is_minderjarig, past_bij, uitleg
from ketens.inwoners.keuzes import GRONDEN
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.kern.velden import TekstVeld, TelefoonVeld
from ketens.verwijzingen.persoon import Beslisser

BESLIST = ("beslist_naam", "beslist_grond", "beslist_telefoon")
NODIG = {
    "beslist_naam": "Vul in wie er beslist.",
    "beslist_grond": "Kies waarom deze persoon beslist.",
    "beslist_telefoon": "Vul het telefoonnummer in van wie er beslist.",
}
UIT: dict[str, Any] = {"autocomplete": "off"}


class BeslisVelden(Formulier):
    """Name, ground and phone of who decides for the resident, or decides too."""

    beslist_naam = TekstVeld("Wie beslist er?", description="Voornaam en achternaam", render_kw=UIT)
    beslist_grond = KeuzeVeld("Waarom beslist deze persoon?", choices=[("", "Kies"), *GRONDEN.items()])
    beslist_telefoon = TelefoonVeld(
        "Telefoonnummer van wie er beslist", render_kw={"inputmode": "tel", "class": "input input--s", **UIT}
    )

    @property
    def leeftijd(self) -> int | None:
        """The age today of who is referred, when a date of birth was typed that can be read."""
        geboren: date | None = self._fields["geboortedatum"].data
        return leeftijd_op(geboren, vandaag()) if geboren and geboren <= vandaag() else None

    @property
    def is_kind(self) -> bool:
        """Whether someone else must decide, or decide too."""
        return is_minderjarig(self.leeftijd)

    @property
    def beslist_ander(self) -> bool:
        """Whether someone was filled in here, or must be, or something is wrong with it: then it is open."""
        return self.is_kind or any(self[naam].data or self[naam].errors for naam in BESLIST)

    @property
    def uitleg_beslist(self) -> str:
        """The rule at this age, in one sentence."""
        return uitleg(self.leeftijd)

    @property
    def vertegenwoordiger(self) -> Beslisser | None:
        """Who decides, as `verwijs` takes it."""
        if not self.beslist_ander:
            return None
        naam, grond, telefoon = (self[veld].data or "" for veld in BESLIST)
        return Beslisser(naam=naam, grond=grond or (OUDER_MET_GEZAG if self.is_kind else ""), telefoon=telefoon)

    def vraag_beslisser(self) -> None:
        """Ask for what is missing, and for someone who may decide at this age."""
        ander = self.vertegenwoordiger
        if ander is None:
            return
        for (veld, zin), waarde in zip(NODIG.items(), (ander["naam"], ander["grond"], ander["telefoon"]), strict=True):
            if not waarde and not self[veld].errors:
                self.meld(f"{uitleg(self.leeftijd)} {zin}" if self.is_kind and veld == "beslist_naam" else zin, veld)
        if ander["grond"] and not past_bij(gever_bij(self.leeftijd, met_ander=True), ander["grond"]):
            self.meld(uitleg(self.leeftijd), "beslist_grond")
