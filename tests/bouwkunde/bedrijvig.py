"""A gemeente at work: some of everything, each made through the handelingen, with an id of each kind for an address."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from ketens.aanbod.handelingen import leid_toe, maak_aanbod
from ketens.berichten.models import Bericht
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.groepen import aanbieden
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.plaatslink import token_van
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Bereik, Inwoner, Noodtoegang, Toestemming
from ketens.inwoners.overlijden import leg_overlijden_vast
from ketens.inwoners.verhuizing import leg_verhuizing_vast
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import nu, vandaag
from ketens.samenvoegen.handelingen import voeg_samen
from ketens.tellingen.handelingen import corrigeer, tel
from ketens.trajecten.instellingen import Keteninstelling, instelling
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauzeer
from ketens.trajecten.taken import Taak
from ketens.trajecten.waarneming import neem_waar
from ketens.triage.handelingen import neem_aan
from ketens.valrisicodagen.handelingen import open_dag, sluit, turf
from ketens.valrisicodagen.innemen import neem_in
from ketens.valrisicodagen.overzichten import bewijs_van
from ketens.valrisicodagen.rijen import KLASSEN
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from ketens.verwijzingen.terugkoppelen import stuur_bericht
from ketens.verwijzingen.wijze import MAANDLIJST, vorige_maand
from tests import wereld
from tests.bouwkunde.afgelopen import afgelopen
from tests.bouwkunde.bewaard import bewaard
from tests.bouwkunde.gestuurd import stuur_van_alles
from tests.bouwkunde.ingelogd import dienst
from tests.bouwkunde.nagekeken import begonnen
from tests.bouwkunde.opkomst import tweede_browser, tweede_stap, uitgelopen
from tests.bouwkunde.overgedragen import gebracht, overgedragen, teruggegeven
from tests.bouwkunde.routes import Weg
from tests.bouwkunde.verantwoord import (
    DIT_JAAR,
    PC4,
    PLICHT,
    REGEL,
    VORIG_JAAR,
    betaald,
    gemeten,
    mislukt,
    openbaar,
    opgehaald,
    vastgesteld,
)
from tests.bouwkunde.verzocht import allerlei_verzoeken
from tests.maak import Maker

# Words in an address that are no id; of one page alone under its name.
WOORDEN = {
    "activiteit_code": "sociaal_hus_kwartaal",
    "keten_code": "valpreventie",
    "code": "intake",
    "stroom": "uitvoering",
    "soort_code": "traject",
    "nr": 1,
    "moment": "t0",
    "jaar": DIT_JAAR,
    "vaststellingen.jaar:jaar": VORIG_JAAR,
    "vaststellingen.redenen:jaar": VORIG_JAAR,
    "publicaties.openbaar:jaar": VORIG_JAAR,
    "soort": PLICHT,
    "groep_code": "thuiswonende_65plus",
    "indicator": "aantal_gestart",
    "indicator_code": "pct_bereik_vrt",
    "onderdeel": "valpreventie",
    "budgetten.regel:code": REGEL,
    "pc4": PC4,
    "formaat": "csv",
}


def vul(app: Flask, maak: Maker, aantal: int) -> dict[str, Any]:
    """Make `aantal` of everything, and return an id of each kind, by the name it has in an address."""
    groep = maak.groep(trainers=["trainer"], plaatsen=3 * aantal)
    naasten = [maak.inwoner(f"Naaste{nr}", geboortedatum=date(1941, 3, 1 + nr)) for nr in range(aantal)]
    for nr in range(aantal):
        verwijzing = maak.verwijzing(f"Verwezen{nr}")
        maak.groep(f"Groep {nr}", trainers=["trainer"])
        beoordeling = maak.beoordeling(f"Beoordeeld{nr}")
        klaar = maak.klaar_voor_plaats(f"Geplaatst{nr}")
        wacht = maak.klaar_voor_plaats(f"Wachtend{nr}")
        contact = maak.contactpersoon(naasten[nr])
        _plaats(app, klaar.id, wacht.id, groep.id)
        gestuurd = _stuur(app, klaar.id, groep.id) | _draag_over(app, klaar.id)
        gestuurd |= _rond_af(app, maak.traject(f"Afgerond{nr}").id, groep.id)
        nood = _noodtoegang(app, maak.inwoner(f"Nood{nr}", betrokken=None).id)
        dubbel = _dubbel(app, maak, nr)
    with wereld.binnen(app):
        laatste = {
            "plaatsing": db.session.scalars(select(Plaatsing.id).order_by(Plaatsing.id).limit(1)).one(),
            "wachtplek": db.session.scalars(select(Wachtplek.id).order_by(Wachtplek.id).limit(1)).one(),
            "toestemming": db.session.scalars(select(Toestemming.id).order_by(Toestemming.id).limit(1)).one(),
            "contactpersoon": db.session.scalars(select(Contactpersoon.id).order_by(Contactpersoon.id).limit(1)).one(),
        }
    return {
        "verwijzing": verwijzing.id,
        "beoordeling": beoordeling.id,
        "traject": klaar.id,
        "inwoner": klaar.inwoner_id,
        "groep": groep.id,
        "account": wereld.id_van("verwijzer"),
        "organisatie": wereld.id_van("dijkhuis"),
        "contact": contact.id,
        "noodtoegang": nood,
        "telling": _geteld(app, aantal),
        **_toegeleid(app, klaar.id, aantal),
        **_op_een_dag(app, aantal),
        **_biedt_aan(app, groep.id),
        "invoer": _brengt(app, [naaste.id for naaste in naasten]),
        **_verantwoord(app, groep.id, aantal),
        **_logt_in(app, aantal),
        "controle": _kijkt_na(app),
        **gestuurd,
        **laatste,
        **dubbel,
        **_bewaard(app, klaar.inwoner_id, aantal),
    }


def _bewaard(app: Flask, inwoner_id: UUID, aantal: int) -> dict[str, Any]:
    with wereld.binnen(app):
        ids = bewaard(inwoner_id, door=wereld.wie("beheerder"), reden="Er loopt een klacht.", aantal=aantal)
        db.session.commit()
    return ids


def _kijkt_na(app: Flask) -> UUID:
    with wereld.binnen(app):
        controle_id = begonnen(wereld.wie("beheerder"))
        db.session.commit()
    return controle_id


def _dubbel(app: Flask, maak: Maker, nr: int) -> dict[str, UUID]:
    """Two of one name who may be one, and two who turned out to be."""
    blijft, ander, weg = (maak.inwoner(f"Dubbel{nr}", geboortedatum=date(1939, 1, 1 + nr)) for _ in range(3))
    with wereld.binnen(app):
        een, twee = (db.session.get_one(Inwoner, rij.id) for rij in (blijft, weg))
        samen = voeg_samen(een, twee, door=wereld.wie("coordinator")).id
        db.session.commit()
    waar = "samenvoegen.samenvoeging"
    return {"samenvoeging": samen, "ander": ander.id, f"{waar}:inwoner": blijft.id, f"{waar}:ander": ander.id}


def _verantwoord(app: Flask, groep_id: UUID, aantal: int) -> dict[str, UUID]:
    """So many rows of money, files and years that were fixed; of what there is one of in a year, one."""
    with wereld.binnen(app):
        petra, praktijk = wereld.wie("projectleider"), wereld.id_van("dijkhuis")
        db.session.get_one(Lidmaatschap, wereld.id_van("projectleider-projectleider")).regio = True
        gemeten(wereld.KETEN, door=petra)
        for nr in range(aantal):
            ids = betaald(wereld.KETEN, db.session.get_one(Groep, groep_id), door=petra, tekst=f"F{aantal}.{nr}")
            ids |= vastgesteld(wereld.KETEN, praktijk, door=petra, tekst="Nagekeken.")
        ids |= openbaar(wereld.KETEN, door=petra, tekst="Het ging goed.")
        ids["verantwoording.raadsantwoord:publicatie"] = ids.pop("raadsvraag")
        for _ in range(aantal):
            ids |= opgehaald(wereld.KETEN, door=petra, wat="rijen")
        return ids


def _logt_in(app: Flask, aantal: int) -> dict[str, UUID]:
    with wereld.binnen(app):
        ids = dienst("borne", "beheerder", aantal)
        db.session.commit()
        return ids


def _stuur(app: Flask, traject_id: UUID, groep_id: UUID) -> dict[str, UUID]:
    with wereld.binnen(app):
        traject, groep = db.session.get_one(Traject, traject_id), db.session.get_one(Groep, groep_id)
        ids = stuur_van_alles(traject, groep, door=wereld.wie("coordinator"), tekst="Dag.")
        db.session.commit()
        return ids


def _rond_af(app: Flask, traject_id: UUID, groep_id: UUID) -> dict[str, UUID]:
    """Someone who finished the group, paid, and is asked whether they keep moving."""
    with wereld.binnen(app):
        traject, groep = db.session.get_one(Traject, traject_id), db.session.get_one(Groep, groep_id)
        ids = afgelopen(traject, groep, door=wereld.wie("coordinator"), tekst="Fietst.")
        db.session.commit()
        return {naam: ids[naam] for naam in ("vraag", "nota")}


def _draag_over(app: Flask, traject_id: UUID) -> dict[str, UUID]:
    """One that came back, and one that nobody answered yet."""
    with wereld.binnen(app):
        traject, cora = db.session.get_one(Traject, traject_id), wereld.wie("coordinator")
        teruggegeven(traject, door=cora, tekst="Loopt met een stok.")
        wacht = overgedragen(traject, door=cora, tekst="Komt niet uit met het geld.")
        db.session.commit()
        return {"overdracht": wacht.id}


def _brengt(app: Flask, bekenden: list[UUID]) -> UUID:
    """A file of people of whom these are known already."""
    with wereld.binnen(app):
        mensen, cora = [db.session.get_one(Inwoner, id_) for id_ in bekenden], wereld.wie("coordinator")
        invoer = gebracht(mensen, keten_code=wereld.KETEN, door=cora, tekst="Proef", anderen=len(mensen))
        db.session.commit()
        return invoer.id


def _plaats(app: Flask, klaar: UUID, wacht: UUID, groep: UUID) -> None:
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        plaats(db.session.get_one(Traject, klaar), db.session.get_one(Groep, groep), door=cora)
        zet_op_wachtlijst(db.session.get_one(Traject, wacht), interventie_code="in_balans", door=cora)
        db.session.commit()


def _biedt_aan(app: Flask, groep_id: UUID) -> dict[str, Any]:
    """Everybody who waits is offered a place; one of them by letter, with a link in it."""
    with wereld.binnen(app):
        aanbod = aanbieden.vul(db.session.get_one(Groep, groep_id), door=wereld.wie("coordinator"))[0]
        brief = db.session.scalars(select(Bericht).where(Bericht.sleutel == f"aanbod:{aanbod.id}")).one()
        brief.kanaal = Bereik.BRIEF
        db.session.commit()
        return {"plaatsaanbod": aanbod.id, "link": token_van(aanbod)}


def _toegeleid(app: Flask, traject_id: UUID, aantal: int) -> dict[str, UUID]:
    """One resident led to everything on the kaart, and as much again that no one was led to."""
    with wereld.binnen(app):
        cora, traject = wereld.wie("coordinator"), db.session.get_one(Traject, traject_id)
        for nr in range(2 * aantal):
            titel = f"Aanbod {aantal}-{nr}"
            aanbod = maak_aanbod(titel=titel, soort="bewegen", aanbieder="Wijkhuis (proef)", door=cora)
            if nr < aantal:
                rij = leid_toe(traject, aanbod, door=cora, moment="gestart")
        db.session.commit()
        return {"aanbod": aanbod.id, "toeleiding": rij.id}


def _geteld(app: Flask, aantal: int) -> UUID:
    """A count of each day; the first was corrected."""
    wat = catalogus().activiteit(WOORDEN["activiteit_code"])
    with wereld.binnen(app):
        velden = {"aantallen": {wat.velden[0].sleutel: 3}, "door": wereld.wie("teller"), "opmerking": "Regen"}
        rijen = [
            tel(wat, formulier_id=nieuw_id(), datum=vandaag() - timedelta(days=95 * nr), toch=True, **velden)
            for nr in range(aantal + 1)
        ]
        db.session.flush()
        goed = corrigeer(rijen[0], formulier_id=nieuw_id(), datum=vandaag(), reden="Verteld", **velden)
        db.session.commit()
        return goed.id


def _op_een_dag(app: Flask, aantal: int) -> dict[str, UUID | str]:
    """Valrisicodagen, and on the last of them tests of people of every age, and a tally that was corrected."""
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        for _ in range(aantal):
            dag = open_dag(formulier_id=nieuw_id(), datum=vandaag(), locatie="Kulturhus", door=cora)
            db.session.flush()
        nee = dict.fromkeys(("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen"), False)
        neem_in(dag, [{"id": str(nieuw_id()), "antwoorden": nee, "leeftijd": klasse} for klasse in KLASSEN])
        for laag in range(aantal):
            turf(dag, aantallen={"laag": laag, "matig": 1, "hoog": 1}, formulier_id=nieuw_id(), door=cora)
        db.session.commit()
        return {"valrisicodag": dag.id, "bewijs": bewijs_van(dag)}


def _noodtoegang(app: Flask, inwoner_id: UUID) -> UUID:
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        toegang = Noodtoegang(
            inwoner_id=inwoner_id,
            formulier_id=nieuw_id(),
            account_id=cora.account_id,
            organisatie_id=cora.organisatie_id,
            keten_code=wereld.KETEN,
            reden="acuut",
            van=nu(),
            tot=nu() + timedelta(hours=24),
        )
        toegang.toelichting = "De inwoner ligt op de grond en niemand neemt op."
        db.session.add(toegang)
        db.session.commit()
        return toegang.id


def waarden(weg: Weg, ids: dict[str, UUID]) -> dict[str, UUID | str] | None:
    """Return what fills the address of a route, or None when there is nothing of that kind."""
    namen = weg.regel.arguments - {"gemeente"}
    alle = {**WOORDEN, **ids}
    korte = {naam: naam.removesuffix("_id") for naam in namen}
    gevuld = {naam: alle.get(f"{weg.endpoint}:{kort}", alle.get(kort)) for naam, kort in korte.items()}
    return None if None in gevuld.values() else gevuld


def alles_erbij(app: Flask, maak: Maker) -> list[dict[str, UUID]]:
    """Make what `vul` leaves out: another step, loose tasks, a practice on paper, a waarneming, a blocked account."""
    begin, papier = maak.traject("Begonnen", behandelaar="coordinator"), maak.beoordeling("Papier", praktijk="papier")
    los, hoog = maak.inwoner("Los"), maak.traject("Hoog", uitslag="hoog", behandelaar="coordinator")
    maak.doorgeven(hoog.inwoner_id)
    aangenomen = maak.verwijzing("Aangenomen")
    maak.taak("opnieuw_bellen", inwoner_id=los.id, object_id=los.id, endpoint="inwoners.detail")
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        db.session.add(Taak.over(db.session.get_one(Traject, begin.id), soort="aanvulling", termijn_op=vandaag()))
        neem_waar(
            db.session.get_one(Account, wereld.id_van("coordinator2")),
            db.session.get_one(Account, cora.account_id),
            van=vandaag(),
            tot=vandaag() + timedelta(days=7),
            door=cora,
        )
        db.session.get_one(Account, wereld.id_van("trainer2")).geblokkeerd_op = nu()
        telefoon, methode = tweede_browser("coordinator"), tweede_stap("teller")
        verwijzing = db.session.get_one(Verwijzing, aangenomen.id)
        neem_aan(verwijzing, door=cora)
        stuur_bericht(verwijzing, tekst="Bel ons even.", door=cora)
        db.session.add(_maandlijst(verwijzing))
        gesloten = open_dag(formulier_id=nieuw_id(), datum=vandaag(), locatie="Gesloten", door=cora)
        sluit(gesloten)
        db.session.commit()
        bij_verwijzing = verwijzing.traject_id
    return [
        *allerlei_verzoeken(app, maak),
        {"traject": begin.id, "beoordeling": papier.id, "inwoner": los.id, "account": wereld.id_van("trainer2")},
        {"traject": bij_verwijzing, "verwijzing": aangenomen.id},
        {"traject": hoog.id},
        {"valrisicodag": gesloten.id},
        telefoon,
        methode,
        uitgelopen(app, maak),
        _aan_de_beurt(app, maak),
        *_nog_te_doen(app),
        *_levens(app, maak),
    ]


def _aan_de_beurt(app: Flask, maak: Maker) -> dict[str, UUID]:
    """A group of which no place was offered yet, and someone whose turn it is."""
    groep, wacht = maak.groep("Aan de beurt", interventie_code="vvt"), maak.klaar_voor_plaats("Aan de beurt")
    with wereld.binnen(app):
        traject = db.session.get_one(Traject, wacht.id)
        zet_op_wachtlijst(traject, interventie_code="vvt", door=wereld.wie("coordinator"))
        db.session.commit()
    return {"groep": groep.id}


def _nog_te_doen(app: Flask) -> list[dict[str, UUID]]:
    """A file that could not be made, and what is done about another year."""
    with wereld.binnen(app):
        petra = wereld.wie("projectleider")
        ids = opgehaald(wereld.KETEN, door=petra, wat="rapport")
        mislukt(ids["uitvoer"])
        db.session.commit()
    return [ids, {"jaar": VORIG_JAAR}, {"account": wereld.id_van("projectleider")}]


def _maandlijst(verwijzing: Verwijzing) -> Terugkoppeling:
    """The notice that the list of last month is ready."""
    maand = f"{vorige_maand(vandaag()):%Y-%m}"
    return Terugkoppeling(
        verwijzing_id=verwijzing.id,
        inwoner_id=verwijzing.inwoner_id,
        moment=MAANDLIJST,
        gegevens={"maand": maand},
        op=nu(),
    )


def _levens(app: Flask, maak: Maker) -> list[dict[str, UUID]]:
    """Someone who died, someone who moves, someone in hospital, and someone who cares for another."""
    dood, weg, stil = (maak.traject(naam) for naam in ("Overleden", "Vertrokken", "Ziekenhuis"))
    zorgt = maak.traject("Verzorgd", keten=wereld.WELZIJN, uitslag=None, organisatie="wijkracht", door="welzijnscoach")
    naaste = maak.contactpersoon(zorgt.inwoner)
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        overledene, vertrekker = (db.session.get_one(Inwoner, traject.inwoner_id) for traject in (dood, weg))
        leg_overlijden_vast(overledene, formulier_id=nieuw_id(), datum=vandaag(), bron="naaste", door=cora)
        velden = {"naar_gemeente": "Hengelo", "maakt_af": True, "mag_overdragen": False}
        leg_verhuizing_vast(vertrekker, formulier_id=nieuw_id(), per=vandaag(), door=cora, **velden)
        tot = vandaag() + timedelta(days=30)
        pauzeer(db.session.get_one(Traject, stil.id), formulier_id=nieuw_id(), tot=tot, reden="ziekenhuis", door=cora)
        if instelling(wereld.WELZIJN) is None:
            gegevens = {"actief_vanaf": vandaag(), "telefoon": "+31742658600", "termijnen": {}}
            werkt = Keteninstelling(keten_code=wereld.WELZIJN, organisatie_id=wereld.id_van("wijkracht"), **gegevens)
            db.session.add(werkt)
        db.session.commit()
    return [
        {"inwoner": dood.inwoner_id, "traject": dood.id},
        {"inwoner": weg.inwoner_id},
        {"traject": stil.id},
        {"inwoner": zorgt.inwoner_id, "contactpersoon": naaste.id, "traject": zorgt.id},
    ]
