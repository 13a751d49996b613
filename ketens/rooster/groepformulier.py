"""The form of a group: made, copied, changed, called off. A button in it shows the sessions before they are laid."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from wtforms import Field, ValidationError

from ketens.catalogus import Interventie, catalogus
from ketens.groepen.models import Groep
from ketens.groepen.wachtlijst import DAGDELEN, DAGNAMEN
from ketens.kern.datumvelden import DatumsVeld
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkjesVeld
from ketens.kern.klok import vandaag
from ketens.kern.leesvelden import BedragVeld
from ketens.kern.pagina import tijdstip
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, Verplicht
from ketens.rooster.ritme import DAGEN, Rooster, rooster
from ketens.rooster.trainers import trainer_ids

DAGDEEL_KEUZES = list(DAGDELEN.items())
# The names of the buttons that show the sessions, and save nothing.
BEKIJK, SLA_OVER, ZET_TERUG = "bekijk", "sla_over", "zet_terug"


# Made before the other fields: mistakes are listed in the order in which fields were made, and this is the first.
_CURSUS = KeuzeVeld("Cursus", [Verplicht("Kies een cursus.")])


class _Groepsvelden:
    """What is asked of a group, when it is made and when it changes, in the order of the screen."""

    dagdelen = VinkjesVeld(
        "Dagdelen",
        choices=DAGDEEL_KEUZES,
        validators=[Verplicht("Kies wanneer de groep bij elkaar komt.")],
        description="Kies 2 dagdelen als de groep 2 keer per week komt.",
    )
    tijd = TekstVeld("Hoe laat", lengte=60, description="Bijvoorbeeld: 10.00 uur")
    begint_op = DatumVeld("Eerste dag", [Verplicht("Vul de eerste dag in.")])
    eindigt_op = DatumVeld("Laatste dag", description="Laat leeg: dan rekenen we de laatste dag uit.")
    overgeslagen = DatumsVeld(
        "Dagen die u overslaat",
        description="Bijvoorbeeld 22-12-2026, 29-12-2026. Feestdagen slaan we al over.",
    )
    naam = TekstVeld(
        "Naam van de groep",
        [Verplicht("Vul een naam in.")],
        lengte=80,
        description="Bijvoorbeeld: In Balans voorjaar, Borne-West",
    )
    locatie = TekstVeld("Locatie", [Verplicht("Vul in waar de groep bij elkaar komt.")])
    wijk = TekstVeld("Wijk", lengte=40)
    taal = TekstVeld("Taal", lengte=40, description="Leeg: Nederlands.")
    trainer_ids = VinkjesVeld("Trainers")
    plaatsen = GetalVeld("Plaatsen", [Verplicht("Vul in hoeveel mensen mee kunnen doen.")])
    minimum = GetalVeld("Minimum om te beginnen", [Verplicht("Vul in met hoeveel mensen de groep begint.")])
    eigen_bijdrage = BedragVeld(
        "Eigen bijdrage per deelnemer", description="In euro's, bijvoorbeeld 45 of 2,50. Leeg: gratis."
    )
    kosten = BedragVeld("Kosten van de groep", description="In euro's, voor de gemeente. Leeg: niet bekend.")

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
    def velden(self) -> dict[str, Any]:
        """What was filled in, by the names of the handelingen."""
        namen = [naam for naam in vars(_Groepsvelden) if naam in self._fields]  # type: ignore[attr-defined]
        return {naam: getattr(self, naam).data for naam in namen} | {
            "wijk": self.wijk.data or None,
            "tijd": self.tijd.data or "",
            "taal": self.taal.data or "Nederlands",
            "overgeslagen": self.overgeslagen.data or [],
            "eigen_bijdrage": self.eigen_bijdrage.data or 0,
            "trainer_ids": [UUID(id_) for id_ in self.trainer_ids.data or []],
        }

    @property
    def gewisseld(self) -> bool:
        """Whether a button struck a day out, or put it back."""
        return bool({SLA_OVER, ZET_TERUG} & request.form.keys())

    def verstuurd(self) -> bool:
        """Whether this was sent to be saved, and is right. The buttons of the sessions save nothing."""
        if not (self.gewisseld or BEKIJK in request.args or BEKIJK in request.form):
            return self.validate_on_submit()  # type: ignore[attr-defined]
        if self.gewisseld:
            dagen = set(self.overgeslagen.data or []) | _dagen(request.form.getlist(SLA_OVER))
            self.overgeslagen.zet(sorted(dagen - _dagen(request.form.getlist(ZET_TERUG))))
        return False

    def rooster(self, interventie: Interventie | None) -> Rooster:
        """Return the sessions as they would be laid for what is filled in now."""
        if interventie is None or self.begint_op.data is None:
            return Rooster()
        gestreept, laatste = self.overgeslagen.data or (), self.eindigt_op.data
        return rooster(interventie, self.begint_op.data, self.dagdelen.data or [], gestreept, laatste)


class GroepForm(_Groepsvelden, EenmaligFormulier):
    """A new group."""

    interventie_code = _CURSUS

    def bied_aan(self, ketens: tuple[str, ...], kopie: Groep | None = None) -> None:
        """Offer the interventies of these ketens; the size of the group begins as the first one prescribes.

        As a copy it begins with all that an earlier group had, but for its dates.
        """
        keuzes = interventies(ketens)
        self.interventie_code.choices = [("", "Kies een cursus"), *keuzes]
        if self.is_submitted():
            return
        if kopie:
            self.neem_over(kopie)
        elif keuzes:
            maat = catalogus().interventie(keuzes[0][0].partition("/")[2]).groepsgrootte
            self.plaatsen.data, self.minimum.data = maat.capaciteit, maat.minimum_start

    def neem_over(self, groep: Groep) -> None:
        """Fill in what an earlier group had."""
        for naam in ("naam", "locatie", "wijk", "taal", "dagdelen", "tijd", "plaatsen", "minimum"):
            getattr(self, naam).data = getattr(groep, naam)
        self.eigen_bijdrage.data, self.kosten.data = groep.eigen_bijdrage, groep.kosten
        self.trainer_ids.data = trainer_ids(groep)
        self.interventie_code.data = f"{groep.keten_code}/{groep.interventie.code}"

    def validate_begint_op(self, field: Field) -> None:
        """A new group lies ahead."""
        super().validate_begint_op(field)
        if field.data < vandaag():
            raise ValidationError("Deze dag is al geweest. Kies vandaag of een dag die nog komt.")

    @property
    def interventie(self) -> Interventie | None:
        """The interventie that is chosen now, as the keten gives it."""
        return gekozen(self.interventie_code.data or "") if self.interventie_code.data else None

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


def gekozen(keuze: str) -> Interventie | None:
    """Return the interventie of a choice of `interventies`, in the version that its keten names."""
    keten, _, code = keuze.partition("/")
    pins = (inzet.interventie for k in catalogus().ketens if k.code == keten for inzet in k.interventies)
    return next((catalogus().interventie(pin) for pin in pins if pin.partition("@")[0] == code), None)


def _dagen(teksten: list[str]) -> set[date]:
    """Read the days of the buttons; what is no date was not one of ours."""
    dagen = set()
    for tekst in teksten:
        try:
            dagen.add(date.fromisoformat(tekst))
        except ValueError:
            continue
    return dagen
