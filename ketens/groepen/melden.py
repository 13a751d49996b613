"""Telling people about their group: a place, another day or place, called off; and the trainer, by mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.berichten.bezorging import maak_opnieuw
from ketens.berichten.handelingen import Zending, bereikt, bij_bereik, open_berichten, staak, stuur, stuur_velen
from ketens.berichten.models import Bericht
from ketens.gebruikers.wie import Wie
from ketens.groepen.bedenktijd import BEDENKTIJD_WERKDAGEN, is_haast, is_krap, vervalt_op
from ketens.groepen.bezetting import open_aanbiedingen
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.groepen.plaatslink import link_naar
from ketens.groepen.trainerpost import schrijf_trainers
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.inwoners.models import Bereik
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import AMSTERDAM, nu, vandaag, werkdagen_erbij


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


def bied_plaatsen_aan(aanbiedingen: Sequence[Plaatsaanbod], groep: Groep, *, door: Wie | None) -> None:
    """Tell each that a place is held for them; their time to think runs from when they heard of it."""
    per_brief, krap = is_krap(groep, per_post=True), is_krap(groep, per_post=False)
    over, uiterlijk = _over_aanbod(groep), vandaag() if is_haast(groep) else None
    zendingen = []
    for aanbod in aanbiedingen:
        # Too late for a letter, or for a mail that is read tomorrow: then someone calls.
        bellen = per_brief if aanbod.inwoner.bereik is Bereik.BRIEF else krap
        inhoud = over | {"link": link_naar(aanbod)}
        kanaal = Bereik.BELLEN if bellen else None
        zendingen.append(Zending(aanbod.traject, f"aanbod:{aanbod.id}", inhoud, kanaal=kanaal, termijn_op=uiterlijk))
    stuur_velen(zendingen, soort="aanbod", door=door)


@bij_bereik("aanbod")
def begin_bedenktijd(bericht: Bericht) -> None:
    """An offer lapses so many working days after it was heard of, and never before it was."""
    aanbod = db.session.get_one(Plaatsaanbod, UUID(bericht.sleutel.partition(":")[2]))
    aanbod.bereikt_op, aanbod.vervalt_op = bericht.bereikt_op, None
    if bericht.bereikt_op:
        aanbod.vervalt_op = vervalt_op(aanbod.groep, bericht.bereikt_op.astimezone(AMSTERDAM).date())


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
    _vertel_aangeboden(groep, door, altijd=True)
    schrijf_trainers(groep, "Er is iets gewijzigd in een groep")


def meld_afgelast(groep: Groep, plaatsingen: Iterable[Plaatsing | Plaatsaanbod], *, door: Wie | None) -> None:
    """Tell everyone who had a place, or had heard that they were offered one, that the group is off."""
    for plaatsing in plaatsingen:
        if isinstance(plaatsing, Plaatsing):
            trek_uitnodiging_in(plaatsing)
        sleutel = f"afgelast:{plaatsing.id}"
        stuur(plaatsing.traject, soort="afgelast", sleutel=sleutel, door=door, groep=groep.naam)
    schrijf_trainers(groep, "Een groep gaat niet door")


def meld_bijeenkomst(
    bijeenkomst: Bijeenkomst, plaatsingen: Iterable[Plaatsing], *, reden: str, eerder: datetime | None, door: Wie | None
) -> None:
    """Tell everyone with a place that one session is moved or off; without `eerder` that it was added.

    Who was not invited yet and would hear of a first session that is no more, is invited to what it is now.
    """
    groep, soort = bijeenkomst.groep, "afgelast" if bijeenkomst.afgelast_op else "verplaatst"
    inhoud: dict[str, Any] = {"groep": groep.naam, "reden": reden, **_moment(bijeenkomst.begint_op)}
    if soort == "verplaatst":
        inhoud |= {"locatie": groep.locatie} | ({"eerder": _moment(eerder)["dag"]} if eerder else {"extra": True})
    # They must hear it before they leave home.
    eerst = min(eerder or bijeenkomst.begint_op, bijeenkomst.begint_op).astimezone(AMSTERDAM).date()
    uiterlijk = min(max(vandaag(), eerst), werkdagen_erbij(vandaag(), 1))
    for plaatsing in plaatsingen:
        if _nodig_opnieuw_uit(plaatsing, _over(groep), door):
            continue
        sleutel = f"bijeenkomst:{bijeenkomst.id}:{plaatsing.id}:{nieuw_id().hex}"
        stuur(plaatsing.traject, soort=soort, sleutel=sleutel, door=door, termijn_op=uiterlijk, **inhoud)
    _vertel_aangeboden(groep, door)
    schrijf_trainers(groep, "Een bijeenkomst is gewijzigd")


def vergeet_aanbod(aanbod: Plaatsaanbod) -> None:
    """Tell nobody any more of an offer, or of what changed in its group, that they did not hear of yet."""
    for bericht in _over_aanbieding(aanbod, alleen_open=True):
        staak(bericht, "achterhaald")


def _vertel_aangeboden(groep: Groep, door: Wie | None, *, altijd: bool = False) -> None:
    """Who was offered a place decides about the group as it is now: about its first session, its hour and its place.

    An offer that nobody heard yet says the new day; who heard it is told what changed. `altijd`: also where the
    first session is the one that was told.
    """
    over = _over(groep)
    for aanbod in open_aanbiedingen(Plaatsaanbod.groep_id == groep.id):
        laatste = _over_aanbieding(aanbod)[-1:]
        gezegd = (laatste[0].inhoud or {}) if laatste else {}
        if not altijd and all(gezegd.get(wat) == over.get(wat) for wat in ("dag", "uur", "locatie")):
            continue
        ongehoord = _over_aanbieding(aanbod, alleen_open=True)
        for bericht in ongehoord:
            link = {"link": (bericht.inhoud or {}).get("link")} if bericht.soort == "aanbod" else {}
            bericht.inhoud = (_over_aanbod(groep) if link else over) | link
            maak_opnieuw(bericht)
        if aanbod.bereikt_op:
            aanbod.vervalt_op = vervalt_op(groep, aanbod.bereikt_op.astimezone(AMSTERDAM).date())
        if not ongehoord:
            sleutel = f"verplaatst:{aanbod.id}:{nieuw_id().hex}"
            stuur(aanbod.traject, soort="verplaatst", sleutel=sleutel, door=door, **over)


def _nodig_opnieuw_uit(plaatsing: Plaatsing, over: dict[str, Any], door: Wie | None) -> bool:
    """Replace an invitation that nobody heard yet and that names another first session; tell whether there was one."""
    open_ = [bericht for bericht in _over_plaats(plaatsing) if bericht.soort == "uitnodiging"]
    gezegd = [bericht.inhoud or {} for bericht in open_]
    if all((inhoud.get("dag"), inhoud.get("uur")) == (over["dag"], over.get("uur")) for inhoud in gezegd):
        return False
    trek_uitnodiging_in(plaatsing)
    sleutel = f"uitnodiging:{plaatsing.id}:{nieuw_id().hex}"
    stuur(plaatsing.traject, soort="uitnodiging", sleutel=sleutel, door=door, **over)
    return True


def _over(groep: Groep) -> dict[str, Any]:
    """What a message says of a group: no names but that of the group itself."""
    keren = [b.begint_op for b in groep.bijeenkomsten if b.afgelast_op is None]
    komend = min((op for op in keren if op > nu()), default=min(keren, default=None))
    wanneer = _moment(komend) if komend else {"dag": groep.begint_op.isoformat()}
    dagen = ", ".join(deel for deel in (dagdeel_namen(groep.dagdelen), groep.tijd) if deel and groep.dagdelen)
    over = {"groep": groep.naam, "locatie": groep.locatie, "tijd": dagen, "bijdrage": groep.eigen_bijdrage}
    return over | wanneer | {"loopt": groep.is_begonnen}


def _over_aanbod(groep: Groep) -> dict[str, Any]:
    """What an offer says: the group, and how long the place is held."""
    if is_krap(groep, per_post=False):
        return _over(groep) | {"uiterlijk": vervalt_op(groep, vandaag()).isoformat()}
    return _over(groep) | {"bedenktijd": BEDENKTIJD_WERKDAGEN}


def _moment(op: datetime) -> dict[str, str]:
    hier = op.astimezone(AMSTERDAM)
    return {"dag": hier.date().isoformat(), "uur": f"{hier:%H.%M}"}


def _over_plaats(plaatsing: Plaatsing) -> list[Bericht]:
    """Return what this place still has to be told about, by what the message is named after."""
    naar = Bericht.sleutel.contains(str(plaatsing.id), autoescape=True)
    return open_berichten(Bericht.traject_id == plaatsing.traject_id, naar)


def _over_aanbieding(aanbod: Plaatsaanbod, *, alleen_open: bool = False) -> list[Bericht]:
    """Return what this offer is told with, oldest first; `alleen_open`: what nobody heard yet, to change it."""
    eisen = (Bericht.traject_id == aanbod.traject_id, Bericht.sleutel.contains(str(aanbod.id), autoescape=True))
    if alleen_open:
        return open_berichten(*eisen)
    return list(db.session.scalars(select(Bericht).where(*eisen).order_by(Bericht.id)))
