"""The stories of the groups: on the way to a place, the sessions one by one, and the end."""

from collections.abc import Generator
from datetime import datetime, timedelta
from uuid import UUID

from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.demo.antwoorden import intake
from ketens.demo.kalender import Groepsplan, overdag
from ketens.demo.organisaties import KETEN
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Rolverdeling, Verhaal, formulier, gewogen, later, stuur
from ketens.groepen.handelingen import (
    beeindig_deelname,
    maak_groep,
    plaats,
    start_deelname,
    trek_plaats_in,
)
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing, Wachtplek
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, nu
from ketens.rechten import Rol
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import hoort, stuur_bericht
from ketens.verwijzingen.models import Verwijzing

Geplaatst = Generator[datetime, None, Plaatsing | Wachtplek]
AFWIJKING = "Besproken met de inwoner en de trainer: het kan, met wat extra aandacht."
# Per hundred sessions; an In Balans has 24 of them (65% in practice), a Vallen Verleden Tijd 10.
AANWEZIG = {"in_balans": 62, "vvt": 79}
UITVAL = 15
UITVALREDENEN = ("ziek", "geen_tijd", "past_niet", "wil_niet", "vervoer")
NIET_GESTART = ("ziek", "geen_tijd", "wil_niet")


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
        trainer_ids=[ploeg.account_ids[plan.trainer]],
        door=ploeg.regie,
    )


def deelnemer(rol: Rolverdeling, plan: Groepsplan, groep: Groep, *, gestart: bool) -> Verhaal:
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
    if gestart:
        yield from _meegedaan(rol, plan, plaatsing, verwijzing)
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


def _meegedaan(rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing, verwijzing: Verwijzing) -> Verhaal:
    kans, traject = rol.kans, plaatsing.traject
    sessies = [(b.id, b.begint_op + timedelta(minutes=b.minuten)) for b in plaatsing.groep.bijeenkomsten]
    eerste = 0 if kans.random() < 0.9 else 1
    laatste = kans.randint(3, len(sessies) - 3) if kans.random() * 100 < UITVAL else len(sessies) - 1
    komt = kans.gauss(AANWEZIG[plan.interventie], 8)
    for nr, (bijeenkomst_id, einde) in enumerate(sessies[: laatste + 1]):
        yield einde
        if nr == eerste:
            start_deelname(plaatsing, einde.astimezone(AMSTERDAM).date(), door=None)
        else:
            _noteer(rol, plan, plaatsing, bijeenkomst_id, nr > eerste and kans.random() * 100 < komt)
    yield later(rol, 0, 2)
    if laatste < len(sessies) - 1:
        reden = kans.choice(UITVALREDENEN)
        beeindig_deelname(plaatsing, einde="uitgevallen", reden=reden, door=rol.regie)
    else:
        beeindig_deelname(plaatsing, einde="afgerond", door=rol.regie)
    yield later(rol, 2, 8)
    if hoort([verwijzing.id]) and kans.random() < 0.3:
        stuur_bericht(verwijzing, tekst="De inwoner blijft bewegen bij een groep in de buurt.", door=rol.regie)
    traject.sluit_af(door=rol.regie, reden="afgerond" if plaatsing.einde == "afgerond" else "uitval")


def _noteer(rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing, bijeenkomst_id: UUID, aanwezig: bool) -> None:
    # A plain row: taking attendance after the first time has no handeling yet.
    afwezig = AanwezigheidStand.AFGEMELD if rol.kans.random() < 0.6 else AanwezigheidStand.AFWEZIG
    db.session.add(
        Aanwezigheid(
            bijeenkomst_id=bijeenkomst_id,
            plaatsing_id=plaatsing.id,
            stand=AanwezigheidStand.AANWEZIG if aanwezig else afwezig,
            door_id=rol.ploeg.account_ids[plan.trainer],
            op=nu(),
        )
    )


def _nooit_begonnen(rol: Rolverdeling, plaatsing: Plaatsing) -> Verhaal:
    yield plaatsing.groep.bijeenkomsten[2].begint_op + timedelta(hours=3)
    beeindig_deelname(plaatsing, einde="niet_gestart", reden=rol.kans.choice(NIET_GESTART), door=rol.regie)
    yield later(rol, 1, 5)
    plaatsing.traject.sluit_af(door=rol.regie, reden="geen_interesse")
