"""What happens to people while their traject runs: someone dies, moves, goes into hospital, has letters sent, gives up.

All of it is open work of today: the dates lie relative to it.
"""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from ketens.beoordelingen.handelingen import beantwoord, vraag_beoordeling
from ketens.berichten.brieven import maak_stapel, post
from ketens.berichten.handelingen import stuur as stuur_bericht
from ketens.demo.antwoorden import intake, valrisicotest
from ketens.demo.deelname import AFWIJKING
from ketens.demo.kalender import Agenda
from ketens.demo.organisaties import KETEN, WELZIJN
from ketens.demo.overdragen import overgedragen
from ketens.demo.verhalen import ADVIEZEN, Rolverdeling, Verhaal, formulier, stuur
from ketens.groepen.bezetting import stand
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.inwoners.contactpersonen import voeg_contactpersoon_toe
from ketens.inwoners.models import Bereik
from ketens.inwoners.overlijden import leg_overlijden_vast
from ketens.inwoners.verhuizing import leg_verhuizing_vast
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.overdrachten.handelingen import bevestig, geef_terug
from ketens.rechten import Rol
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauzeer
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.aanmelding import meld_aan
from ketens.verwijzingen.handelingen import verwijs

Aangenomen = Generator[datetime, None, Traject]
Vervolg = Callable[[Rolverdeling, Agenda], Verhaal]
OCHTENDEN = ["di_ochtend", "wo_ochtend", "do_ochtend", "vr_ochtend"]


