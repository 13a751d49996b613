"""The work that is open on the day the demo is made: the same people on any day, their dates relative to today."""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ketens.beoordelingen.handelingen import beantwoord, herinner, vraag_beoordeling
from ketens.beoordelingen.models import Beoordeling
from ketens.demo import levens
from ketens.demo.dagen import dag_van_nu
from ketens.demo.groepen_nu import groepen_van_nu
from ketens.demo.kalender import Agenda
from ketens.demo.mensen import persoon
from ketens.demo.noodgeval import bij_wijkracht
from ketens.demo.ouders import ouders_van_nu
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import ADVIEZEN, Rolverdeling, Verhaal, formulier, stuur, verdeel
from ketens.demo.wachtenden import wacht_op_in_balans, wachtenden
from ketens.demo.welzijn import welzijn_van_nu
from ketens.gebruikers.models import Account
from ketens.inwoners.contactpersonen import voeg_contactpersoon_toe
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.rechten import Rol
from ketens.trajecten.handelingen import noteer_contactpoging, noteer_notitie
from ketens.trajecten.models import Traject
from ketens.trajecten.waarneming import neem_waar
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import vul_aan

# These people are as old as they were on this day; their numbers are kept apart from those of the years.
PEILDAG, JAAR = date(2026, 11, 22), 2000
Aangenomen = Generator[datetime, None, Traject]
Vervolg = Callable[[Rolverdeling, Agenda], Verhaal]


def open_werk(ploeg: Ploeg) -> list[Verhaal]:
    """Return the stories that are not over today; the clock stands at today."""
    agenda = Agenda(nu(), vandaag())
    werk = BORNE if ploeg.slug == "borne" else TUBBERGEN
    verhalen = [vertel(_rol(ploeg, nummer), agenda) for nummer, vertel in enumerate(werk)]
    if ploeg.slug == "borne":
        verhalen += [*wachtenden(ploeg, agenda, _rol), _waarneming(ploeg, agenda)]
        verhalen += [*welzijn_van_nu(ploeg, agenda), *ouders_van_nu(ploeg, agenda), dag_van_nu(ploeg, agenda)]
        verhalen += groepen_van_nu(ploeg, agenda, _rol)
    return verhalen


def _rol(ploeg: Ploeg, nummer: int, oud: bool = False) -> Rolverdeling:
    leeftijd = (85, 91) if oud or nummer % 12 == 11 else (67, 84)
    return verdeel(ploeg, persoon(ploeg.slug, JAAR, nummer, leeftijd=leeftijd, op=PEILDAG))


def _waarneming(ploeg: Ploeg, agenda: Agenda) -> Verhaal:
    """The second coördinator is away for two weeks; the first takes over."""
    yield agenda.geleden(2, 9)
    weg, waarnemer = (db.session.get_one(Account, wie.account_id) for wie in (ploeg.collega, ploeg.regie))
    neem_waar(weg, waarnemer, van=vandaag(), tot=agenda.vandaag + timedelta(days=12), door=ploeg.collega)


