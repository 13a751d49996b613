"""Counting without persons: a count is a row; a correction is another row, and the first one stays to be seen."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus.activiteit import Activiteit
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.tellingen import perioden
from ketens.tellingen.models import Telling


class AlGeteld(Domeinfout):
    """The same activity has a count for this day or period already; it may be right to add another."""

    def __init__(self, eerdere: Telling) -> None:
        self.eerdere = eerdere
        wanneer = perioden.naam(eerdere.activiteit.per, eerdere.datum)
        super().__init__(f"Voor {wanneer} is dit al geteld: {in_woorden(eerdere)}. Kijk hieronder wat u wilt doen.")


def tel(
    activiteit: Activiteit,
    *,
    formulier_id: UUID,
    datum: date,
    aantallen: Mapping[str, int | None],
    door: Wie | None,
    organisatie_id: UUID | None = None,
    bron: str | None = None,
    opmerking: str | None = None,
    toch: bool = False,
) -> Telling:
    """Count an activity once more. `toch`: also where that day or period was counted already. Sent twice, it is one.

    Raises `AlGeteld`, and `Domeinfout` for figures that cannot be. `organisatie_id`: whose count, default the hat's.
    """
    if bestaand := _zelfde_formulier(formulier_id):
        return bestaand
    telling = _maak(
        activiteit,
        formulier_id=formulier_id,
        datum=datum,
        aantallen=aantallen,
        door=door,
        organisatie_id=organisatie_id,
    )
    telling.bron, telling.opmerking = bron or "", opmerking
    if not toch and (eerdere := geldend_op(activiteit.code, telling.datum)):
        raise AlGeteld(eerdere)
    db.session.add(telling)
    return telling


def corrigeer(
    telling: Telling,
    *,
    formulier_id: UUID,
    datum: date,
    aantallen: Mapping[str, int | None],
    reden: str,
    door: Wie,
    bron: str | None = None,
    opmerking: str | None = None,
) -> Telling:
    """Put a row with the right figures in the place of this one; the old one stays, with who, when and why."""
    if bestaand := _zelfde_formulier(formulier_id):
        return bestaand
    nieuw = _maak(
        telling.activiteit,
        formulier_id=formulier_id,
        datum=datum,
        aantallen=aantallen,
        door=door,
        organisatie_id=telling.organisatie_id,
    )
    nieuw.bron, nieuw.opmerking, nieuw.vervangt_id = bron or "", opmerking, telling.id
    neem_terug(telling, reden=reden, door=door)
    db.session.add(nieuw)
    return nieuw


def neem_terug(telling: Telling, *, reden: str, door: Wie) -> None:
    """Let this count no longer hold; it stays to be seen, with who, when and why."""
    # Two who correct at once: the second waits here, and finds what the first did.
    db.session.refresh(telling, with_for_update=True)
    if telling.vervallen_op:
        wie = telling.vervallen_door.naam if telling.vervallen_door else "iemand anders"
        raise Domeinfout(f"Deze telling geldt niet meer: {wie} was u voor. Bekijk de nieuwe telling.")
    telling.vervallen_op, telling.vervallen_door_id, telling.vervallen_reden = nu(), door.account_id, reden


def geldend_op(code: str, eerste: date) -> Telling | None:
    """Return the last count of this activity for that day or period that still holds."""
    vraag = select(Telling).where(
        Telling.activiteit_code == code, Telling.datum == eerste, Telling.vervallen_op.is_(None)
    )
    return db.session.scalars(vraag.order_by(Telling.id.desc()).limit(1)).one_or_none()


def in_woorden(telling: Telling) -> str:
    """Return the figures in a sentence: "8 volwassenen, 9 kinderen, 2 nieuw"; what is nought is left out."""
    velden = [(telling.aantallen.get(veld.sleutel, 0), veld.naam) for veld in telling.activiteit.velden]
    return ", ".join(f"{aantal} {naam.lower()}" for aantal, naam in velden if aantal) or "niemand"


def _zelfde_formulier(formulier_id: UUID) -> Telling | None:
    return db.session.scalars(select(Telling).where(Telling.formulier_id == formulier_id)).one_or_none()


def _maak(
    activiteit: Activiteit,
    *,
    formulier_id: UUID,
    datum: date,
    aantallen: Mapping[str, int | None],
    door: Wie | None,
    organisatie_id: UUID | None,
) -> Telling:
    eerste = perioden.begin(activiteit.per, datum)
    if eerste > vandaag():
        raise Domeinfout("Kies een dag die er al is geweest.", veld="datum")
    eigenaar = organisatie_id or (door.organisatie_id if door else None)
    if eigenaar is None:
        raise Domeinfout("Deze telling hoort bij geen organisatie.")
    return Telling(
        formulier_id=formulier_id,
        activiteit_code=activiteit.code,
        activiteit_versie=activiteit.versie,
        organisatie_id=eigenaar,
        datum=eerste,
        aantallen=_geldig(activiteit, aantallen),
        door_id=door.account_id if door else None,
        ingevoerd_op=nu(),
    )


def _geldig(activiteit: Activiteit, aantallen: Mapping[str, int | None]) -> dict[str, int]:
    """Return whole numbers by key; what was left open is 0, but not all of it. Raises `Domeinfout`."""
    if all(aantallen.get(veld.sleutel) is None for veld in activiteit.velden):
        raise Domeinfout(
            "Vul ten minste een aantal in. Was er niemand? Vul dan 0 in.", veld=activiteit.velden[0].sleutel
        )
    geldig: dict[str, int] = {veld.sleutel: aantallen.get(veld.sleutel) or 0 for veld in activiteit.velden}
    for veld in activiteit.velden:
        if not 0 <= geldig[veld.sleutel] <= veld.hoogste:
            raise Domeinfout(f"Vul een getal in van 0 tot en met {veld.hoogste}.", veld=veld.sleutel)
    for controle in activiteit.fouten(geldig):
        raise Domeinfout(controle.zin, veld=controle.bij)
    return geldig
