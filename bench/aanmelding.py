"""How somebody is sent: the verwijzing with its test, consents, involvement and task."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.bezetting import KETEN, KETEN_VERSIE, Persoon
from bench.leven import Leven
from bench.mensen import Mens
from ketens.catalogus import catalogus
from ketens.gebruikers.models import OrganisatieSoort
from ketens.instrumenten.handelingen import leeftijdsklasse
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Betrokkenheid, Geslacht, Toestemming, ToestemmingSoort
from ketens.kern.db import nieuw_id
from ketens.kern.klok import leeftijd_op
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing

ANTWOORDEN = {
    "matig": {"q1_gevallen": True, "q2_bezorgd": True, "q3_moeite_bewegen": False, "looptest_s": "5.2"},
    "hoog": {"q1_gevallen": True, "q2_bezorgd": True, "q3_moeite_bewegen": True, "e1_letsel": True},
    "onvolledig": {"q1_gevallen": False, "q2_bezorgd": True, "q3_moeite_bewegen": False},
}
TOELICHTING = "Woont alleen sinds dit voorjaar, loopt buiten met een rollator. Belt liever in de ochtend."


@dataclass(slots=True)
class Aanmelding:
    """What the traject that follows needs of a verwijzing."""

    inwoner_id: UUID
    leeftijd: int


def meld_aan(
    leven: Leven, mens: Mens, inwoner_id: UUID, op: datetime, *, nr: int, uitslag: str, **hoe: Any
) -> Aanmelding:
    """Add verwijzing, test, consents, involvement and the task to look at it; `hoe` are its moments."""
    wie, soort = leven.kans.choice(leven.hier.verwijzers)
    afname_id = _neem_af(
        leven, mens, inwoner_id, op, wie=wie, soort=soort, uitslag=uitslag, traject_id=hoe.get("traject_id")
    )
    verwijzing_id, kenmerk = nieuw_id(), f"VW-{nr:06d}"
    klaar = hoe.get("aangenomen_op") or hoe.get("geweigerd_op")
    taak_id = taak_rij(
        leven,
        "triage",
        inwoner_id,
        op,
        dagen=5,
        klaar=klaar,
        kenmerk=kenmerk,
        endpoint="triage.detail",
        object_id=verwijzing_id,
    )
    tussen = f"{mens.voornaam} {mens.tussenvoegsel} {mens.achternaam}".replace("  ", " ")
    leven.rij(
        Verwijzing,
        id=verwijzing_id,
        zegel={
            "persoon_naam": tussen,
            "persoon_geboortedatum": mens.geboren.isoformat(),
            "toelichting": TOELICHTING if leven.kans.random() < 0.4 else "",
        },
        inwoner_id=inwoner_id,
        formulier_id=nieuw_id(),
        kenmerk=kenmerk,
        keten_code=KETEN,
        keten_versie=KETEN_VERSIE,
        organisatie_id=wie.organisatie_id,
        verwijzer_soort=str(soort),
        ingevoerd_door_id=wie.id,
        ingevoerd_door_organisatie_id=wie.organisatie_id,
        herkomst=leven.kies({"verwijzer": 70, "zelf": 12, "naaste": 6, "valrisicodag": 12}),
        ontvanger_id=leven.hier.eigenaar_id,
        afname_id=afname_id,
        taak_id=taak_id,
        ingediend_op=op,
        is_demo=True,
        versie=1,
        **{naam: hoe.get(naam) for naam in ("traject_id", "aangenomen_op", "geweigerd_op", "weigerreden")},
    )
    _betrek(leven, inwoner_id, wie, verwijzing_id, op)
    return Aanmelding(inwoner_id, leeftijd_op(mens.geboren, op.date()))


def _neem_af(
    leven: Leven,
    mens: Mens,
    inwoner_id: UUID,
    op: datetime,
    *,
    wie: Persoon,
    soort: OrganisatieSoort,
    uitslag: str,
    traject_id: UUID | None,
) -> UUID:
    leeftijd = leeftijd_op(mens.geboren, op.date())
    return leven.rij(
        Afname,
        zegel={"antwoorden": json.dumps(ANTWOORDEN[uitslag])},
        inwoner_id=inwoner_id,
        traject_id=traject_id,
        keten_code=KETEN,
        instrument="valrisicotest@1",
        uitslag=uitslag,
        op=op,
        door_id=wie.id,
        organisatie_id=wie.organisatie_id,
        verwijzer_soort=str(soort),
        setting="praktijk",
        leeftijd=leeftijd,
        leeftijdsklasse=leeftijdsklasse(leeftijd),
        geslacht=Geslacht.VROUW if mens.vrouw else Geslacht.MAN,
        pc4=mens.postcode[:4],
        alleen_eigen=False,
    )


def _betrek(leven: Leven, inwoner_id: UUID, wie: Persoon, verwijzing_id: UUID, op: datetime) -> None:
    for organisatie_id, grond in ((wie.organisatie_id, "verwijzing"), (leven.hier.eigenaar_id, "verwijzing")):
        leven.rij(
            Betrokkenheid,
            inwoner_id=inwoner_id,
            organisatie_id=organisatie_id,
            account_id=None,
            keten_code=KETEN,
            grond=grond,
            van=op.date(),
            tot=None,
        )
    keten = catalogus().keten(KETEN, KETEN_VERSIE)
    for vraag in keten.toestemmingen[:2] if leven.kans.random() < 0.8 else keten.toestemmingen[:1]:
        leven.rij(
            Toestemming,
            inwoner_id=inwoner_id,
            soort=ToestemmingSoort(vraag.soort),
            keten_code=KETEN,
            ontvangers=", ".join(vraag.ontvangers),
            formulering=vraag.tekst,
            formulering_versie=f"{KETEN}@{KETEN_VERSIE}.{vraag.tekst_versie}",
            kanaal=vraag.kanaal,
            gever="inwoner",
            gegeven_op=op,
            door_id=wie.id,
            organisatie_id=wie.organisatie_id,
            verwijzing_id=verwijzing_id,
        )


def taak_rij(
    leven: Leven,
    soort: str,
    inwoner_id: UUID,
    op: datetime,
    *,
    dagen: int | None,
    klaar: datetime | None,
    kenmerk: str,
    endpoint: str,
    object_id: UUID,
    traject_id: UUID | None = None,
    account_id: UUID | None = None,
) -> UUID:
    """Add a task of the organisatie that coordinates."""
    return leven.rij(
        Taak,
        soort=soort,
        kenmerk=kenmerk,
        keten_code=KETEN,
        organisatie_id=leven.hier.eigenaar_id,
        inwoner_id=inwoner_id,
        traject_id=traject_id,
        account_id=account_id,
        termijn_op=op.date() + timedelta(days=dagen) if dagen else date.max,
        gemaakt_op=op,
        afgehandeld_op=klaar,
        endpoint=endpoint,
        object_id=object_id,
    )
