"""The forms of requests."""

from typing import Any

from flask import request
from wtforms import StringField
from wtforms.validators import AnyOf

from ketens.gebruikers.wie import Wie
from ketens.inwoners.keuzes import GRONDEN as VERTEGENWOORDIGERS
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import DatumVeld, TekstvakVeld, TekstVeld, Verplicht
from ketens.uitvoer.handelingen import vraag as vraag_uitvoer
from ketens.uitvoer.models import Uitvoer
from ketens.verzoeken import beperken, besluiten, handelingen, notities, wissing
from ketens.verzoeken.models import Besluit, Soort, Verzoek
from ketens.verzoeken.woorden import BESLUITEN, GEVOLGEN, HOE, IDENTITEIT, SOORTEN, VRAGERS, WIJZEN, gronden

KIES = ("", "Kies")
TEKST = 2000
STANDEN = {"open": "Nog niet afgesloten", "te_laat": "Te laat", "klaar": "Afgesloten", "alle": "Alle verzoeken"}


class FilterForm(Formulier):
    """What the list is narrowed to; it lives in the address."""

    class Meta(Formulier.Meta):
        """Reading asks for no token."""

        csrf = False

    stand = KeuzeVeld("Stand", choices=list(STANDEN.items()))
    soort = KeuzeVeld("Soort", choices=[("", "Alle soorten"), *((s.value, n) for s, n in SOORTEN.items())])
    van = KeuzeVeld("Van wie", choices=[("", "Iedereen"), ("mij", "Mij")])

    @classmethod
    def uit_adres(cls) -> "FilterForm":
        """Read the address; what it does not understand counts as not asked."""
        form = cls(formdata=request.args)
        for veld, gewoon in ((form.stand, "open"), (form.soort, ""), (form.van, "")):
            if veld.data not in {keuze.value for keuze in veld.choices}:
                veld.data = gewoon
        return form

    @property
    def is_gewoon(self) -> bool:
        """Whether nothing was chosen."""
        return (self.stand.data, self.soort.data, self.van.data) == ("open", "", "")


class VerzoekForm(EenmaligFormulier):
    """A request that came in."""

    soort = RondjesVeld(
        "Waar vraagt de inwoner om?",
        [Verplicht("Kies waar de inwoner om vraagt.")],
        choices=[(soort.value, naam) for soort, naam in SOORTEN.items()],
    )
    vraag = TekstvakVeld(
        "Wat vraagt de inwoner?",
        [Verplicht("Schrijf op wat de inwoner vraagt.")],
        lengte=TEKST,
        description="In de woorden van de inwoner.",
    )
    ontvangen_op = DatumVeld(
        "Wanneer kwam het binnen?",
        [Verplicht("Vul de dag in.")],
        toekomst=False,
        default=vandaag,
        description="Vanaf deze dag telt de wettelijke termijn van een maand.",
    )
    wijze = KeuzeVeld("Hoe kwam het binnen?", [Verplicht("Kies hoe.")], choices=[KIES, *WIJZEN.items()])
    vrager = RondjesVeld(
        "Wie vraagt het?", [Verplicht("Kies wie het vraagt.")], choices=list(VRAGERS.items()), default="inwoner"
    )
    vertegenwoordiger = TekstVeld(
        "Naam van de vertegenwoordiger", lengte=100, description="Alleen als een ander het voor de inwoner vraagt."
    )
    vertegenwoordiger_grond = KeuzeVeld(
        "Waarom mag die persoon dat?", choices=[("", "Niet van toepassing"), *VERTEGENWOORDIGERS.items()]
    )
    identiteit = KeuzeVeld(
        "Hoe weet u wie het vraagt?",
        choices=[("", "Dat moet nog"), *IDENTITEIT.items()],
        description="Vraag niet meer dan nodig. Maak geen kopie van een paspoort.",
    )

    def bewaar(self, inwoner_id: Any, *, door: Wie) -> Verzoek:
        """Write it down."""
        velden = ("formulier_id", "vraag", "ontvangen_op", "wijze", "vrager", "vertegenwoordiger")
        return handelingen.ontvang(
            inwoner_id,
            soort=Soort(self.soort.data),
            door=door,
            identiteit=self.identiteit.data or None,
            vertegenwoordiger_grond=self.vertegenwoordiger_grond.data or None,
            **{naam: self[naam].data for naam in velden},
        )


class IdentiteitForm(Formulier):
    """How we know that it is them."""

    identiteit = RondjesVeld(
        "Hoe weet u wie het vraagt?", [Verplicht("Kies hoe u het weet.")], choices=list(IDENTITEIT.items())
    )


class BehandelaarForm(Formulier):
    """Who handles it."""

    behandelaar = KeuzeVeld("Behandelaar", [Verplicht("Kies een collega.")])

    def kies_uit(self, mensen: list[tuple[str, str]]) -> "BehandelaarForm":
        """Offer who may."""
        self.behandelaar.choices = [KIES, *mensen]
        return self


class VerlengForm(Formulier):
    """Two months more."""

    reden = TekstvakVeld(
        "Waarom duurt het langer?",
        [Verplicht("Leg uit waarom. De inwoner leest dit.")],
        lengte=500,
        description="Bijvoorbeeld: het is veel, of het is ingewikkeld. Dit komt in de brief aan de inwoner.",
    )


