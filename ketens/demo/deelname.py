"""The stories of the groups: on the way to a place, the sessions one by one, and the end."""

from collections.abc import Generator
from datetime import datetime, timedelta

from ketens.aanwezigheid.afronden import voorstellen
from ketens.aanwezigheid.weten import leg_vast
from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.demo.antwoorden import intake
from ketens.demo.groepsmetingen import Meetlat
from ketens.demo.kalender import Groepsplan, overdag
from ketens.demo.nazorg import bij_einde, eigen_bijdrage, na_drie_maanden, nota
from ketens.demo.opkomst import STIL_VANAF, Opkomst
from ketens.demo.organisaties import KETEN
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Rolverdeling, Verhaal, formulier, gewogen, later, stuur
from ketens.groepen.handelingen import beeindig_deelname, plaats, start_deelname, trek_plaats_in
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, vandaag, werkdagen_erbij
from ketens.metingen.momenten import T0, T1
from ketens.rechten import Rol
from ketens.rooster.inrichten import maak_groep
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import hoort, stuur_bericht
from ketens.verwijzingen.models import Verwijzing

Geplaatst = Generator[datetime, None, Plaatsing | Wachtplek]
AFWIJKING = "Besproken met de inwoner en de trainer: het kan, met wat extra aandacht."
UITVALREDENEN = ("ziek", "geen_tijd", "past_niet", "wil_niet", "vervoer")
NIET_GESTART = ("ziek", "geen_tijd", "wil_niet")
# Of some the trainer must know something: the resident agreed to that.
WETEN = {1: "Hoort slecht met het linkeroor.", 4: "Heeft een nieuwe heup, mag niet diep buigen."}
WORDT_STIL = 3


def maak(ploeg: Ploeg, plan: Groepsplan) -> Groep:
    """Make the group of this plan, at the moment of the clock."""
    return maak_groep(
        formulier_id=formulier(plan.sleutel),
        interventie_code=plan.interventie,
        naam=plan.naam,
        keten_code=KETEN,
        organisatie_id=ploeg.regie_id,
        locatie=plan.locatie,
        wijk=plan.wijk,
        begint_op=plan.begint_op,
        dagdelen=plan.dagdelen,
        tijd=plan.tijd,
        eigen_bijdrage=plan.eigen_bijdrage,
        kosten=plan.kosten,
        overgeslagen=plan.overgeslagen,
        trainer_ids=[ploeg.account_ids[plan.trainer]],
        door=ploeg.regie,
    )


def deelnemer(rol: Rolverdeling, plan: Groepsplan, groep: Groep, *, gestart: bool, plek: int) -> Verhaal:
    """From verwijzing to the last session and the end of the traject."""
    hoog = plan.interventie == "in_balans" and rol.kans.random() < 0.2
    yield overdag(rol.kans, plan.begint_op - timedelta(days=rol.kans.randint(28, 62) + 20 * hoog))
    verwijzing = stuur(rol, "hoog" if hoog else "matig")
    yield from _aangenomen(rol, verwijzing)
    if hoog:
        yield from gewogen(rol, verwijzing, "gemeente")
    plaatsing = yield from _geplaatst(rol, verwijzing, plan, groep)
    if not isinstance(plaatsing, Plaatsing):
        return
    yield from _uitgenodigd(rol, plaatsing)
    if plan.meet and plek in WETEN:
        leg_vast(plaatsing, WETEN[plek], akkoord=True, door=rol.regie)
    if gestart:
        wordt_stil = plan.meet and plan.interventie == "in_balans" and plek == WORDT_STIL
        yield from _meegedaan(rol, plan, plaatsing, verwijzing, wordt_stil=wordt_stil)
    else:
        yield from _nooit_begonnen(rol, plaatsing)


def teruggetreden(rol: Rolverdeling, plan: Groepsplan, groep: Groep) -> Verhaal:
    """Gets a place, and gives it back before the start."""
    yield overdag(rol.kans, plan.begint_op - timedelta(days=rol.kans.randint(55, 66)))
    verwijzing = stuur(rol, "matig")
    yield from _aangenomen(rol, verwijzing)
    plaatsing = yield from _geplaatst(rol, verwijzing, plan, groep)
    if not isinstance(plaatsing, Plaatsing):
        return
    yield later(rol, 2, 8)
    trek_plaats_in(plaatsing, reden="geen_tijd", door=rol.regie, wil_wachten=False)
    plaatsing.traject.sluit_af(door=rol.regie, reden="geen_interesse")


def _aangenomen(rol: Rolverdeling, verwijzing: Verwijzing) -> Verhaal:
    yield later(rol, 1, 4)
    traject = neem_aan(verwijzing, door=rol.regie)
    if rol.kans.random() < 0.25:
        yield later(rol, 1, 2)
        noteer_contactpoging(traject, uitkomst="geen_gehoor", door=rol.regie)
    if rol.kans.random() < 0.07:
        yield later(rol, 0, 1)
        ander = rol.ploeg.wie("huisarts.fleminghof", Rol.VERWIJZER) if rol.ploeg.slug == "borne" else rol.regie
        if ander.organisatie_id != verwijzing.organisatie_id:
            nog_een = stuur(rol, "matig", door=ander)
            db.session.flush()
            neem_aan(nog_een, door=rol.regie, zelfde_als=traject.inwoner)


