"""Telling people about their group: a place, another day or place, called off; and the trainer, by mail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from ketens.berichten.handelingen import bereikt, bij_bereik, open_berichten, staak, stuur
from ketens.berichten.models import Bericht
from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import AMSTERDAM, vandaag, werkdagen_erbij
from ketens.post.handelingen import mail
from ketens.trajecten.models import Traject

# How long someone may think about a place that is held for them, from when they heard of it.
BEDENKTIJD_WERKDAGEN = 5


def nodig_uit(plaatsing: Plaatsing, *, door: Wie | None) -> None:
    """Tell someone that they have a place, and when and where it begins."""
    if not plaatsing.groep.is_voorbij:
        stuur(
            plaatsing.traject,
            soort="uitnodiging",
            sleutel=f"uitnodiging:{plaatsing.id}",
            door=door,
            **_over(plaatsing.groep),
        )


def bied_plaats_aan(aanbod: Plaatsaanbod, groep: Groep, *, door: Wie | None) -> None:
    """Tell someone that a place is held for them; their time to think runs from when they heard of it."""
    traject = db.session.get_one(Traject, aanbod.traject_id)
    sleutel, bedenktijd = f"aanbod:{aanbod.id}", BEDENKTIJD_WERKDAGEN
    stuur(traject, soort="aanbod", sleutel=sleutel, door=door, bedenktijd=bedenktijd, **_over(groep))


@bij_bereik("aanbod")
def begin_bedenktijd(bericht: Bericht) -> None:
    """An offer lapses so many working days after it was heard of, and never before it was."""
    aanbod = db.session.get_one(Plaatsaanbod, UUID(bericht.sleutel.partition(":")[2]))
    aanbod.bereikt_op, aanbod.vervalt_op = bericht.bereikt_op, None
    if bericht.bereikt_op:
        dag = bericht.bereikt_op.astimezone(AMSTERDAM).date()
        aanbod.vervalt_op = werkdagen_erbij(dag, BEDENKTIJD_WERKDAGEN)


def komt_al(plaatsing: Plaatsing, *, door: Wie | None) -> None:
    """Who was there has heard of it."""
    for bericht in _over_plaats(plaatsing):
        bereikt(bericht, door=door, hoe="gekomen")


def trek_uitnodiging_in(plaatsing: Plaatsing) -> None:
    """Who no longer has the place is not told of it any more."""
    for bericht in _over_plaats(plaatsing):
        staak(bericht, "achterhaald")


def meld_wijziging(groep: Groep, plaatsingen: Iterable[Plaatsing], *, door: Wie | None) -> None:
    """Tell everyone with a place what the group is like now; who was not invited yet is invited to that."""
    for plaatsing in plaatsingen:
        # An invitation that nobody heard yet is replaced: who hears of two things at once remembers the wrong one.
        nog_niet = _over_plaats(plaatsing)
        uitgenodigd = all(bericht.soort != "uitnodiging" for bericht in nog_niet)
        trek_uitnodiging_in(plaatsing)
        soort = "verplaatst" if uitgenodigd else "uitnodiging"
        sleutel = f"{soort}:{plaatsing.id}:{nieuw_id().hex}"
        stuur(plaatsing.traject, soort=soort, sleutel=sleutel, door=door, **_over(groep))
    meld_trainers(groep, "Er is iets gewijzigd in een groep")


def meld_afgelast(groep: Groep, plaatsingen: Iterable[Plaatsing], *, door: Wie | None) -> None:
    """Tell everyone who had a place that the group is off."""
    for plaatsing in plaatsingen:
        trek_uitnodiging_in(plaatsing)
        sleutel = f"afgelast:{plaatsing.id}"
        stuur(plaatsing.traject, soort="afgelast", sleutel=sleutel, door=door, groep=groep.naam)
    meld_trainers(groep, "Een groep gaat niet door")


def meld_bijeenkomst(
    bijeenkomst: Bijeenkomst, plaatsingen: Iterable[Plaatsing], *, reden: str, eerder: datetime, door: Wie | None
) -> None:
    """Tell everyone with a place that one session is moved or off."""
    soort = "afgelast" if bijeenkomst.afgelast_op else "verplaatst"
    inhoud: dict[str, Any] = {"groep": bijeenkomst.groep.naam, "reden": reden, **_moment(bijeenkomst.begint_op)}
    if soort == "verplaatst":
        inhoud |= {"locatie": bijeenkomst.groep.locatie, "eerder": _moment(eerder)["dag"]}
    # They must hear it before they leave home.
    uiterlijk = min(max(vandaag(), eerder.astimezone(AMSTERDAM).date()), werkdagen_erbij(vandaag(), 1))
    for plaatsing in plaatsingen:
        sleutel = f"bijeenkomst:{bijeenkomst.id}:{plaatsing.id}:{nieuw_id().hex}"
        stuur(plaatsing.traject, soort=soort, sleutel=sleutel, door=door, termijn_op=uiterlijk, **inhoud)
    meld_trainers(bijeenkomst.groep, "Een bijeenkomst is gewijzigd")


def meld_trainers(groep: Groep, onderwerp: str) -> None:
    """Mail who leads the group that they must look at it: a link, and nobody's name."""
    gemeente = db.session.get_one(Gemeente, groep.gemeente_id)
    adres = f"{current_app.extensions['ketens'].adres}/{gemeente.slug}/groepen/{groep.id}"
    inhoud = f"Goedendag,\n\n{onderwerp}. Bekijk de groep in ketens:\n{adres}\n\nDeelnemers krijgen zelf bericht.\n"
    for trainer in (rij.account for rij in groep.trainers if rij.tot is None):
        mail(aan=trainer.email, sleutel=f"groep:{groep.id}:{nieuw_id().hex}", onderwerp=onderwerp, inhoud=inhoud)


def _over(groep: Groep) -> dict[str, Any]:
    """What a message says of a group: no names but that of the group itself."""
    eerste = min((b.begint_op for b in groep.bijeenkomsten if b.afgelast_op is None), default=None)
    wanneer = _moment(eerste) if eerste else {"dag": groep.begint_op.isoformat()}
    return {"groep": groep.naam, "locatie": groep.locatie, **wanneer}


def _moment(op: datetime) -> dict[str, str]:
    hier = op.astimezone(AMSTERDAM)
    return {"dag": hier.date().isoformat(), "uur": f"{hier:%H.%M}"}


def _over_plaats(plaatsing: Plaatsing) -> list[Bericht]:
    """Return what this place still has to be told about, by what the message is named after."""
    naar = Bericht.sleutel.contains(str(plaatsing.id), autoescape=True)
    return open_berichten(Bericht.traject_id == plaatsing.traject_id, naar)
