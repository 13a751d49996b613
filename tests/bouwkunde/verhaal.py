"""One resident's whole story, with a mark in every field that is sealed: where a mark shows, that field was shown."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask
from sqlalchemy import select

from ketens.aanbod.handelingen import leid_toe, maak_aanbod
from ketens.aanbod.models import Aanbod
from ketens.aanwezigheid.weten import leg_vast
from ketens.beoordelingen.handelingen import beantwoord, vraag_beoordeling
from ketens.beoordelingen.models import Beoordeling
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Gemeente, Lidmaatschap
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.handelingen import neem_af
from ketens.inwoners.contactpersonen import Contactpersoon, voeg_contactpersoon_toe
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Inwoner, Noodtoegang, Toestemming
from ketens.inwoners.overlijden import leg_overlijden_vast, maak_overlijden_ongedaan
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import zoekhash
from ketens.metingen.models import Meting
from ketens.publicaties.models import Publicatie
from ketens.rechten import Rol
from ketens.rooster.inrichten import gelast_af
from ketens.samenvoegen.handelingen import maak_ongedaan, voeg_samen
from ketens.tellingen.handelingen import corrigeer, tel
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging, noteer_notitie, start
from ketens.trajecten.hulpvragen import leg_hulpvragen_vast
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauzeer
from ketens.triage.handelingen import neem_aan
from ketens.valrisicodagen.handelingen import open_dag
from ketens.valrisicodagen.overzichten import bewijs_van
from ketens.verwijzingen.handelingen import stuur_bericht, vul_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.bouwkunde.afgelopen import afgelopen
from tests.bouwkunde.bewaard import bewaard
from tests.bouwkunde.gestuurd import stuur_van_alles
from tests.bouwkunde.overgedragen import gebracht, overgedragen
from tests.bouwkunde.verantwoord import (
    DIT_JAAR,
    PC4,
    PLICHT,
    VORIG_JAAR,
    betaald,
    gemeten,
    openbaar,
    opgehaald,
    vastgesteld,
)
from tests.bouwkunde.verzocht import verzocht
from tests.maak import Maker

# What everyone counts, whatever their keten.
GETELD = "sociaal_hus_kwartaal"


# The private half of a day, always the same; what makes it private stands from its 50th character.
DAGSLEUTEL = b64encode(
    ec.derive_private_key(7**90, ec.SECP256R1()).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
).decode()


@dataclass(frozen=True)
class Veld:
    """What a person would call one thing, the cells it is kept in, and the marks by which it is recognised."""

    naam: str
    cellen: tuple[str, ...]
    merken: tuple[str, ...]


VELDEN = (
    Veld("Getypt door de verwijzer: naam", ("verwijzing.persoon_naam",), ("Getyptachter",)),
    Veld("Getypt door de verwijzer: geboortedatum", ("verwijzing.persoon_geboortedatum",), ("02-07-1939",)),
    Veld("Verwijzing: toelichting", ("verwijzing.toelichting",), ("Merktoelichting",)),
    Veld("Verwijzing: antwoorden op vragen van de keten", ("verwijzing.antwoorden",), ("Merkhulpvraag",)),
    Veld("Verwijzing: namens wie", ("verwijzing.namens",), ("Merknamens",)),
    Veld("Verwijzing: aanvulling", ("aanvulling.tekst",), ("Merkaanvulling",)),
    Veld("Verwijzing: bericht van de coördinator", ("terugkoppeling.tekst",), ("Merkbericht",)),
    Veld(
        "Inwoner: naam", ("inwoner.voornaam", "inwoner.tussenvoegsel", "inwoner.achternaam"), ("Merkvoor", "Merkachter")
    ),
    Veld("Inwoner: geboortedatum", ("inwoner.geboortedatum",), ("12-03-1941",)),
    Veld(
        "Inwoner: adres",
        ("inwoner.straat", "inwoner.huisnummer", "inwoner.postcode", "inwoner.plaats"),
        ("Merkstraat", "7622 ZX", "7622ZX", "Merkdorp"),
    ),
    Veld("Inwoner: telefoon", ("inwoner.telefoon", "inwoner.telefoon2"), ("13579246", "24681357")),
    Veld("Inwoner: e-mail", ("inwoner.email",), ("merk@inwoner.example",)),
    Veld("Inwoner: wanneer bellen", ("inwoner.bereik_wanneer",), ("Merkwanneer",)),
    Veld("Inwoner: veilig contact", ("inwoner.veilig_contact",), ("Merkletop",)),
    Veld("Inwoner: burgerservicenummer", ("inwoner.bsn",), ("111222333",)),
    Veld("Contactpersoon: naam", ("contactpersoon.naam",), ("Merknaaste",)),
    Veld("Contactpersoon: telefoon", ("contactpersoon.telefoon",), ("97531864",)),
    Veld("Contactpersoon: e-mail", ("contactpersoon.email",), ("merk@naaste.example",)),
    Veld("Valrisicotest: antwoorden", ("afname.antwoorden",), ("31,7",)),
    Veld("Beoordeling: de vraag", ("beoordeling.vraag",), ("Merkvraag",)),
    Veld("Beoordeling: het advies", ("beoordeling.advies",), ("Merkadvies",)),
    Veld("Meting: de waarde", ("afname.antwoorden",), ("41,3",)),
    Veld("Beoordeling: de factoren", ("afname.antwoorden",), ("Merkfactor",)),
    Veld("Traject: antwoorden van de intake", ("stap.antwoorden",), ("Merksamenmet",)),
    Veld("Traject: notities en gesprekken", ("gebeurtenis.tekst",), ("Merknotitie", "Merkgesprek")),
    Veld("Traject: hulpvraag in eigen woorden", ("hulpvraag.woorden",), ("Merkwoorden",)),
    Veld("Traject: toelichting bij het einde", ("afsluiting.toelichting",), ("Merkeinde",)),
    Veld("Traject: toelichting bij de pauze", ("pauze.toelichting",), ("Merkpauze",)),
    Veld("Inwoner: datum van overlijden", ("overlijden.datum",), ("04-02-2026",)),
    Veld(
        "Overlijden of verhuizing: waarom ongedaan",
        ("overlijden.ongedaan_reden", "verhuizing.ongedaan_reden"),
        ("Merkvergissing",),
    ),
    # Kept to be able to go back; shown to nobody.
    Veld("Samenvoegen: wat er eerst stond", ("samenvoeging.velden",), ("Merkeerst",)),
    Veld("Samenvoegen: waarom ongedaan", ("samenvoeging.ongedaan_reden",), ("Merktweeling",)),
    Veld("Groep: naam en eerste dag", (), ("Merkgroep",)),
    Veld("Groep: waarom toch geplaatst", ("plaatsing.afwijking",), ("Merkafwijking",)),
    Veld("Groep: wat de trainer moet weten", ("plaatsing.voor_trainer",), ("Merkvoortrainer",)),
    Veld("Groep: waarom anders geëindigd dan de regel", ("plaatsing.einde_toelichting",), ("Merkanders",)),
    Veld("Groep: waarom afgelast", ("groep.afgelast_reden", "bijeenkomst.afgelast_reden"), ("Merkafgelast",)),
    Veld("Na de groep: wat iemand doet, of waarom niet", ("doorstroomvraag.woorden",), ("Merkdoorstroom",)),
    # On the screen stands its number; what is printed is in the PDF.
    Veld("Na de groep: de nota", ("nota.inhoud",), (f"{vandaag().year}-0001",)),
    Veld("Bericht aan de inwoner", ("bericht.inhoud", "stapel.pdf"), ("Merkboodschap",)),
    Veld("E-mail: het adres waar die heen gaat", ("mail.aan",), ("merkpost@proef.example",)),
    Veld("E-mail: de link die één keer werkt", ("mail.geheim",), ("merklinkdiewerkt",)),
    Veld("Overdracht: boodschap aan de ontvanger", ("overdracht.boodschap",), ("Merkoverdracht",)),
    Veld("Overnemen uit een bestand: de regels", ("invoerregel.cellen",), ("Merkregel",)),
    Veld("Overnemen uit een bestand: de naam ervan", ("invoer.bestandsnaam",), ("Merkbestand",)),
    Veld("Overnemen uit een bestand: burgerservicenummer", ("invoerregel.cellen",), ("123456782",)),
    Veld("Valrisicodag: de code", ("valrisicodag.code",), ("76543219", "7654 3219")),
    Veld("Valrisicodag: de sleutel van de tablets", ("valrisicodag.sleutel",), (DAGSLEUTEL[50:90],)),
    Veld("Telling: opmerking", ("telling.opmerking",), ("Merkregen",)),
    Veld("Telling: waarom gecorrigeerd", ("telling.vervallen_reden",), ("Merkverteld",)),
    Veld(
        "Verzoek: wat de inwoner vraagt, en het besluit",
        (
            "verzoek.vraag",
            "verzoek.vertegenwoordiger",
            "verzoek.verlengreden",
            "verzoek.motivering",
            "verzoekgebeurtenis.tekst",
        ),
        ("Merkverzoek",),
    ),
    Veld("Verzoek: wat de inwoner van een tekst zegt", ("correctienotitie.tekst",), ("Merkbetwist",)),
    Veld("Verzoek: waarom de gegevens van het slot gingen", ("beperking.opgeheven_reden",), ("Merkvanslot",)),
    Veld("Bewaren: waarom iets wordt vastgehouden", ("vasthouding.reden",), ("Merkvastgehouden",)),
    Veld("Noodtoegang: de toelichting", ("noodtoegang.toelichting",), ("Merknood",)),
    Veld("Cijfers: toelichting bij het vaststellen", ("vaststelling.toelichting",), ("Merkvast.",)),
    Veld("Cijfers: waarom ze nu anders zijn", ("verschilreden.reden",), ("Merkvast. reden",)),
    # Kept to protect the next publication; shown to nobody.
    Veld("Cijfers: wat verborgen bleef in wat openbaar is", ("publicatie.echt",), ("Merkverborgen",)),
    Veld("Monitor: opmerking", ("opmerking.tekst",), ("Merkopmerking",)),
    Veld("Geld: de regels van een grootboek", ("grootboekinvoer.regels",), ("Fout Merkgeld", "Cursus Merkgeld")),
    Veld("Kalender: antwoorden op een vragenlijst", ("indiening.antwoorden",), ("Merkopmerking van",)),
)


def vertel(app: Flask, maak: Maker) -> Iterator[dict[str, list[Any]]]:
    """Tell the story; at each moment that shows something new, give the ids of what there is, by name in an address."""
    _zet_petten(app)
    groep = maak.groep("Merkgroep", trainers=["trainer"])
    afgelast = maak.groep("Een andere groep", trainers=["trainer"])
    verwijzing = maak.verwijzing(
        "Getyptachter",
        uitslag="hoog",
        voornaam="Getyptvoor",
        geboortedatum=date(1939, 7, 2),
        toelichting="Merktoelichting",
        namens="Merknamens",
        antwoorden=maak.antwoorden("hoog") | {"looptest_s": 31.7},
    )
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        brief = db.session.get_one(Verwijzing, verwijzing.id)
        # Corrected before anyone looks: what was typed and what is known are two things from here on.
        naaste = _vul_inwoner(brief.inwoner)
        # Nothing that hides another field: only words.
        leg_veilig_contact_vast(brief.inwoner, VeiligContact(let_op="Merkletop"), door=cora)
        brief.antwoorden = {"toelichting": "Merkhulpvraag"}
        vul_aan(brief, formulier_id=uuid4(), tekst="Merkaanvulling", door=wereld.wie("verwijzer"))
        gelast_af(db.session.get_one(Groep, afgelast.id), reden="Merkafgelast", door=cora)
        db.session.commit()
        naaste_id = naaste.id
    ids: dict[str, list[Any]] = {
        "verwijzing": [verwijzing.id],
        "contactpersoon": [naaste_id],
        "inwoner": [verwijzing.inwoner_id],
        "groep": [groep.id, afgelast.id],
        "account": [wereld.id_van("verwijzer")],
        "organisatie": [wereld.id_van("dijkhuis")],
        "keten_code": [wereld.KETEN],
        "stroom": ["verwijzing"],
        "soort_code": ["traject"],
        "code": ["intake", "beoordeling"],
        "nr": [1],
        "activiteit_code": [GETELD],
        **_kaart_en_telling(app),
        **_valrisicodag(app),
        **_dubbel(app, maak),
    }
    ids["verzoek"] = [verzocht(app, verwijzing.inwoner_id)]
    yield ids
    ids |= _aangenomen(app, verwijzing.id)
    ids |= _toegeleid(app, ids["traject"][0], ids["aanbod"][0])
    ids |= _verder(app, ids["traject"][0])
    yield ids
    _beantwoord(app, ids["beoordeling"][0])
    ids |= _geplaatst(app, ids["traject"][0], groep.id)
    ids |= _verantwoord(app, groep.id)
    _staat_stil(app, ids["traject"][0])
    yield ids
    _vergist_en_overleden(app, ids["traject"][0])
    yield ids


def _dubbel(app: Flask, maak: Maker) -> dict[str, list[Any]]:
    """Two who turned out to be one, two who did not after all, and one more who looks like them."""
    mensen = [maak.inwoner("Tweeling", postcode="7621AB", plaats=f"Dorp {nr}") for nr in range(5)]
    with wereld.binnen(app):
        een, ander, derde, vierde, los = (db.session.get_one(Inwoner, mens.id) for mens in mensen)
        cora = wereld.wie("coordinator")
        een.plaats = "Merkeerst"
        staat = voeg_samen(een, ander, door=cora, gekozen=["adres"]).id
        maak_ongedaan(voeg_samen(derde, vierde, door=cora), reden="Merktweeling", door=cora)
        db.session.commit()
        return {"samenvoeging": [staat], "ander": [los.id]}


def _verantwoord(app: Flask, groep_id: UUID) -> dict[str, list[Any]]:
    """What the projectleider does with the figures and the money of this year and the last."""
    with wereld.binnen(app):
        petra = wereld.wie("projectleider")
        gemeten(wereld.KETEN, door=petra)
        ids = betaald(wereld.KETEN, db.session.get_one(Groep, groep_id), door=petra, tekst="Merkgeld")
        ids |= vastgesteld(wereld.KETEN, wereld.id_van("dijkhuis"), door=petra, tekst="Merkvast.")
        ids |= openbaar(wereld.KETEN, door=petra, tekst="Merkopmerking")
        rij = db.session.get_one(Publicatie, ids.pop("raadsvraag"))
        rij.echt = {**rij.echt, "Merkverborgen": 1}
        ids |= opgehaald(wereld.KETEN, door=wereld.wie("coordinator"))
        alle = {naam: [id_] for naam, id_ in ids.items()}
        alle["publicatie"].append(rij.id)
        woorden = {"jaar": [DIT_JAAR, VORIG_JAAR], "indicator": ["aantal_vrt", "aantal_wachtend"], "formaat": ["csv"]}
        return alle | woorden | {"soort": [PLICHT], "onderdeel": ["valpreventie"], "pc4": [PC4]}


def _staat_stil(app: Flask, traject_id: UUID) -> None:
    with wereld.binnen(app):
        velden = {"tot": vandaag() + timedelta(days=30), "reden": "ziekenhuis", "toelichting": "Merkpauze"}
        cora = wereld.wie("coordinator")
        pauzeer(db.session.get_one(Traject, traject_id), formulier_id=uuid4(), door=cora, **velden)
        db.session.commit()


def _vergist_en_overleden(app: Flask, traject_id: UUID) -> None:
    """Taken for dead by mistake, closed for another reason, and then it was true."""
    with wereld.binnen(app):
        traject, cora = db.session.get_one(Traject, traject_id), wereld.wie("coordinator")
        velden = {"datum": date(2026, 2, 4), "bron": "naaste", "door": cora}
        overlijden = leg_overlijden_vast(traject.inwoner, formulier_id=uuid4(), **velden)
        db.session.commit()
        maak_overlijden_ongedaan(overlijden, reden="Merkvergissing", door=cora)
        db.session.commit()
        traject.sluit_af(door=cora, reden="uitval", toelichting="Merkeinde")
        leg_overlijden_vast(traject.inwoner, formulier_id=uuid4(), **velden)
        db.session.commit()


def _kaart_en_telling(app: Flask) -> dict[str, list[Any]]:
    """Something on the sociale kaart, and a count that was corrected."""
    wat = catalogus().activiteit(GETELD)
    with wereld.binnen(app):
        teun, velden = wereld.wie("teller"), {"datum": vandaag(), "aantallen": {wat.velden[0].sleutel: 3}}
        aanbod = maak_aanbod(titel="Wandelgroep", soort="bewegen", aanbieder="Wijkhuis (proef)", door=teun)
        fout = tel(wat, formulier_id=uuid4(), door=teun, opmerking="Merkregen", **velden)
        db.session.flush()
        goed = corrigeer(fout, formulier_id=uuid4(), door=teun, reden="Merkverteld", opmerking="Merkregen", **velden)
        db.session.commit()
        return {"aanbod": [aanbod.id], "telling": [goed.id]}


def _valrisicodag(app: Flask) -> dict[str, list[Any]]:
    with wereld.binnen(app):
        dag = open_dag(formulier_id=uuid4(), datum=vandaag(), locatie="Kulturhus", door=wereld.wie("coordinator"))
        dag.code, dag.sleutel, dag.code_hash = "76543219", DAGSLEUTEL, zoekhash("dagcode", "76543219")
        db.session.commit()
        return {"valrisicodag": [dag.id], "bewijs": [bewijs_van(dag)]}


def _verder(app: Flask, traject_id: UUID) -> dict[str, list[Any]]:
    """Handed over, and standing in a file that somebody brings."""
    with wereld.binnen(app):
        traject, cora = db.session.get_one(Traject, traject_id), wereld.wie("coordinator")
        verder = overgedragen(traject, door=cora, tekst="Merkoverdracht")
        velden = {"keten_code": wereld.KETEN, "tekst": "Merkbestand", "nieuw": "Merkregel"}
        bestand = gebracht([traject.inwoner], door=cora, **velden)
        db.session.commit()
        return {"overdracht": [verder.id], "invoer": [bestand.id]}


def _toegeleid(app: Flask, traject_id: UUID, aanbod_id: UUID) -> dict[str, list[Any]]:
    with wereld.binnen(app):
        traject, aanbod = db.session.get_one(Traject, traject_id), db.session.get_one(Aanbod, aanbod_id)
        rij = leid_toe(traject, aanbod, door=wereld.wie("coordinator"))
        db.session.commit()
        return {"toeleiding": [rij.id]}


def _zet_petten(app: Flask) -> None:
    """Let the welzijnscoach treat in this keten, and Anke coordinate it elsewhere: she must break the glass."""
    with wereld.binnen(app):
        db.session.get_one(Gemeente, wereld.id_van("borne")).bsn_aan = True
        coach = db.session.get_one(Lidmaatschap, wereld.id_van(f"welzijnscoach-{Rol.WELZIJNSCOACH}"))
        cora = db.session.get_one(Lidmaatschap, wereld.id_van(f"coordinator-{Rol.COORDINATOR}"))
        coach.organisatie_id = wereld.id_van("gemeente-borne")
        coach.ketens = cora.ketens = [wereld.KETEN, wereld.WELZIJN]
        anke = db.session.get_one(Lidmaatschap, wereld.id_van(f"andere_keten-{Rol.COORDINATOR}"))
        anke.organisatie_id, anke.ketens = wereld.id_van("wijkracht"), [wereld.KETEN]
        db.session.commit()


def _aangenomen(app: Flask, verwijzing_id: UUID) -> dict[str, list[Any]]:
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        verwijzing = db.session.get_one(Verwijzing, verwijzing_id)
        traject = neem_aan(verwijzing, door=cora)
        stuur_bericht(verwijzing, tekst="Merkbericht", door=cora)
        db.session.flush()
        noteer_notitie(traject, tekst="Merknotitie", door=cora)
        noteer_contactpoging(traject, uitkomst="gesproken", tekst="Merkgesprek", door=cora)
        vraag = "Merkvraag"
        beoordeling = vraag_beoordeling(traject, praktijk_id=wereld.id_van("dijkhuis"), vraag=vraag, door=cora)
        db.session.add(toegang := _noodtoegang(traject))
        db.session.flush()
        gegeven = list(db.session.scalars(select(Toestemming.id)))
        ids = {
            "traject": [traject.id, _gesproken(traject)],
            "beoordeling": [beoordeling.id],
            "noodtoegang": [toegang.id],
        }
        vast = bewaard(traject.inwoner_id, door=wereld.wie("beheerder"), reden="Merkvastgehouden")
        ids |= {naam: [id_] for naam, id_ in vast.items()}
        db.session.commit()
        return ids | {"toestemming": gegeven}


def _gesproken(ander: Traject) -> UUID:
    """A traject beside it in a keten that asks what the resident wants, in their own words."""
    cora = wereld.wie("coordinator")
    velden = {"keten_code": wereld.WELZIJN, "organisatie_id": wereld.id_van("gemeente-borne"), "herkomst": "zelf"}
    traject = start(ander.inwoner, door=cora, **velden)
    leg_hulpvragen_vast(traject, hoofd="wonen", woorden="Merkwoorden", door=cora)
    return traject.id


def _vul_inwoner(inwoner: Inwoner) -> Contactpersoon:
    cora = wereld.wie("coordinator")
    wijzig_inwoner(
        inwoner,
        door=cora,
        voornaam="Merkvoor",
        tussenvoegsel="van",
        achternaam="Merkachter",
        geboortedatum=date(1941, 3, 12),
        straat="Merkstraat",
        huisnummer="12",
        postcode="7622ZX",
        plaats="Merkdorp",
        telefoon="+31613579246",
        telefoon2="+31624681357",
        email="merk@inwoner.example",
        bereik_wanneer="Merkwanneer",
        bsn="111222333",
    )
    return voeg_contactpersoon_toe(
        inwoner,
        door=cora,
        naam="Merknaaste",
        relatie="dochter",
        telefoon="+31697531864",
        email="merk@naaste.example",
        eerst_bellen=True,
        bij_nood=True,
    )


def _noodtoegang(traject: Traject) -> Noodtoegang:
    toegang = Noodtoegang(
        inwoner_id=traject.inwoner_id,
        formulier_id=uuid4(),
        account_id=wereld.id_van("andere_keten"),
        organisatie_id=wereld.id_van("wijkracht"),
        keten_code=wereld.KETEN,
        reden="acuut",
        van=nu(),
        tot=nu() + timedelta(hours=24),
    )
    toegang.toelichting = "Merknood"
    return toegang


def _beantwoord(app: Flask, beoordeling_id: UUID) -> None:
    with wereld.binnen(app):
        beantwoord(
            db.session.get_one(Beoordeling, beoordeling_id),
            beoordeeld_op=vandaag(),
            route="gemeente",
            advies="Merkadvies",
            factoren={"visus_aanwezig": "ja", "visus_advies": "Merkfactor"},
            door=wereld.wie("beoordelaar"),
        )
        db.session.commit()


def _geplaatst(app: Flask, traject_id: UUID, groep_id: UUID) -> dict[str, list[Any]]:
    with wereld.binnen(app):
        traject, cora = db.session.get_one(Traject, traject_id), wereld.wie("coordinator")
        antwoorden = {"loophulpmiddel": "rollator", "loopt_100_meter": False, "komt_samen": True}
        leg_intake_vast(traject, antwoorden | {"samen_met": "Merksamenmet"}, door=cora)
        groep = db.session.get_one(Groep, groep_id)
        plaatsing = plaats(traject, groep, door=cora, reden_afwijking="Merkafwijking")
        leg_vast(plaatsing, "Merkvoortrainer", akkoord=True, door=cora)
        gestuurd = stuur_van_alles(traject, groep, door=cora, tekst="Merkboodschap")
        _meet(traject, groep)
        na = afgelopen(traject, groep, door=cora, tekst="Merkdoorstroom")
        gestuurd |= {naam: na[naam] for naam in ("vraag", "nota")}
        db.session.get_one(Plaatsing, na["afgerond"]).einde_toelichting = "Merkanders"
        db.session.commit()
        ids = {naam: [id_] for naam, id_ in gestuurd.items()} | {"moment": ["t0"]}
        return ids | {"plaatsing": list(db.session.scalars(select(Plaatsing.id)))}


def _meet(traject: Traject, groep: Groep) -> None:
    """Let the one with a place be measured; the group has not begun, so the grid itself does not take it yet."""
    plaatsing = db.session.scalars(select(Plaatsing).where(Plaatsing.traject_id == traject.id)).one()
    afname = neem_af(
        "tug@1",
        {"waarde": "41,3"},
        keten_code=traject.keten_code,
        door=wereld.wie("trainer"),
        inwoner=traject.inwoner,
        traject_id=traject.id,
        setting="groep",
    )
    rij = {"inwoner_id": traject.inwoner_id, "plaatsing_id": plaatsing.id, "instrument_code": "tug"}
    db.session.add(Meting(**rij, moment="t0", afname=afname))
