"""What must hold before someone is handed over, and who can receive."""

from uuid import UUID

from ketens.gebruikers.models import Organisatie
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import verhuizing_van
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.overdrachten.keuzes import BESTEMMINGEN, WIJZEN
from ketens.overdrachten.models import Overdracht
from ketens.overdrachten.stand import andere_ketens, behandelaars, open_overdracht, weg_naar
from ketens.trajecten.models import Traject


def keur(traject: Traject, bestemming: str, wijze: str, besproken: bool | None, sluit_met: str | None) -> None:
    """Raise `Domeinfout` when a traject can't be handed over so."""
    if bestemming not in BESTEMMINGEN:
        raise Domeinfout("Kies waar de inwoner verder gaat.", veld="bestemming")
    if wijze not in WIJZEN:
        raise Domeinfout("Kies hoe u overdraagt.", veld="wijze")
    if open_overdracht(traject.id, bestemming):
        raise Domeinfout("Er loopt al een overdracht hierheen. Wacht op het antwoord, of trek die eerst in.")
    if bestemming == "gemeente":
        _mag_naar_een_andere_gemeente(traject)
    if bestemming == "zvw" and besproken is None:
        raise Domeinfout("Zeg of u het eigen risico besprak.", veld="eigen_risico_besproken")
    if bestemming == "zvw" and sluit_met:
        raise Domeinfout("Het traject sluit vanzelf als de ontvanger bevestigt.", veld="sluit_met")


def _mag_naar_een_andere_gemeente(traject: Traject) -> None:
    verhuizing = verhuizing_van(traject.inwoner_id)
    if verhuizing is None:
        raise Domeinfout("Leg eerst bij de inwoner vast naar welke gemeente die verhuist.", veld="bestemming")
    if not verhuizing.mag_overdragen:
        zin = "De inwoner wil niet dat de nieuwe gemeente van dit traject hoort. Zo staat het bij de verhuizing."
        raise Domeinfout(zin, veld="bestemming")


def kies_ontvanger(
    overdracht: Overdracht, ontvanger_id: UUID | None, anders: str | None, naar_keten: str | None, door: Wie
) -> None:
    """Say who receives it, in words or by id, as the destination asks. Raises `Domeinfout`."""
    traject = overdracht.traject
    if overdracht.bestemming == "keten":
        weg = weg_naar(andere_ketens(traject, door), naar_keten)
        if weg is None:
            raise Domeinfout("Kies een keten die hier loopt.", veld="naar_keten")
        overdracht.naar_keten = naar_keten
        overdracht.ontvanger, overdracht.ontvanger_id = weg.ontvanger, weg.ontvanger.id
        return
    if ontvanger_id is not None:
        if ontvanger_id not in {organisatie.id for organisatie in behandelaars(traject.keten_code)}:
            raise Domeinfout("Kies een ontvanger uit de lijst.", veld="ontvanger")
        overdracht.ontvanger_id, overdracht.ontvanger = ontvanger_id, db.session.get_one(Organisatie, ontvanger_id)
    elif anders:
        overdracht.ontvanger_anders = anders
    elif overdracht.bestemming in ("zvw", "gemeente"):
        raise Domeinfout("Vul in wie de inwoner ontvangt.", veld="ontvanger_anders")