def _geplaatst(rol: Rolverdeling, verwijzing: Verwijzing, plan: Groepsplan, groep: Groep) -> Geplaatst:
    traject = verwijzing.traject
    assert traject is not None  # noqa: S101  # accepted before
    yield later(rol, 2, 6)
    noteer_contactpoging(traject, uitkomst="gesproken", door=rol.regie)
    leg_intake_vast(traject, intake(rol.kans, plan.dagdelen, uitslag=str(traject.uitslag)), door=rol.regie)
    yield max(later(rol, 0, 2), plan.gemaakt_op + timedelta(hours=1))
    return plaats(traject, groep, door=rol.regie, reden_afwijking=AFWIJKING)


def _uitgenodigd(rol: Rolverdeling, plaatsing: Plaatsing) -> Verhaal:
    """Called about the place within a few days; whoever chose a letter or mail heard it by that way."""
    yield later(rol, 1, 3)
    if plaatsing.traject.inwoner.bereik == Bereik.BELLEN:
        noteer_contactpoging(plaatsing.traject, uitkomst="gesproken", door=rol.regie)
    else:
        for bericht in open_berichten(Bericht.traject_id == plaatsing.traject_id):
            bereikt(bericht, door=rol.regie, hoe=str(bericht.kanaal))


def _meegedaan(
    rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing, verwijzing: Verwijzing, *, wordt_stil: bool
) -> Verhaal:
    opkomst, lat = Opkomst(rol, plan, plaatsing, wordt_stil=wordt_stil), Meetlat(rol, plan, plaatsing)
    try:
        for nr, _, voorbij in opkomst.momenten():
            yield voorbij
            if nr == opkomst.eerste:
                start_deelname(plaatsing, voorbij.astimezone(AMSTERDAM).date(), door=None)
                eigen_bijdrage(rol, plaatsing)
            else:
                opkomst.noteer(nr)
            if plan.meet and nr == lat.sessie(T0):
                lat.meet(T0)
            if plan.meet and nr == lat.sessie(T1) and lat.komt_nog and not wordt_stil:
                lat.meet(T1)
            if wordt_stil and nr == STIL_VANAF + 1:
                yield later(rol, 2, 4)
                noteer_contactpoging(plaatsing.traject, uitkomst="geen_gehoor", door=rol.regie)
    finally:
        opkomst.schrijf()
    yield from _afgelopen(rol, plan, plaatsing, verwijzing, uitval=opkomst.valt_uit)


def _afgelopen(
    rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing, verwijzing: Verwijzing, *, uitval: bool
) -> Verhaal:
    """The end of the deelname and of the traject, and a call after three months."""
    kans, traject, plaatsing_id = rol.kans, plaatsing.traject, plaatsing.id
    yield _rondt_af(rol, plan, plaatsing)
    einde = "uitgevallen" if uitval else "afgerond"
    if plan.meet and not uitval:
        db.session.flush()
        einde = voorstellen([plaatsing])[0].uitkomst
    beeindig_deelname(
        plaatsing, einde=einde, reden=kans.choice(UITVALREDENEN) if einde == "uitgevallen" else None, door=rol.regie
    )
    bij_einde(rol, plaatsing)
    nota(rol, plaatsing)
    dag = vandaag()
    yield later(rol, 2, 8)
    if hoort([verwijzing.id]) and kans.random() < 0.3:
        stuur_bericht(verwijzing, tekst="De inwoner blijft bewegen bij een groep in de buurt.", door=rol.regie)
    traject.sluit_af(door=rol.regie, reden="afgerond" if einde == "afgerond" else "uitval")
    if einde == "afgerond":
        yield from na_drie_maanden(rol, plaatsing_id, dag)


def _rondt_af(rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing) -> datetime:
    """From 2026 on a group is rounded off as a whole, some days after its last session; who stopped before, at once."""
    moment, laatste = later(rol, 0, 2), plaatsing.groep.bijeenkomsten[-1].begint_op.astimezone(AMSTERDAM).date()
    return max(moment, overdag(rol.kans, werkdagen_erbij(laatste, 4))) if plan.meet and vandaag() >= laatste else moment


def _nooit_begonnen(rol: Rolverdeling, plaatsing: Plaatsing) -> Verhaal:
    yield plaatsing.groep.bijeenkomsten[2].begint_op + timedelta(hours=3)
    beeindig_deelname(plaatsing, einde="niet_gestart", reden=rol.kans.choice(NIET_GESTART), door=rol.regie)
    yield later(rol, 1, 5)
    plaatsing.traject.sluit_af(door=rol.regie, reden="geen_interesse")