class BesluitForm(VersieFormulier):
    """The decision."""

    besluit = RondjesVeld(
        "Wat besluit u?",
        [Verplicht("Kies een besluit.")],
        choices=[(besluit.value, naam) for besluit, naam in BESLUITEN.items()],
    )
    grond = KeuzeVeld("Op welke grond?", description="Niet nodig als de inwoner het verzoek intrekt.")
    gevolg = RondjesVeld("Als u het bezwaar toewijst, wat gebeurt er dan?", choices=list(GEVOLGEN.items()))
    tot = DatumVeld("Tot wanneer op slot?", description="Op die dag bekijkt u het opnieuw. Leeg: tot u het opheft.")
    motivering = TekstvakVeld(
        "Waarom?",
        [Verplicht("Leg uit waarom. De inwoner leest dit.")],
        lengte=TEKST,
        description="Leg de afweging uit in gewone woorden. Dit komt in de brief aan de inwoner.",
    )

    def voor(self, verzoek: Verzoek) -> "BesluitForm":
        """Ask what belongs to this kind of request."""
        self.grond.choices = [KIES, *gronden(verzoek.soort)]
        if verzoek.soort is not Soort.BEZWAAR:
            del self.gevolg
        if verzoek.soort not in (Soort.BEPERKING, Soort.BEZWAAR):
            del self.tot
        if not self.is_submitted():
            self.versie.data = str(verzoek.versie)
        return self

    def bewaar(self, verzoek: Verzoek, *, door: Wie) -> None:
        """Decide."""
        self.controleer_versie(verzoek, "Een collega")
        extra = {naam: self[naam].data or None for naam in ("gevolg", "tot") if naam in self._fields}
        besluiten.besluit(
            verzoek,
            besluit=Besluit(self.besluit.data),
            grond=self.grond.data or None,
            motivering=self.motivering.data or "",
            door=door,
            **extra,
        )


class SluitForm(Formulier):
    """How the resident got the answer."""

    hoe = RondjesVeld("Hoe kreeg de inwoner het antwoord?", [Verplicht("Kies hoe.")], choices=list(HOE.items()))

    def bewaar(self, verzoek: Verzoek, *, door: Wie) -> None:
        """Close it; what was erased takes the words of the request along."""
        handelingen.sluit(verzoek, hoe=self.hoe.data or "", door=door)
        wissing.na_sluiten(verzoek)


class BestandForm(EenmaligFormulier):
    """Have the data made into a file: PDF or JSON, by the button that was pressed."""

    formaat = StringField(validators=[AnyOf(("pdf", "json"), "Kies PDF of JSON.")])

    def vraag(self, verzoek: Verzoek, *, door: Wie) -> Uitvoer:
        """Ask for it, once a form."""
        handelingen.moet_bekend_zijn(verzoek)
        handelingen.noteer(verzoek, "bestand", door=door)
        return vraag_uitvoer(
            "inzage", self.formaat.data or "", door=door, formulier_id=self.formulier_id.data, verzoek=str(verzoek.id)
        )


class OpheffingForm(Formulier):
    """The end of a restriction; the resident was told first."""

    gemeld_op = DatumVeld(
        "Wanneer vertelde u de inwoner dat het eindigt?",
        [Verplicht("Vertel het de inwoner eerst. Vul daarna de dag in.")],
        toekomst=False,
    )
    gemeld_hoe = RondjesVeld("Hoe?", [Verplicht("Kies hoe.")], choices=list(HOE.items()))
    reden = TekstvakVeld("Waarom eindigt het?", [Verplicht("Vul de reden in.")], lengte=500)

    def bewaar(self, verzoek: Verzoek, *, door: Wie) -> None:
        """Lift it."""
        beperken.hef_op(
            verzoek,
            gemeld_op=self.gemeld_op.data or vandaag(),
            gemeld_hoe=self.gemeld_hoe.data,
            reden=self.reden.data or "",
            door=door,
        )


class NotitieForm(Formulier):
    """What the resident says of one text."""

    bij = KeuzeVeld("Bij welke tekst?", [Verplicht("Kies een tekst.")])
    aard = RondjesVeld(
        "Wat is ermee gedaan?",
        [Verplicht("Kies wat ermee is gedaan.")],
        choices=[("gecorrigeerd", "Verbeterd"), ("betwist", "Niet veranderd: de inwoner is het er niet mee eens")],
    )
    tekst = TekstvakVeld(
        "Wat zegt de inwoner?",
        [Verplicht("Schrijf op wat de inwoner zegt.")],
        lengte=TEKST,
        description="Dit staat voortaan naast de tekst, voor iedereen die de tekst leest.",
    )

    def voor(self, verzoek: Verzoek) -> "NotitieForm":
        """Offer the texts of this resident."""
        self.bij.choices = [KIES, *notities.keuzes(verzoek)]
        return self

    def bewaar(self, verzoek: Verzoek, *, door: Wie) -> None:
        """Put it beside the text."""
        notities.plaats(
            verzoek, bij=self.bij.data or "", aard=self.aard.data or "", tekst=self.tekst.data or "", door=door
        )
