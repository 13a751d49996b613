"""The form of a group: made, changed, called off."""

from uuid import UUID

from wtforms import Field, ValidationError

from ketens.catalogus import catalogus
from ketens.groepen.models import Groep
from ketens.groepen.ritme import DAGEN
from ketens.groepen.wachtlijst import DAGDELEN, DAGNAMEN
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkjesVeld
from ketens.kern.pagina import tijdstip
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, Verplicht

DAGDEEL_KEUZES = list(DAGDELEN.items())


class _Groepsvelden:
    """What is asked of a group, when it is made and when it changes."""

    naam = TekstVeld(
        "Naam van de groep",
        [Verplicht("Vul een naam in.")],
        lengte=80,
        description="Bijvoorbeeld: In Balans voorjaar, Borne-West",
    )
    locatie = TekstVeld("Locatie", [Verplicht("Vul in waar de groep bij elkaar komt.")])
    wijk = TekstVeld("Wijk", lengte=40)
    dagdelen = VinkjesVeld(
        "Dagdelen",
        choices=DAGDEEL_KEUZES,
        validators=[Verplicht("Kies wanneer de groep bij elkaar komt.")],
        description="Kies 2 dagdelen als de groep 2 keer per week komt.",
    )
    tijd = TekstVeld("Hoe laat", lengte=60, description="Bijvoorbeeld: 10.00 uur")
    plaatsen = GetalVeld("Plaatsen", [Verplicht("Vul in hoeveel mensen mee kunnen doen.")])
    minimum = GetalVeld("Minimum om te beginnen", [Verplicht("Vul in met hoeveel mensen de groep begint.")])
    begint_op = DatumVeld("Eerste dag", [Verplicht("Vul de eerste dag in.")])
    eindigt_op = DatumVeld("Laatste dag", description="Laat leeg: dan rekenen we de laatste dag uit.")
    trainer_ids = VinkjesVeld("Trainers")

    def validate_plaatsen(self, field: Field) -> None:
        """A group that nobody fits in, or a hall full, is a typing error."""
        if not 1 <= field.data <= 100:
            raise ValidationError("Vul een getal van 1 tot en met 100 in.")

    def validate_begint_op(self, field: Field) -> None:
        """The group meets on its own days, from the first one on."""
        dagdelen = self.dagdelen.data or []
        if field.data and dagdelen and DAGEN[field.data.weekday()] not in {deel[:2] for deel in dagdelen}:
            dag = DAGNAMEN.get(DAGEN[field.data.weekday()], "dag in het weekend")
            raise ValidationError(f"Dit is een {dag}. Kies een dag waarop de groep bij elkaar komt.")

    @property
    def velden(self) -> dict[str, object]:
        """What was filled in, by the names of the handelingen."""
        namen = ("naam", "locatie", "wijk", "dagdelen", "tijd", "plaatsen", "minimum", "begint_op", "eindigt_op")
        return {naam: getattr(self, naam).data for naam in namen} | {
            "tijd": self.tijd.data or "",
            "trainer_ids": [UUID(id_) for id_ in self.trainer_ids.data or []],
        }


class GroepForm(_Groepsvelden, EenmaligFormulier):
    """A new group."""

    interventie_code = KeuzeVeld("Cursus", [Verplicht("Kies een cursus.")])

    def bied_aan(self, ketens: tuple[str, ...]) -> None:
        """Offer the interventies of these ketens; the size of the group begins as the first one prescribes."""
        keuzes = interventies(ketens)
        self.interventie_code.choices = [("", "Kies een cursus"), *keuzes]
        if keuzes and not self.is_submitted():
            maat = catalogus().interventie(keuzes[0][0].partition("/")[2]).groepsgrootte
            self.plaatsen.data, self.minimum.data = maat.capaciteit, maat.minimum_start

    @property
    def wat(self) -> dict[str, str]:
        """The chosen keten and interventie."""
        keten, _, interventie = (self.interventie_code.data or "").partition("/")
        return {"keten_code": keten, "interventie_code": interventie}


class GroepWijzigForm(_Groepsvelden, VersieFormulier):
    """A group that changes; somebody else may have it open."""

    def controleer(self, groep: Groep) -> None:
        """Raise `Domeinfout` when the group changed since this form was shown."""
        wie = groep.gewijzigd_door.naam if groep.gewijzigd_door else "Iemand anders"
        self.controleer_versie(groep, f"{wie} ({tijdstip(groep.gewijzigd_op)})" if groep.gewijzigd_op else wie)


class AfgelastForm(Formulier):
    """Calling a group off."""

    reden = TekstVeld(
        "Waarom gaat de groep niet door?",
        [Verplicht("Schrijf op waarom de groep niet doorgaat.")],
        lengte=200,
        description="Noem geen inwoners.",
    )


def interventies(ketens: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return (keten/interventie, name) of what can be given in these ketens."""
    return [
        (f"{keten.code}/{inzet.code}", catalogus().interventie(inzet.interventie).naam)
        for keten in catalogus().ketens
        if keten.code in ketens
        for inzet in keten.interventies
    ]