def overleden(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Had a place in the next group; the daughter called yesterday. Everything stopped, and the trainer was told."""
    traject = yield from _gesproken(rol, agenda, 12)
    yield agenda.geleden(8, 11)
    plaats(traject, _komende_groep(), door=rol.regie, reden_afwijking=AFWIJKING)
    yield agenda.geleden(1, 14)
    leg_overlijden_vast(
        traject.inwoner,
        formulier_id=formulier(f"{rol.persoon.sleutel}-overleden"),
        datum=agenda.geleden(2).date(),
        bron="naaste",
        door=rol.regie,
    )


def pauze(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """A new hip: stands still for six weeks."""
    traject = yield from _gesproken(rol, agenda, 9)
    yield agenda.geleden(3, 10)
    pauzeer(
        traject,
        formulier_id=formulier(f"{rol.persoon.sleutel}-pauze"),
        tot=agenda.vandaag + timedelta(days=38),
        reden="ziekenhuis",
        toelichting="Krijgt een nieuwe heup. Belt zelf als het eerder kan.",
        door=rol.regie,
    )


def verhuist(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Moves to be near a son in Hengelo, and agrees that the gemeente there hears of it."""
    traject = yield from _gesproken(rol, agenda, 7)
    yield agenda.geleden(2, 15)
    leg_verhuizing_vast(
        traject.inwoner,
        formulier_id=formulier(f"{rol.persoon.sleutel}-verhuist"),
        per=agenda.vandaag + timedelta(days=24),
        naar_gemeente="Hengelo",
        maakt_af=True,
        mag_overdragen=True,
        door=rol.regie,
    )


def overdracht_open(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Handed over to the fysiotherapeut a few days ago; no answer yet."""
    traject = yield from _voor_de_verzekering(rol, agenda, 4)
    yield agenda.geleden(3, 14)
    overgedragen(rol, traject, 1)


def overdracht_bevestigd(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Handed over and received."""
    traject = yield from _voor_de_verzekering(rol, agenda, 9)
    yield agenda.geleden(8, 14)
    overdracht = overgedragen(rol, traject, 1)
    yield agenda.geleden(3, 9)
    bevestig(overdracht, door=rol.regie)


def overdracht_terug(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Came back yesterday: the practice has a waiting time of months. The step is open again."""
    traject = yield from _voor_de_verzekering(rol, agenda, 5)
    yield agenda.geleden(4, 14)
    overdracht = overgedragen(rol, traject, 1)
    yield agenda.geleden(1, 10)
    geef_terug(overdracht, reden="wachttijd", door=rol.regie, toelichting="Er is pas over vier maanden plaats.")


def brief(werkdagen: int, *, gepost: bool = False) -> Vervolg:
    """Called on three days in vain, then a letter: posted, or waiting to be printed."""

    def verhaal(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
        traject = yield from _aangenomen(rol, agenda, werkdagen + 6)
        for nr, uitkomst in enumerate(("geen_gehoor", "voicemail")):
            yield agenda.geleden(werkdagen + 4 - 2 * nr, 14)
            noteer_contactpoging(traject, uitkomst=uitkomst, door=rol.regie)
        yield agenda.geleden(werkdagen, 15)
        sleutel = f"bel_ons:{traject.id}"
        stuur_bericht(traject, soort="bel_ons", sleutel=sleutel, door=rol.regie, kanaal=Bereik.BRIEF)
        if gepost:
            yield agenda.geleden(werkdagen - 0.5 if werkdagen <= 1 else werkdagen - 1, 9)
            stapel = maak_stapel(formulier_id=formulier(f"stapel-{traject.id}"), keten_code=KETEN, door=rol.regie)
            stapel.klaar_op = nu()  # as the worker would; once posted there is no PDF any more
            post(stapel, door=rol.regie)

    return verhaal


def zelf_aangemeld(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """At the public door, this morning."""
    yield agenda.geleden(0.2)
    meld_aan(
        formulier_id=formulier(f"{rol.persoon.sleutel}-zelf"),
        keten_code=KETEN,
        antwoorden=valrisicotest("matig", rol.kans),
        herkomst="zelf",
        toestemming_doorgeven=True,
        **rol.persoon.gegevens(rol.kans),
    )


def door_naaste_aangemeld(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """At the public door by a daughter, who is called first."""
    yield agenda.geleden(1, 16)
    meld_aan(
        formulier_id=formulier(f"{rol.persoon.sleutel}-naaste"),
        keten_code=KETEN,
        antwoorden=valrisicotest("hoog", rol.kans),
        herkomst="naaste",
        toestemming_doorgeven=True,
        naaste={
            "naam": f"Anja {rol.persoon.achternaam}",
            "telefoon": "+31740000903",
            "relatie": "dochter",
            "eerst_bellen": True,
        },
        **rol.persoon.gegevens(rol.kans),
    )


def met_mantelzorger(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """The partner carries too much, and is referred to Welzijn op Recept in their own right."""
    door = rol.ploeg.wie("huisarts", Rol.VERWIJZER)
    yield agenda.geleden(4, 9)
    verwijzing = stuur(rol, "matig", door=door, terugkoppelen=True)
    yield agenda.geleden(3, 10)
    traject = neem_aan(verwijzing, door=rol.regie)
    partner = replace(
        rol.persoon,
        voornaam="Riek",
        telefoon="+31740000904",
        geboortedatum=rol.persoon.geboortedatum + timedelta(days=700),
    )
    voeg_contactpersoon_toe(
        traject.inwoner, door=rol.regie, naam=f"Riek {partner.achternaam}", relatie="partner", telefoon=partner.telefoon
    )
    yield agenda.geleden(1, 11)
    verwijs(
        formulier_id=formulier(f"{rol.persoon.sleutel}-mantelzorg"),
        keten_code=WELZIJN,
        door=door,
        antwoorden={},
        eigen={"hulpvraag": "mantelzorg"},
        toelichting="Zorgt dag en nacht. Heeft zelf ook iemand nodig.",
        herkomst="mantelzorg",
        toestemming_doorgeven=True,
        toestemming_terugkoppelen=True,
        **partner.gegevens(rol.kans),
    )


def _aangenomen(rol: Rolverdeling, agenda: Agenda, werkdagen: int, uitslag: str = "matig") -> Aangenomen:
    yield agenda.geleden(werkdagen + 2)
    verwijzing = stuur(rol, uitslag, terugkoppelen=True)
    yield agenda.geleden(werkdagen)
    return neem_aan(verwijzing, door=rol.regie)


def _gesproken(rol: Rolverdeling, agenda: Agenda, werkdagen: int) -> Aangenomen:
    traject = yield from _aangenomen(rol, agenda, werkdagen + 2)
    yield agenda.geleden(werkdagen, 13)
    noteer_contactpoging(traject, uitkomst="gesproken", door=rol.regie)
    leg_intake_vast(traject, intake(rol.kans, OCHTENDEN, uitslag="matig"), door=rol.regie)
    return traject


def _voor_de_verzekering(rol: Rolverdeling, agenda: Agenda, werkdagen: int) -> Aangenomen:
    """So many working days ago the practice answered that this is for the insured care."""
    yield agenda.geleden(werkdagen + 9)
    verwijzing = stuur(rol, "hoog", terugkoppelen=True)
    yield agenda.geleden(werkdagen + 8)
    traject = neem_aan(verwijzing, door=rol.regie)
    yield agenda.geleden(werkdagen + 6, 11)
    praktijk_id, beoordelaar = rol.ploeg.praktijk_van("fleminghof", "poh.fleminghof")
    vraag = "Kan deze inwoner meedoen in een groep?"
    beoordeling = vraag_beoordeling(traject, praktijk_id=praktijk_id, vraag=vraag, door=rol.regie)
    yield agenda.geleden(werkdagen, 12)
    advies = ADVIEZEN["zvw"][1]
    beantwoord(
        beoordeling, beoordeeld_op=vandaag(), route="zvw", advies=advies, factoren={}, door=beoordelaar or rol.regie
    )
    return traject


def _komende_groep() -> Groep:
    vraag = select(Groep).where(Groep.begint_op > vandaag()).order_by(Groep.begint_op)
    return next(groep for groep in db.session.scalars(vraag) if stand(groep).vrij > 0)