def _gestuurd(
    werkdagen: float, uitslag: str, naam: str | None = None, *, toelichting: str | None = None, aanvulling: str = ""
) -> Vervolg:
    """Waits at triage, sent by this account; with `aanvulling` the verwijzer added something later."""

    def verhaal(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
        yield agenda.geleden(werkdagen)
        door = rol.ploeg.wie(naam, Rol.VERWIJZER) if naam else rol.regie
        verwijzing = stuur(rol, uitslag, door=door, toelichting=toelichting, terugkoppelen=True)
        if aanvulling:
            yield agenda.geleden(0.2)
            vul_aan(verwijzing, formulier_id=_aanvulformulier(rol), tekst=aanvulling, door=door)

    return verhaal


def _aanvulformulier(rol: Rolverdeling) -> UUID:
    return formulier(f"{rol.persoon.sleutel}-aanvulling")


def _tweemaal(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Sent by the huisarts and, a little differently spelled, by the fysiotherapeut: likely the same person."""
    yield agenda.geleden(3)
    stuur(rol, "matig", door=rol.ploeg.wie("huisarts", Rol.VERWIJZER))
    yield agenda.geleden(1)
    anders = replace(rol.persoon, sleutel=f"{rol.persoon.sleutel}-b", voornaam=f"{rol.persoon.voornaam[0]}.")
    stuur(rol, "matig", door=rol.ploeg.wie("fysio", Rol.VERWIJZER), persoon=anders)


def _er_loopt_al_iets(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Called and on the way to a group, when the wijkverpleging sends the same person."""
    yield from _aangenomen(rol, agenda, 4)
    yield agenda.geleden(1, 11)
    anders = replace(rol.persoon, sleutel=f"{rol.persoon.sleutel}-b")
    stuur(rol, "matig", door=rol.ploeg.wie("wijkverpleging", Rol.VERWIJZER), persoon=anders)


def _aangenomen(rol: Rolverdeling, agenda: Agenda, werkdagen: int, uitslag: str = "matig") -> Aangenomen:
    yield agenda.geleden(werkdagen + 2)
    verwijzing = stuur(rol, uitslag)
    yield agenda.geleden(werkdagen)
    return neem_aan(verwijzing, door=rol.regie)


def _te_bellen(werkdagen: int, *pogingen: str, uitslag: str = "matig") -> Vervolg:
    """Accepted so many working days ago, called in vain on the days after that."""

    def verhaal(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
        traject = yield from _aangenomen(rol, agenda, werkdagen, uitslag)
        for nr, uitkomst in enumerate(pogingen, start=1):
            yield agenda.geleden(werkdagen - 2 * nr, 14)
            noteer_contactpoging(traject, uitkomst=uitkomst, door=rol.regie)

    return verhaal


def _terugbellen(werkdagen: int) -> Vervolg:
    """Asked to be called back, on the day that lies so many working days ago (0: today)."""

    def verhaal(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
        traject = yield from _aangenomen(rol, agenda, werkdagen + 5)
        yield agenda.geleden(werkdagen + 3, 14)
        dag = agenda.geleden(werkdagen).date() if werkdagen else agenda.vandaag
        tekst = "Had bezoek, vraagt of ik wil terugbellen."
        noteer_contactpoging(
            traject, uitkomst="terugbellen", terugbellen_op=max(dag, vandaag()), tekst=tekst, door=rol.regie
        )

    return verhaal


def _met_dochter(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Hard of hearing: the daughter is called first and may hear the result; the resident prefers a letter."""
    traject = yield from _aangenomen(rol, agenda, 4)
    yield agenda.geleden(3, 11)
    wijzig_inwoner(traject.inwoner, door=rol.regie, bereik=Bereik.BRIEF, bereik_wanneer="Dochter belt u na 17 uur")
    voeg_contactpersoon_toe(
        traject.inwoner,
        door=rol.regie,
        naam=f"Petra {rol.persoon.achternaam}",
        relatie="dochter",
        telefoon="+31740000901",
        eerst_bellen=True,
        mag_afspraken_maken=True,
        mag_uitslag_horen=True,
    )
    noteer_notitie(traject, tekst="Hoort slecht door de telefoon. Eerst de dochter bellen.", door=rol.regie)


def _met_buurman(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """A neighbour for emergencies, a wish when to be called, and something the verwijzer added after acceptance."""
    door = rol.ploeg.wie("huisarts", Rol.VERWIJZER)
    yield agenda.geleden(6)
    verwijzing = stuur(rol, "matig", door=door, terugkoppelen=True)
    yield agenda.geleden(4)
    traject = neem_aan(verwijzing, door=rol.regie)
    wijzig_inwoner(traject.inwoner, door=rol.regie, bereik_wanneer="Alleen in de ochtend")
    voeg_contactpersoon_toe(
        traject.inwoner,
        door=rol.regie,
        naam="Gerard Olthuis",
        relatie="buurman",
        telefoon="+31740000902",
        bij_nood=True,
    )
    yield agenda.geleden(1, 15)
    tekst = "Kreeg deze week een rollator."
    vul_aan(verwijzing, formulier_id=_aanvulformulier(rol), tekst=tekst, door=door)


def _gevraagd(werkdagen: int, praktijk: str, naam: str | None, *, herinnerd: bool = False, route: str = "") -> Vervolg:
    """High risk: this practice was asked; perhaps reminded by the clock job, perhaps answered yesterday."""

    def verhaal(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
        traject = yield from _aangenomen(rol, agenda, werkdagen + 1, "hoog")
        yield agenda.geleden(werkdagen, 13)
        praktijk_id, beoordelaar = rol.ploeg.praktijk_van(praktijk, naam)
        beoordeling: Beoordeling = vraag_beoordeling(
            traject, praktijk_id=praktijk_id, vraag="Kan deze inwoner meedoen in een groep?", door=rol.regie
        )
        if herinnerd:
            yield agenda.geleden(0.3)
            herinner(beoordeling)
        if route and beoordelaar:
            yield agenda.geleden(1, 12)
            advies = ADVIEZEN[route][0]
            beantwoord(beoordeling, beoordeeld_op=vandaag(), route=route, advies=advies, factoren={}, door=beoordelaar)

    return verhaal


# The place in the list is the number of the person: new work goes at the end.
BORNE: tuple[Vervolg, ...] = (
    _gestuurd(0.1, "matig", "huisarts"),
    _gestuurd(0.25, "hoog", "huisarts", toelichting="Viel vorige week in de badkamer."),
    _gestuurd(1, "matig", "fysio"),
    _gestuurd(1, "onvolledig", "apotheek"),
    _gestuurd(2, "hoog", "wijkverpleging"),
    _gestuurd(2, "matig"),
    _gestuurd(3, "matig", "huisarts.poort", aanvulling="Is volgende week een paar dagen weg."),
    _gestuurd(4, "matig", "welzijn"),
    _gestuurd(8, "matig", "beweegcoach"),
    _tweemaal,
    _te_bellen(3, uitslag="onvolledig"),
    _te_bellen(4, "geen_gehoor", uitslag="onvolledig"),
    _te_bellen(1),
    _te_bellen(2),
    _te_bellen(4, "geen_gehoor"),
    _te_bellen(6, "geen_gehoor", "voicemail"),
    _te_bellen(13, "geen_gehoor", "voicemail", "geen_gehoor"),
    _terugbellen(0),
    _terugbellen(2),
    _met_dochter,
    _met_buurman,
    _te_bellen(2, uitslag="hoog"),
    _gevraagd(3, "dijkhuis", "beoordelaar"),
    _gevraagd(11, "dijkhuis", "beoordelaar", herinnerd=True),
    _gevraagd(6, "esrand", None),
    _gevraagd(5, "fysio", "fysio"),
    _gevraagd(4, "poort", "huisarts.poort"),
    _gevraagd(9, "dijkhuis", "beoordelaar", route="gemeente"),
    _gevraagd(7, "fleminghof", "poh.fleminghof", route="zvw"),
    _er_loopt_al_iets,
    bij_wijkracht,
    levens.overleden,
    levens.pauze,
    levens.verhuist,
    levens.overdracht_open,
    levens.overdracht_bevestigd,
    levens.overdracht_terug,
    levens.brief(3, gepost=True),
    levens.brief(1),
    levens.brief(2),
    levens.zelf_aangemeld,
    levens.door_naaste_aangemeld,
    levens.met_mantelzorger,
)
TUBBERGEN: tuple[Vervolg, ...] = (
    _gestuurd(1, "matig", "huisarts.tubbergen"),
    _te_bellen(3),
    _gevraagd(4, "huisarts_tubbergen", "huisarts.tubbergen"),
    _gestuurd(8, "matig", "huisarts.tubbergen"),
    _terugbellen(0),
    wacht_op_in_balans,
)
