"""The form of waiting: for one group or for a kind of group, alone or with someone who must come along."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.samen import kenmerk_van
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.groepen.wachtlijst import DAGDELEN, wachtplekken_van
from ketens.kern.db import db
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkjesVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import TekstVeld, Verplicht
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden


class WachtForm(Formulier):
    """Waiting for one group, or for a kind of group."""

    interventie_code = KeuzeVeld("Cursus", [Verplicht("Kies een cursus.")])
    groep_id = KeuzeVeld("Alleen deze groep")
    dagdelen = VinkjesVeld(
        "Dagdelen die passen", choices=list(DAGDELEN.items()), description="Niets gekozen: elk dagdeel past."
    )
    wijk = TekstVeld("Alleen in deze wijk", lengte=40, description="Leeg: elke wijk past.")
    taal = TekstVeld("Alleen in deze taal", lengte=40, description="Leeg: elke taal past.")
    samen_met = TekstVeld(
        "Samen met",
        lengte=12,
        description="Het kenmerk van het traject van iemand die mee moet komen, en die ook op deze cursus wacht. "
        "Zij krijgen samen een plaats, of geen van beiden.",
    )


def wachtformulier(traject: Traject) -> WachtForm:
    """Return the form, filled with what someone waits for now, or else with what the intake told."""
    nu = next(iter(wachtplekken_van(traject)), None)
    form = WachtForm(**(_van(nu) if nu else _uit_intake(traject)))
    form.interventie_code.choices = [
        ("", "Kies een cursus"),
        *((inzet.code, catalogus().interventie(inzet.interventie).naam) for inzet in traject.keten.interventies),
    ]
    groepen = [(str(groep.id), f"{groep.naam} ({groep.interventie.naam})") for groep in _groepen(traject)]
    form.groep_id.choices = [("", "Elke groep die past"), *groepen]
    return form


def zet_erop(traject: Traject, form: WachtForm, *, door: Wie) -> Wachtplek:
    """Do what the form says."""
    groep = db.session.get(Groep, UUID(form.groep_id.data)) if form.groep_id.data else None
    return zet_op_wachtlijst(
        traject,
        interventie_code=form.interventie_code.data or "",
        groep=groep,
        wijk=form.wijk.data,
        dagdelen=form.dagdelen.data or [],
        taal=form.taal.data,
        samen_met=form.samen_met.data,
        door=door,
    )


def _van(wachtplek: Wachtplek) -> dict[str, Any]:
    return {
        "interventie_code": wachtplek.interventie_code,
        "groep_id": str(wachtplek.groep_id) if wachtplek.groep_id else "",
        "dagdelen": wachtplek.dagdelen,
        "wijk": wachtplek.wijk,
        "taal": wachtplek.taal,
        "samen_met": kenmerk_van(wachtplek),
    }


def _uit_intake(traject: Traject) -> dict[str, Any]:
    antwoorden = intake_antwoorden(traject)
    anders = antwoorden.get("taal") == "anders"
    return {
        "dagdelen": [str(deel) for deel in antwoorden.get("dagdelen") or ()],
        "taal": str(antwoorden.get("taal_welke") or "") if anders else "",
    }


def _groepen(traject: Traject) -> list[Groep]:
    vraag = select(Groep).where(
        Groep.keten_code == traject.keten_code,
        Groep.organisatie_id == traject.organisatie_id,
        Groep.afgelast_op.is_(None),
        Groep.eindigt_op >= vandaag(),
    )
    return list(db.session.scalars(vraag.order_by(Groep.begint_op, Groep.id)))
