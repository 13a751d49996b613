"""Who signs up, or is signed up by someone near them: what is needed to call them, and no more."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from ketens.inwoners.forms import EmailAdres
from ketens.inwoners.keuzes import RELATIES
from ketens.inwoners.models import Bereik
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.velden import DatumVeld, PostcodeVeld, TekstVeld, TelefoonVeld, Verplicht
from ketens.openbaar.bewijs import Begin, begin_zegel, lees_begin
from ketens.openbaar.testvelden import Testvelden, testvelden
from ketens.verwijzingen.aanmelding import GEEN_TOESTEMMING
from ketens.verwijzingen.namen import splits
from ketens.verwijzingen.wegen import Weg

ZELF, NAASTE = "zelf", "naaste"
PERSOON = ("voornaam", "achternaam", "geboortedatum", "telefoon", "email", "postcode", "huisnummer")
VAN_NAASTE = ("naaste_naam", "naaste_telefoon", "naaste_relatie", "wie_bellen", "naaste_weet")
TE_LANG = "Deze pagina stond te lang open. Wat u typte staat er nog. Verstuur nog een keer, of bel {nummer}."
TE_SNEL = "Dat ging sneller dan wij van een mens gewend zijn. Wacht even en verstuur nog een keer, of bel {nummer}."
ROBOT = "Wij konden dit niet aannemen. Verstuur nog een keer, of bel {nummer}."
GEEN_TRAJECT = "Bij deze antwoorden hoeft u zich niet aan te melden. Wilt u toch hulp? Bel {nummer}."
BEREIKBAAR = {
    "telefoon": "Vul het telefoonnummer in. Geen telefoon? Kies dan bij ‘Hoe’ een e-mail of een brief.",
    "email": "Vul het e-mailadres in, of kies een andere manier.",
    "huisnummer": "Vul voor een brief het huisnummer in, of kies een andere manier.",
}
HOE = {Bereik.BELLEN: "Bel mij", Bereik.EMAIL: "Mail mij", Bereik.BRIEF: "Stuur mij een brief"}
KORT = {"class": "input input--s"}


class AanmeldForm(Testvelden):
    """The person, how to reach them, and what they agree to. `voor`: oneself, or someone else."""

    voor = HiddenField(default=ZELF)
    voornaam = TekstVeld("Voornaam", [Verplicht("Vul de voornaam in.")])
    achternaam = TekstVeld("Achternaam", [Verplicht("Vul de achternaam in.")])
    geboortedatum = DatumVeld(
        "Geboortedatum",
        [Verplicht("Vul de geboortedatum in.")],
        toekomst=False,
        description="Dag, maand en jaar. Bijvoorbeeld 14-11-1941",
        render_kw={**KORT, "inputmode": "numeric"},
    )
    telefoon = TelefoonVeld("Telefoonnummer", render_kw={**KORT, "inputmode": "tel"})
    email = TekstVeld("E-mailadres", [EmailAdres()], lengte=254, render_kw={"inputmode": "email"})
    postcode = PostcodeVeld("Postcode", [Verplicht("Vul de postcode in.")], render_kw=KORT)
    huisnummer = TekstVeld("Huisnummer", lengte=12, render_kw=KORT)
    bereik = RondjesVeld("Hoe wilt u van ons horen?", choices=HOE.items(), default=Bereik.BELLEN.value)
    bereik_wanneer = TekstVeld(
        "Wanneer kunnen wij het beste bellen?", description="Bijvoorbeeld: in de ochtend, niet op woensdag"
    )
    naaste_naam = TekstVeld("Uw naam")
    naaste_telefoon = TelefoonVeld("Uw telefoonnummer", render_kw={**KORT, "inputmode": "tel"})
    naaste_relatie = KeuzeVeld("Wie bent u voor deze persoon?", choices=[("", "Kies"), *RELATIES.items()])
    wie_bellen = RondjesVeld(
        "Wie zullen wij bellen?",
        choices=[("inwoner", "Degene die ik aanmeld"), ("naaste", "Mij")],
        default="inwoner",
    )
    naaste_weet = VinkVeld("Degene die ik aanmeld weet hiervan en vindt het goed")
    toestemming_doorgeven = VinkVeld("Ja, dit is goed")
    # For robots: a person does not see it.
    onderwerp = TekstVeld("Laat dit vak leeg")

    def __init__(self, langs: Weg, voor: str = ZELF) -> None:
        super().__init__(voor=voor)
        self.langs = langs
        if self.voor.data not in (ZELF, NAASTE):
            self.voor.data = ZELF
        self.begin: Begin | None = lees_begin(self.zegel.data)
        if self.begin is None:
            self.zegel.data = begin_zegel()
        if self.voor_ander:
            self.bereik.label.text = "Hoe zullen wij contact opnemen?"
            self.bereik.choices = [("bellen", "Bellen"), ("email", "Mailen"), ("brief", "Een brief sturen")]

    @property
    def voor_ander(self) -> bool:
        """Whether someone near the resident fills it in."""
        return bool(self.voor.data == NAASTE)

    @property
    def belt_naaste(self) -> bool:
        """Whether we call the naaste first."""
        return self.voor_ander and self.wie_bellen.data == "naaste"

    @property
    def toestemming(self) -> str:
        """What is agreed to, in the words that are kept."""
        return self.langs.formulering("doorgeven", zelf=not self.voor_ander)

    @property
    def aanmelding(self) -> dict[str, Any]:
        """What `meld_aan` takes."""
        tussenvoegsel, achternaam = splits(self.achternaam.data or "")
        return {
            **{naam: self[naam].data or None for naam in PERSOON},
            "tussenvoegsel": tussenvoegsel,
            "achternaam": achternaam or None,
            "bereik": Bereik(self.bereik.data) if self.bereik.data else None,
            "bereik_wanneer": self.bereik_wanneer.data or None,
            "formulier_id": self.begin.formulier_id if self.begin else None,
            "keten_code": self.langs.keten.code,
            "antwoorden": self.antwoorden,
            "herkomst": self.voor.data,
            "toestemming_doorgeven": self.toestemming_doorgeven.data,
            "naaste": self._naaste if self.voor_ander else None,
            "langs": self.langs,
        }

    @property
    def _naaste(self) -> dict[str, Any]:
        return {
            "naam": self.naaste_naam.data or "",
            "telefoon": self.naaste_telefoon.data or "",
            "relatie": self.naaste_relatie.data or "",
            "eerst_bellen": self.belt_naaste,
        }

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check who it is; the answers came from the pages before and are read as far as they can be."""
        super().validate(extra_validators)
        for vraag in self.instrument.alle_vragen:
            self[vraag.sleutel].errors = []
        self._controleer_bereik()
        self._controleer_naaste()
        if not self.toestemming_doorgeven.data:
            self.meld(GEEN_TOESTEMMING, "toestemming_doorgeven")
        if zin := self._weigering:
            self.meld(zin.format(nummer=self.nummer))
        return not self.errors

    def _controleer_bereik(self) -> None:
        nodig = {"bellen": "telefoon", "email": "email", "brief": "huisnummer"}.get(self.bereik.data or "", "telefoon")
        if not self[nodig].data and not self[nodig].errors:
            self.meld(BEREIKBAAR[nodig], nodig)

    def _controleer_naaste(self) -> None:
        if not self.voor_ander:
            for naam in VAN_NAASTE:
                self[naam].errors = []
            return
        nodig = {"naaste_naam": "Vul uw naam in.", "naaste_telefoon": "Vul uw telefoonnummer in."}
        nodig |= {"naaste_relatie": "Kies wie u bent voor deze persoon."}
        nodig |= {"naaste_weet": "Vraag het eerst aan degene die u aanmeldt. Zet dan het vinkje."}
        for naam, zin in nodig.items():
            if not self[naam].data and not self[naam].errors:
                self.meld(zin, naam)

    @property
    def _weigering(self) -> str | None:
        if self.onderwerp.data:
            return ROBOT
        if self.begin is None:
            return TE_LANG
        if self.begin.te_snel:
            return TE_SNEL
        return None if self.vervolg.opent_traject else GEEN_TRAJECT


def aanmeldformulier(langs: Weg, voor: str = ZELF) -> AanmeldForm:
    """Return the form to sign up, filled with what was sent."""
    return testvelden(langs, AanmeldForm)(langs, voor)
