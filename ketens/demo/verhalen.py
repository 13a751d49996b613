"""What happens to a resident, told as a story: each `yield` is a moment, and what follows happens then.

A story draws its chances from its own key, never from the day of today: told on a later day it only goes further.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from ketens.beoordelingen.handelingen import beantwoord, vraag_beoordeling
from ketens.demo.antwoorden import rest_van_de_test, valrisicotest
from ketens.demo.kalender import overdag
from ketens.demo.mensen import Persoon
from ketens.demo.organisaties import KETEN
from ketens.demo.ploeg import Ploeg
from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag, werkdagen_erbij, zet_klok
from ketens.rechten import Rol
from ketens.trajecten.handelingen import noteer_contactpoging, vrt_afmaken
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan, weiger
from ketens.verwijzingen.handelingen import trek_in, verwijs
from ketens.verwijzingen.models import Verwijzing

Verhaal = Iterator[datetime]

ADVIEZEN = {
    "gemeente": ("Kan meedoen in een groep, graag met aandacht voor evenwicht.", "Geen bezwaar tegen een groep."),
    "zvw": (
        "Start bij de fysiotherapeut, later een groep.",
        "Eerst behandeling, oefentherapie is aangevraagd.",
    ),
    "anders": ("Eerst een ergotherapeut thuis.", "Er komt meer hulp thuis."),
    "inwoner_wil_niet": ("Wil nu geen vervolg.", "Ziet het niet zitten, wil later misschien nog eens."),
}
TOELICHTINGEN = (
    "Belt u liever na 10 uur.",
    "Woont alleen, wil graag weer zelf boodschappen doen.",
    "Komt graag samen met de buurvrouw.",
    "Is onzeker geworden na een val in de tuin.",
    "Loopt sinds kort met een stok.",
)


@dataclass(frozen=True, slots=True)
class Rolverdeling:
    """Whose story it is, who acts in it, and its own chances."""

    ploeg: Ploeg
    persoon: Persoon
    kans: Random
    regie: Wie


def verdeel(ploeg: Ploeg, persoon: Persoon) -> Rolverdeling:
    """Return the cast of the story of this person."""
    kans = Random(f"verhaal-{persoon.sleutel}")  # noqa: S311  # invented people, no secret
    return Rolverdeling(ploeg, persoon, kans, ploeg.regie if kans.random() < 0.7 else ploeg.collega)


def vertel(verhaal: Verhaal, tot: datetime) -> None:
    """Let a story happen, with the clock on its own moments, up to `tot`."""
    moment = next(verhaal, None)
    while moment is not None and moment <= tot:
        with zet_klok(moment):
            moment = next(verhaal, None)
            db.session.flush()  # as at the end of a request
    if isinstance(verhaal, Generator):
        verhaal.close()  # what it still held in hand is written down


def formulier(sleutel: str) -> UUID:
    """Return the id of the form with which something was sent."""
    return uuid5(NAMESPACE_URL, f"demo:{sleutel}")


def later(rol: Rolverdeling, minst: int, meest: int) -> datetime:
    """Return a moment in office hours, some working days after today, and after now in any case."""
    gewenst = overdag(rol.kans, werkdagen_erbij(vandaag(), rol.kans.randint(minst, meest)))
    return max(gewenst, nu() + timedelta(minutes=11))


def stuur(
    rol: Rolverdeling,
    uitslag: str,
    *,
    door: Wie | None = None,
    terugkoppelen: bool | None = None,
    persoon: Persoon | None = None,
    toelichting: str | None = None,
) -> Verwijzing:
    """Send the verwijzing of this story."""
    kans, wie = rol.kans, persoon or rol.persoon
    door = door or rol.ploeg.verwijzer(kans)
    herkomst, namens = _herkomst(kans, door)
    verwijzing = verwijs(
        formulier_id=formulier(f"{wie.sleutel}-{door.account_id}"),
        keten_code=KETEN,
        door=door,
        antwoorden=valrisicotest(uitslag, kans),
        toestemming_doorgeven=True,
        toestemming_terugkoppelen=kans.random() < 0.8 if terugkoppelen is None else terugkoppelen,
        toelichting=toelichting or (kans.choice(TOELICHTINGEN) if kans.random() < 0.3 else None),
        herkomst=herkomst,
        namens=namens,
        **wie.gegevens(kans),
    )
    if kans.random() < 0.08:
        bereik = Bereik.EMAIL if verwijzing.inwoner.email else Bereik.BRIEF
        wijzig_inwoner(verwijzing.inwoner, door=door, bereik=bereik)
    return verwijzing


def _herkomst(kans: Random, door: Wie) -> tuple[str, str]:
    if door.rol == Rol.COORDINATOR:
        return kans.choice((("zelf", ""), ("naaste", "dochter"), ("krant_of_brief", ""), ("valrisicodag", "")))
    if door.organisatie and door.organisatie.soort == "welzijn":
        return "sociaal_hus", "consulent Sociaal Hus"
    if door.functie.startswith("POH") and kans.random() < 0.3:
        return "verwijzer", "huisarts, mondeling"
    return "verwijzer", ""


def gewogen(rol: Rolverdeling, verwijzing: Verwijzing, route: str) -> Iterator[datetime]:
    """After a high risk: a practice is asked and answers with this route."""
    traject = verwijzing.traject
    assert traject is not None  # noqa: S101  # accepted a moment ago
    yield later(rol, 0, 1)
    praktijk_id, beoordelaar = rol.ploeg.praktijk(rol.kans)
    beoordeling = vraag_beoordeling(
        traject, praktijk_id=praktijk_id, vraag="Kan deze inwoner meedoen in een groep?", door=rol.regie
    )
    yield later(rol, 4, 9)
    factoren = {"mobiliteit_aanwezig": "ja", "medicatie_aanwezig": "onbekend"} if beoordelaar else None
    beantwoord(
        beoordeling,
        beoordeeld_op=vandaag() - timedelta(days=rol.kans.randint(0, 2)),
        route=route,
        advies=rol.kans.choice(ADVIEZEN[route]),
        factoren=factoren,
        door=beoordelaar or rol.regie,
    )


def hoog(rol: Rolverdeling, dag: date, route: str) -> Generator[datetime, None, Verwijzing]:
    """A high risk, assessed by a practice; the road does not lead to a group."""
    yield overdag(rol.kans, dag)
    verwijzing = stuur(rol, "hoog")
    yield later(rol, 1, 3)
    neem_aan(verwijzing, door=rol.regie)
    yield from gewogen(rol, verwijzing, route)
    return verwijzing


def geweigerd(rol: Rolverdeling, dag: date, reden: str) -> Verhaal:
    """The coördinator refuses the verwijzing."""
    yield overdag(rol.kans, dag)
    verwijzing = stuur(rol, "matig")
    yield later(rol, 1, 4)
    weiger(verwijzing, reden=reden, door=rol.regie)


def ingetrokken(rol: Rolverdeling, dag: date, reden: str) -> Verhaal:
    """The verwijzer withdraws before it was accepted."""
    door = rol.ploeg.verwijzer(rol.kans)
    yield overdag(rol.kans, dag)
    verwijzing = stuur(rol, "matig", door=door)
    yield later(rol, 1, 2)
    trek_in(verwijzing, reden=reden, door=door)


def niet_bereikt(rol: Rolverdeling, dag: date, _reden: str = "") -> Verhaal:
    """Nobody answers the phone, three times."""
    yield overdag(rol.kans, dag)
    verwijzing = stuur(rol, "matig")
    yield later(rol, 1, 4)
    traject = neem_aan(verwijzing, door=rol.regie)
    for uitkomst in ("geen_gehoor", "voicemail", "geen_gehoor"):
        yield later(rol, 2, 4)
        noteer_contactpoging(traject, uitkomst=uitkomst, door=rol.regie)
    yield later(rol, 1, 3)
    traject.sluit_af(door=rol.regie, reden="niet_bereikbaar")


def gestopt(rol: Rolverdeling, dag: date, reden: str) -> Verhaal:
    """A talk on the phone, and then it ends for this reason."""
    yield overdag(rol.kans, dag)
    verwijzing = stuur(rol, "matig")
    yield later(rol, 1, 4)
    traject = neem_aan(verwijzing, door=rol.regie)
    yield later(rol, 2, 8)
    noteer_contactpoging(traject, uitkomst="gesproken", door=rol.regie)
    traject.sluit_af(door=rol.regie, reden=reden)


def toch_laag(rol: Rolverdeling, dag: date, _reden: str = "") -> Verhaal:
    """An incomplete test, finished on the phone, says low."""
    yield overdag(rol.kans, dag)
    verwijzing = stuur(rol, "onvolledig")
    yield later(rol, 1, 4)
    traject: Traject = neem_aan(verwijzing, door=rol.regie)
    yield later(rol, 1, 4)
    vrt_afmaken(traject, rest_van_de_test("laag", rol.kans), door=rol.regie)
